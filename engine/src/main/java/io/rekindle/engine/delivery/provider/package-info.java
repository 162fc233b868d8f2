/** Step 11, continued: who carries a channel's messages: providers in order or by shares, their limits, failover between them. */
@NullMarked
package io.rekindle.engine.delivery.provider;

import org.jspecify.annotations.NullMarked;
