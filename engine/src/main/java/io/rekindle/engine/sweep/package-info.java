/** Takes the customers that are due through evaluate(), reserves, and writes what came of it: work follows change. */
@NullMarked
package io.rekindle.engine.sweep;

import org.jspecify.annotations.NullMarked;
