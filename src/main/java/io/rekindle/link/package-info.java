/** Links of ours in messages: sealed with their touchpoint, leading where they led before. */
@NullMarked
package io.rekindle.link;

import org.jspecify.annotations.NullMarked;
