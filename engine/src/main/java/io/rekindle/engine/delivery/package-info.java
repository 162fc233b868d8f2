/** Step 11 of the path: render, check again, reserve, hand to a channel, settle. Its ports are what channels implement. */
@NullMarked
package io.rekindle.engine.delivery;

import org.jspecify.annotations.NullMarked;
