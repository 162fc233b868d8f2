package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rekindle.engine.rule.book.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author is told about a mistake: where, what, and the nearest right thing; never a library's words. */
class TemplateErrorsTest {

    private static final String PATH = "templates/welcome.sms.en.txt";

    private static Problem problem(String path, String source) {
        var thrown = catchThrowableOfType(TemplateException.class, () -> Template.parse(path, source));
        assertThat(thrown).as(source).isNotNull();
        assertThat(thrown).hasNoCause();
        return thrown.problems().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Hi {{first_name~1:4 {{ is never closed",
                "Hi {{first_name|upcas}}~1:4 \"upcas\" is no filter",
                "Hi {{ first_name | truncat: 5 }}~1:4 there is no filter \"truncat\" Did you mean \"truncate\"?",
                "Hi {{ first_name | json: 5 }}~1:4 there is no filter \"json\"",
                "Hi {{}}~1:4 there is no variable in these braces",
                "Hi {{ | upcase }}~1:4 there is no variable in these braces",
                "Hi {{first_name|}}~1:4 there is nothing after |",
                "Hi {{ first name }}~1:4 this tag cannot be read",
                "Hi {{ a.b c.d | upcase }}, {{ok}}~1:4 this tag cannot be read",
                "Hi {{ coupon[\"code\"] }}~1:4 [ is not understood here",
                "Hi {{ first_name！ }}~1:4 ！ is not understood here",
                "{% if a & b %}{% endif %}~1:1 & is not understood here",
                "{% if a %}b~1:1 {% if %} has no {% endif %}",
                "a{% endif %}~1:2 {% endif %} here: there is nothing to end",
                "{% if a %}{% for x in y %}{% endif %}~1:27 {% endif %} here: {% endfor %} comes first",
                "{% fi a %}~1:1 templates have no tag {% fi %}",
                "{% iff a %}~1:1 templates have no tag {% iff %} Did you mean \"if\"?",
                "{% break %}~1:1 {% break %} stands in no block that has one",
                "{% if a %}{% when 1 %}{% endif %}~1:11 {% when %} stands in no block that has one",
                "{% if %}x{% endif %}~1:1 this tag cannot be read",
                "{% assign = 1 %}~1:1 write {% assign name = value %}",
                "{% comment %}x~1:1 {% comment %} has no {% endcomment %}",
                "{{ d | date: \"%Q\" }}~1:1 date does not know %Q",
                "{{ d | date: format }}~1:1 date takes a format in quotes",
                "{% include \"/etc/passwd\" %}~1:1 templates have no tag {% include %}",
                "{% include_relative ../x %}~1:1 templates have no tag {% include_relative %}",
                "{%- include 'x' -%}~1:1 templates have no tag {% include %}",
                "{% tablerow x in y %}~1:1 templates have no tag {% tablerow %}",
            })
    void names_the_place_and_the_mistake(String source, String expected) {
        assertThat(problem(PATH, source).toString()).startsWith(PATH + ":" + expected);
    }

    @Test
    void lines_and_columns_are_those_of_the_file() {
        assertThat(problem("a.email.en.txt", "Subject\n\nHi {{name|you}},\n  {{ x | nofilter: 1 }}")
                        .place())
                .isEqualTo("a.email.en.txt:4:3");
        assertThat(problem("a.push.en.txt", "\ufeffTitle {{ {x }}\r\ntext").place())
                .isEqualTo("a.push.en.txt:1:7");
        assertThat(problem(PATH, "{{ a\n | b c d e f }} {{ first\nname }}").place())
                .isEqualTo(PATH + ":2:17");
    }

    @Test
    void a_block_does_not_reach_from_the_title_into_the_text() {
        assertThat(problem("a.push.en.txt", "{% if a %}Hi\nthere{% endif %}").place())
                .isEqualTo("a.push.en.txt:1:1");
    }

    @Test
    void a_message_has_a_title_where_the_channel_has_one_and_always_a_text() {
        assertThat(problem("a.push.en.txt", "\ntext").code()).isEqualTo("template-title");
        assertThat(problem("a.email.en.txt", "Subject\n\n").code()).isEqualTo("template-empty");
        assertThat(problem(PATH, "  \n").code()).isEqualTo("template-empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"welcome.txt", "welcome.email.txt", "Welcome.email.en.txt", "welcome.email.english.txt", "x.md"})
    void a_file_that_is_named_otherwise_is_told(String path) {
        assertThat(problem(path, "x").code()).isEqualTo("template-name");
    }

    @Test
    void a_tag_or_a_file_too_long_is_refused() {
        assertThat(problem(PATH, "{{ " + "(".repeat(600) + " }}").code()).isEqualTo("template-too-long");
        assertThat(problem(PATH, "{{ " + "(".repeat(490) + " }}").code()).isEqualTo("template-syntax");
        assertThat(problem(PATH, "x".repeat(70_000)).code()).isEqualTo("template-too-long");
        assertThat(problem(PATH, "{% if a %}".repeat(11)).code()).isEqualTo("template-block");
    }
}
