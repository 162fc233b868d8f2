/** Step 12 of the reading order: conversions, attribution, lift and money. */
@NullMarked
package io.rekindle.engine.measure;

import org.jspecify.annotations.NullMarked;
