/** Step 4 of the path: a rule book as rules that Drools has compiled, and sessions that ask them of a customer's facts. */
@NullMarked
package io.rekindle.engine.rule.drools;

import org.jspecify.annotations.NullMarked;
