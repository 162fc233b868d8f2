/** What comes back after a message left: receipts of providers, answers of readers, as events. */
@NullMarked
package io.rekindle.receipt;

import org.jspecify.annotations.NullMarked;
