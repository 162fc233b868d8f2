/** Numbers about this node for Prometheus, at /metrics; never a customer among the labels. */
@NullMarked
package io.rekindle.metrics;

import org.jspecify.annotations.NullMarked;
