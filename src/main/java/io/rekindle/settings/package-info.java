/** What an operator sets: one record for each part of application.yml. */
@NullMarked
package io.rekindle.settings;

import org.jspecify.annotations.NullMarked;
