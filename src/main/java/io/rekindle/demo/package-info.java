/** An invented shop to try Rekindle on: customers that behave as published studies found, none of them real. */
@NullMarked
package io.rekindle.demo;

import org.jspecify.annotations.NullMarked;
