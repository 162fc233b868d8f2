package io.rekindle.architecture.violation.customer;

import io.rekindle.architecture.violation.delivery.SentTooEarly;

/** Forbidden on purpose: the first step knows a later one. */
record CustomerThatSends(SentTooEarly message) {}
