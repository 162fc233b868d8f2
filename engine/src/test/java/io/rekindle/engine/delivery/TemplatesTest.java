package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Problem;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Templates found by name, channel and language. */
class TemplatesTest {

    private static final Templates TEMPLATES = Templates.of(Map.of(
            "templates/welcome.email.en.txt", "Welcome, {{first_name|you}}\n\nHello {{first_name|there}}.\n{{shop}}\n",
            "templates/welcome.email.en.html", "<p title=\"{{first_name|you}}\">Hello {{first_name|there}} & co</p>",
            "templates/welcome.email.zh.txt", "欢迎\n{{coupon.code}}",
            "templates/welcome.sms.zh.txt", "【悦买】{{first_name|您}}",
            "templates/tips.push.de.txt", "Hallo\nWelt"));

    private static String language(String name, ChannelName channel, String wanted) {
        return TEMPLATES.find(name, channel, wanted).map(Template::language).orElse("none");
    }

    @Test
    void the_customers_language_comes_first_then_english_then_any() {
        assertThat(language("welcome", ChannelName.EMAIL, "zh")).isEqualTo("zh");
        assertThat(language("welcome", ChannelName.EMAIL, "zh-CN")).isEqualTo("zh");
        assertThat(language("welcome", ChannelName.EMAIL, "fr")).isEqualTo("en");
        assertThat(language("welcome", ChannelName.SMS, "en")).isEqualTo("zh");
        assertThat(language("tips", ChannelName.PUSH, "zh")).isEqualTo("de");
        assertThat(language("tips", ChannelName.SMS, "zh")).isEqualTo("none");
    }

    @Test
    void tells_the_languages_and_variables_of_a_message() {
        assertThat(TEMPLATES.languages("welcome", ChannelName.EMAIL)).containsExactlyInAnyOrder("en", "zh");
        assertThat(TEMPLATES.languages("nothing", ChannelName.EMAIL)).isEmpty();
        assertThat(TEMPLATES.variables("welcome", ChannelName.EMAIL))
                .containsExactly("coupon.code", "first_name", "shop");
        assertThat(TEMPLATES
                        .find("welcome", ChannelName.EMAIL, "en")
                        .orElseThrow()
                        .variablesWithoutFallback())
                .containsExactly("shop");
    }

    @Test
    void names_made_by_the_template_are_no_variables() {
        var template = Template.parse(
                "t.sms.en.txt",
                "{% assign a = b | plus: c %}{% for i in list limit: 2 %}{{i.name}}{{forloop.index}}{% endfor %}"
                        + "{% capture d %}{{e|f}}{% endcapture %}{{a}}{{d}}{% if g contains \"h\" or i == j.k %}{% endif %}");

        assertThat(template.variables()).containsExactly("b", "c", "e", "g", "j.k", "list");
    }

    @Test
    void an_email_has_subject_text_and_html_with_its_values_escaped() {
        var template = TEMPLATES.find("welcome", ChannelName.EMAIL, "en").orElseThrow();

        assertThat(template.render(Map.of("first_name", "<b onload='x'>\"&", "shop", "Yuemai"), ZoneOffset.UTC))
                .isEqualTo(
                        new Rendering.Ready(
                                new Content(
                                        "Welcome, <b onload='x'>\"&",
                                        "Hello <b onload='x'>\"&.\nYuemai",
                                        "<p title=\"&lt;b onload=&#39;x&#39;&gt;&quot;&amp;\">Hello &lt;b onload=&#39;x&#39;&gt;&quot;&amp; & co</p>")));
    }

    @Test
    void a_day_without_a_time_is_that_day_everywhere() {
        var template = Template.parse("t.sms.en.txt", "{{day|date}}");

        assertThat(template.render(Map.of("day", LocalDate.of(2026, 12, 3)), ZoneId.of("America/St_Johns")))
                .isEqualTo(new Rendering.Ready(new Content("", "3 Dec", null)));
    }

    @Test
    void every_file_with_a_mistake_is_told_at_once() {
        var sources = Map.of(
                "a.sms.en.txt",
                "{{",
                "b.sms.en.txt",
                "fine",
                "c.sms.en.txt",
                "{% fi %}",
                "d.email.en.html",
                "<p>",
                "e.md",
                "");

        var thrown = catchThrowableOfType(TemplateException.class, () -> Templates.of(sources));

        assertThat(thrown.problems())
                .extracting(Problem::file)
                .containsExactly("a.sms.en.txt", "c.sms.en.txt", "e.md", "d.email.en.html");
        assertThat(Templates.check(sources)).isEqualTo(thrown.problems());
    }

    @Test
    void threads_never_see_one_anothers_customers() throws InterruptedException, ExecutionException {
        var template = Template.parse(
                "t.sms.en.txt", "{% for i in (1..20) %}{{first_name}}{% endfor %}{% assign n = first_name %}{{n}}");
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = IntStream.range(0, 2_000)
                    .<Callable<Boolean>>mapToObj(
                            i -> () -> template.render(Map.of("first_name", "n" + i), ZoneOffset.UTC)
                                    .equals(new Rendering.Ready(new Content("", ("n" + i).repeat(21), null))))
                    .toList();
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
