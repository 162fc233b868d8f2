package io.rekindle.channels.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                " Stop. ",
                "STOP!!!",
                "“STOP”",
                "Stop all",
                "STOPALL",
                "unsubscribe",
                "Cancel",
                "END",
                "quit",
                "opt-out",
                "ＳＴＯＰ",
                "stop\uD83D\uDE4F",
                "退订",
                "退訂",
                "【退订】",
                "退订。",
                "T",
                "t",
                "Ｔ",
                "TD",
                "td ",
                "R",
                "r。",
                "回T",
                "回 T",
                "回复TD",
                "回复“R”",
                "拒收"
            })
    void a_stop_in_any_of_our_languages_is_one(String reply) {
        assertThat(Keyword.of(reply)).contains(Keyword.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELP", "help?", "Info", "帮助", "幫助！"})
    void a_call_for_help_is_one(String reply) {
        assertThat(Keyword.of(reply)).contains(Keyword.HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "Yes.", "unstop", "恢复订阅", "订阅"})
    void a_start_is_one(String reply) {
        assertThat(Keyword.of(reply)).contains(Keyword.START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "!!!",
                "please stop by the shop",
                "stop it later",
                "Don't stop",
                "yes please",
                "info about my order",
                "end of month?",
                "怎么退订呢",
                "我要退货",
                "退款",
                "TT",
                "T恤还有吗",
                "R15",
                "to",
                "stopp",
                "unsubscribed",
                "cancel my order 4711",
                "stop.stop"
            })
    void a_word_inside_a_longer_message_is_talk(String reply) {
        assertThat(Keyword.of(reply)).isEmpty();
    }

    @Test
    void a_novel_is_no_keyword() {
        assertThat(Keyword.of("stop " + "!".repeat(100_000))).isEmpty();
    }
}
