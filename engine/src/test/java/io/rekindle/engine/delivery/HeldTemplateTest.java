package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that would not read right, or templates that would hurt, are held and say why. */
class HeldTemplateTest {

    private static Rendering render(String liquid, Map<String, Object> variables) {
        return Template.parse("t.sms.en.txt", liquid).render(variables, ZoneOffset.UTC);
    }

    private static void assertMissing(String variable, Rendering rendering) {
        assertThat(rendering).isInstanceOfSatisfying(Rendering.Held.class, held -> {
            assertThat(held.variable()).isEqualTo(variable);
            assertThat(held.why()).contains(variable);
        });
    }

    @Test
    void a_missing_or_blank_variable_without_fallback_is_named() {
        var nothing = new HashMap<String, Object>();
        nothing.put("first_name", null);

        assertMissing("first_name", render("Hi {{first_name}},", Map.of()));
        assertMissing("first_name", render("Hi {{first_name}},", nothing));
        assertMissing("first_name", render("Hi {{ first_name | capitalize }},", Map.of("first_name", " \t ")));
        assertMissing("coupon.code", render("Code {{coupon.code}}", Map.of("coupon.label", "x")));
        assertMissing("coupon.expires", render("Until {{coupon.expires|date}}", Map.of()));
        assertMissing("user.class", render("{{user.class}}", Map.of("user", Map.of("name", "Ann"))));
    }

    @Test
    void a_missing_variable_holds_only_where_it_would_be_printed() {
        var liquid = "Hi{% if first_name %} {{first_name}}{% endif %}!";

        assertThat(render(liquid, Map.of())).isEqualTo(new Rendering.Ready(new Content("", "Hi!", null)));
    }

    @Test
    void a_fallback_that_is_itself_missing_is_none() {
        assertMissing("nickname", render("{{ nickname | default: first_name }}", Map.of()));
    }

    @Test
    void a_message_that_turns_out_empty_is_held() {
        assertThat(render("{% if nobody %}text{% endif %}", Map.of())).isInstanceOf(Rendering.Held.class);
        assertThat(Template.parse("t.push.en.txt", "{% if nobody %}Hi{% endif %}\ntext")
                        .render(Map.of(), ZoneOffset.UTC))
                .isInstanceOf(Rendering.Held.class);
    }

    @Test
    void the_reason_holds_no_customers_value() {
        assertThat(render("{{ first_name | date }}", Map.of("first_name", "Ann")))
                .isEqualTo(new Rendering.Held("", "date was given something that is no date"));
        assertThat(render("{{ first_name | plus: 1 }}", Map.of("first_name", "Ann")))
                .isEqualTo(new Rendering.Held("", "plus was given something that is no number"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in (1..2000000000) %}x{% endfor %}",
                "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
                "{% assign s = \"xx\" %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{s}}",
                "{% assign n = 9 %}{% for i in (1..60) %}{% assign n = n | times: n %}{% endfor %}{{n}}",
                "{% assign n = 9.5 %}{% for i in (1..60) %}{% assign n = n | times: n %}{% endfor %}{{n}}",
                "{{ 1.5 | round: 999999999 }}",
                "{% assign s = \"x\" %}{% for i in (1..13) %}{% assign s = s | append: s %}{% endfor %}"
                        + "{{ s | replace: \"x\", s }}",
                "{% assign s = \"x\" %}{% for i in (1..13) %}{% assign s = s | append: s %}{% endfor %}"
                        + "{% for i in (1..900) %}{{s}}{% endfor %}",
                "{{ \"1e999999999\" | ceil }}",
                "{% assign s = \"x \" %}{% for i in (1..12) %}{% assign s = s | append: s %}{% endfor %}{{ s | split: \" \" }}"
            })
    void a_template_that_would_never_end_or_fill_the_memory_is_held(String liquid) {
        var rendering = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> render(liquid, Map.of()));

        assertThat(rendering).isInstanceOf(Rendering.Held.class);
    }

    @Test
    void a_java_object_is_no_value() {
        assertThatThrownBy(() -> render("{{user}}", Map.of("user", new Thread())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("templates take no java.lang.Thread");
        assertThatThrownBy(() -> render("{{user}}", Map.of("user", List.of(Map.of("of", Thread.class)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_is_never_read_as_a_template() {
        assertThat(render("{{first_name}}", Map.of("first_name", "{{ coupon.code }}{% include 'x' %}")))
                .isEqualTo(new Rendering.Ready(new Content("", "{{ coupon.code }}{% include 'x' %}", null)));
    }

    @Test
    void a_very_long_value_is_cut() {
        assertThat(render("{{first_name}}", Map.of("first_name", "长".repeat(100_000))))
                .isEqualTo(new Rendering.Ready(new Content("", "长".repeat(500), null)));
    }
}
