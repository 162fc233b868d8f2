/** When things run: Quartz's calendar over all nodes, the sweeps of this node, and the loops that hand messages to channels. */
@NullMarked
package io.rekindle.schedule;

import org.jspecify.annotations.NullMarked;
