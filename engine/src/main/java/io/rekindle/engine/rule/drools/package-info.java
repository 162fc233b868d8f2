@org.jspecify.annotations.NullMarked
package io.rekindle.engine.rule.drools;
