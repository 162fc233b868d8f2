/** Step 10 of the path, the ledger: one intended message, one row, one key, one state machine. */
@NullMarked
package io.rekindle.engine.touchpoint;

import org.jspecify.annotations.NullMarked;
