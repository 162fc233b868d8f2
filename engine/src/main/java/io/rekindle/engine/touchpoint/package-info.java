/** Step 10 of the reading order: the ledger of intended messages; one row, one key, one state machine. */
@NullMarked
package io.rekindle.engine.touchpoint;

import org.jspecify.annotations.NullMarked;
