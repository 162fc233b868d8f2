/** Messages to a group of a chat by its robot's webhook: WeCom, DingTalk, Feishu and Slack. */
@NullMarked
package io.rekindle.channels.robot;

import org.jspecify.annotations.NullMarked;
