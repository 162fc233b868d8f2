/** Step 7 of the path: what we may do. Every message passes the same gates, and every refusal has a reason from one list. */
@NullMarked
package io.rekindle.engine.policy;

import org.jspecify.annotations.NullMarked;
