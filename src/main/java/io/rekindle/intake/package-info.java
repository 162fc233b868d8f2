/**
 * Where events come in from files: each row becomes an event of the path's step 2, or a rejected row with its reason.
 */
@NullMarked
package io.rekindle.intake;

import org.jspecify.annotations.NullMarked;
