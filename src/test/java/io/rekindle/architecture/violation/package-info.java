/** A small path with a forbidden import, which shows that the rule about the reading order can fail. */
package io.rekindle.architecture.violation;
