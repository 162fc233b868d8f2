/** Step 6 of the path: who enters a campaign, in which variant, and which step is due when. */
@NullMarked
package io.rekindle.engine.campaign;

import org.jspecify.annotations.NullMarked;
