/** Step 6 of the reading order: campaigns, their steps and a customer's entry into them. */
@NullMarked
package io.rekindle.engine.campaign;

import org.jspecify.annotations.NullMarked;
