/**
 * Measurements, each beside the limit it should hold: {@code ./mvnw -Pbench test}. Tables on the console, JSON below
 * {@code src/target/bench}. A miss is printed as one and fails nothing: machines differ.
 */
package io.rekindle.bench;
