/** Step 1 of the reading order: whom we talk to, what is known, what they allowed and where to reach them. */
@NullMarked
package io.rekindle.engine.customer;

import org.jspecify.annotations.NullMarked;
