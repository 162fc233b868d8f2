package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What templates can say, each by its outcome for the same customer. */
class LiquidSubsetTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final Map<String, Object> ANN = Map.of(
            "first_name",
            "Ann",
            "last_name",
            "   ",
            "member",
            true,
            "items",
            List.of("tea", "cups", "a pot"),
            "cart",
            Map.of("value", new BigDecimal("128.50")),
            "coupon.label",
            "¥15 off",
            "coupon.days_left",
            3,
            "coupon.expires",
            Instant.parse("2026-12-02T16:30:00Z"));

    private static String render(String liquid) {
        var rendering = Template.parse("t.sms.en.txt", liquid).render(ANN, SHANGHAI);
        return rendering instanceof Rendering.Ready ready ? ready.content().text() : rendering.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Hi {{first_name}}!~Hi Ann!",
                "{{ first_name | upcase }} {{first_name|downcase}}~ANN ann",
                "{{first_name|there}}~Ann",
                "{{nobody|there}}~there",
                "{{last_name|there}}~there",
                "{{nobody|您}}，您好~您，您好",
                "{{nobody|dear friend}}~dear friend",
                "{{nobody|let's say}}~let's say",
                "{{nobody|\"first\"}}~first",
                "{{nobody|friend|upcase}}~FRIEND",
                "{{ nobody | default: \"you\" | capitalize }}~You",
                "{{ nobody | default: first_name }}~Ann",
                "{% if member %}yes{% else %}no{% endif %}~yes",
                "{% if nobody %}yes{% elsif last_name %}blank{% else %}no{% endif %}~no",
                "{% unless nobody %}none{% endunless %}~none",
                "{% if coupon.days_left > 1 and first_name == \"Ann\" %}soon{% endif %}~soon",
                "{% if nobody > 1 %}a{% else %}b{% endif %}~b",
                "{% for item in items %}{{item}}{% unless forloop.last %}, {% endunless %}{% endfor %}~tea, cups, a pot",
                "{% for item in items limit: 1 %}{{item}}{% endfor %}~tea",
                "{% for i in (1..3) %}{{i}}{% endfor %}~123",
                "{% for item in nothing %}{{item}}{% else %}none{% endfor %}~none",
                "{% assign left = coupon.days_left | plus: 1 %}{{left}}~4",
                "{% assign who = nobody | friend %}{{who}}~friend",
                "{% capture greeting %}Hi {{first_name}}{% endcapture %}{{greeting}}.~Hi Ann.",
                "{% case coupon.days_left %}{% when 3 %}three{% else %}other{% endcase %}~three",
                "{{ coupon.days_left | plus: 4 }} {{ 10 | minus: 3 }} {{ 3 | times: 2 }} {{ 7 | divided_by: 2 }}~7 7 6 3",
                "{{ cart.value | round }} {{cart.value}} {{ 1.005 | round: 1 }}~129 128.50 1.0",
                "{{ \"a long line of text\" | truncate: 9 }}~a long...",
                "{{ \"🎁🎁🎁🎁🎁🎁\" | truncate: 8, \"\" }}~🎁🎁🎁🎁",
                "{{ items | join: \"/\" }} {{ items.size }} {{ items.first }}~tea/cups/a pot 3 tea",
                "{{ first_name | append: \"!\" | prepend: \"<\" }}~<Ann!",
                "{{ \"a-b\" | replace: \"-\", \"+\" | remove: \"a\" }}~+b",
                "{% raw %}{{ first_name }}{% endraw %}~{{ first_name }}",
                "a{% comment %} {{ nobody }} {% endcomment %}b~ab",
                "a {{- first_name -}} b~aAnnb",
                "{{ user.class | default: \"nothing\" }}{{ first_name.class | default: \"!\" }}~nothing!",
            })
    void prints(String liquid, String expected) {
        assertThat(render(liquid)).isEqualTo(expected);
    }

    @Test
    void a_date_is_told_in_the_templates_language_and_the_customers_zone() {
        assertThat(render("{{coupon.expires|date}}")).isEqualTo("3 Dec");
        assertThat(render("{{coupon.expires}}")).isEqualTo("3 Dec");
        assertThat(render("{{ coupon.expires | date: \"%Y-%m-%d %H:%M\" }}")).isEqualTo("2026-12-03 00:30");
        assertThat(render("{{ coupon.expires | date: \"%A, %-d %B\" }}")).isEqualTo("Thursday, 3 December");
        assertThat(render("{{ \"2026-03-01\" | date }}")).isEqualTo("1 Mar");

        var chinese = Template.parse("t.sms.zh.txt", "{{coupon.expires|date}}前有效，{{ coupon.expires | date: \"%A\" }}");
        assertThat(chinese.render(ANN, SHANGHAI)).isEqualTo(new Rendering.Ready(new Content("", "12月3日前有效，星期四", null)));
        assertThat(chinese.render(ANN, ZoneId.of("Europe/London")))
                .isEqualTo(new Rendering.Ready(new Content("", "12月2日前有效，星期三", null)));
    }

    @Test
    void a_day_without_a_time_is_that_day_everywhere() {
        var template = Template.parse("t.sms.en.txt", "{{day|date}}");

        assertThat(template.render(Map.of("day", LocalDate.of(2026, 12, 3)), ZoneId.of("America/St_Johns")))
                .isEqualTo(new Rendering.Ready(new Content("", "3 Dec", null)));
    }

    @Test
    void a_value_with_line_breaks_is_one_line() {
        var template = Template.parse("t.push.en.txt", "Hi {{first_name}}\nBye {{first_name}}");

        assertThat(template.render(Map.of("first_name", "A\r\n\u0007nn"), SHANGHAI))
                .isEqualTo(new Rendering.Ready(new Content("Hi A nn", "Bye A nn", null)));
    }
}
