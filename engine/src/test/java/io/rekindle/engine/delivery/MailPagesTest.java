package io.rekindle.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Problem;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML parts as authors write them, in MJML or with style sheets, and as one customer gets them. */
class MailPagesTest {

    private static final String MJML = "templates/offer.email.zh.mjml";
    private static final String HTML = "templates/offer.email.zh.html";

    private static final String OFFER = """
            <mjml>
              <mj-head>
                <mj-title>{{first_name|您好}}</mj-title>
                <mj-style inline="inline">.price { color: #c00; font-weight: bold }</mj-style>
              </mj-head>
              <mj-body>
                <mj-raw>{% if coupon.code %}</mj-raw>
                <mj-section><mj-column>
                  <mj-text>{{first_name|您好}}, <span class="price">{{ coupon.min_spend }}</span> {% if orders > 3 %}again{% endif %}</mj-text>
                  <mj-button href="https://shop.example/c?code={{ coupon.code | url_encode }}">去使用</mj-button>
                </mj-column></mj-section>
                <mj-raw>{% endif %}</mj-raw>
                <mj-section><mj-column><mj-text>悦买</mj-text></mj-column></mj-section>
              </mj-body>
            </mjml>
            """;

    private static Document render(String path, String source, Map<String, Object> variables) {
        var templates = Templates.of(Map.of("templates/offer.email.zh.txt", "标题\n\n正文", path, source));
        var rendering = templates
                .find("offer", ChannelName.EMAIL, "zh")
                .orElseThrow()
                .render(variables, ZoneId.of("Asia/Shanghai"));
        String html = ((Rendering.Ready) rendering).content().html();
        return Jsoup.parse(Objects.requireNonNull(html));
    }

    private static Problem problem(String path, String source) {
        var thrown = catchThrowableOfType(
                TemplateException.class,
                () -> Templates.of(Map.of("templates/offer.email.zh.txt", "标题\n\n正文", path, source)));
        assertThat(thrown).isNotNull();
        return thrown.problems().get(0);
    }

    @Test
    void mjml_becomes_a_page_with_the_customers_values_escaped() {
        Document page = render(
                MJML,
                OFFER,
                Map.of(
                        "first_name",
                        "<script>alert(1)</script>\"",
                        "orders",
                        4,
                        "coupon",
                        Map.of("code", "A\"B C", "min_spend", "99")));

        assertThat(page.select("script")).isEmpty();
        assertThat(page.title()).isEqualTo("<script>alert(1)</script>\"");
        assertThat(page.body().text()).contains("<script>alert(1)</script>\", 99 again", "去使用", "悦买");
        assertThat(page.select("a").attr("href")).isEqualTo("https://shop.example/c?code=A%22B+C");
        assertThat(page.select(".price").attr("style")).contains("color: #c00", "font-weight: bold");
        assertThat(page.select("table")).isNotEmpty();
        assertThat(page.select("html").attr("lang")).isEqualTo("zh");
        assertThat(page.html()).doesNotContain("googleapis", "RkLiquid", "<mj-");
    }

    @Test
    void a_condition_around_a_section_holds_for_the_whole_section() {
        Document page = render(MJML, OFFER, Map.of("orders", 1));

        assertThat(page.select("a")).isEmpty();
        assertThat(page.body().text()).isEqualTo("悦买");
    }

    @Test
    void a_missing_value_holds_the_letter_as_it_does_elsewhere() {
        var templates =
                Templates.of(Map.of("templates/offer.email.zh.txt", "标题\n\n正文", MJML, OFFER.replace("|您好}}", "}}")));

        assertThat(templates
                        .find("offer", ChannelName.EMAIL, "zh")
                        .orElseThrow()
                        .render(Map.of(), ZoneId.of("UTC")))
                .isInstanceOfSatisfying(Rendering.Held.class, held -> assertThat(held.variable())
                        .isEqualTo("first_name"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <mj-button         | <mj-buton         | 10 | MJML has no <mj-buton> here         | mj-button
            <mj-raw>{% if      | <mj-include/><mj-raw>{% if | 7 | MJML has no <mj-include> here |
            </mj-column>       |                   | 11 | </mj-section> here: </mj-column> comes first |
            {% if orders > 3 %}again{% endif %} | {% if orders %}x | 9 | {% endif %} comes first |
            """)
    void what_the_compiler_would_pass_over_is_refused_at_its_line(
            String what, String instead, int line, String message, String nearest) {
        Problem problem = problem(
                MJML,
                OFFER.replaceFirst(Pattern.quote(what), instead == null ? "" : Matcher.quoteReplacement(instead)));

        if (problem.code().equals("template-page")) {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.suggestion()).isEqualTo(nearest);
        } else {
            assertThat(problem.code()).isEqualTo("template-block");
        }
    }

    @Test
    void a_condition_that_the_compiler_would_lose_is_refused() {
        String lost = OFFER.replace("<mj-title>{{first_name|您好}}", "<mj-title>{% if orders %}a{% endif %}");

        assertThat(problem(MJML, lost).message()).contains("{% if orders %} cannot stand where it does");
    }

    @Test
    void a_message_has_one_html_part() {
        var sources = new HashMap<String, String>();
        sources.put("templates/offer.email.zh.txt", "标题\n\n正文");
        sources.put(MJML, OFFER);
        sources.put(HTML, "<p>x</p>");

        assertThat(Templates.check(sources)).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("not both"));
    }

    @Test
    void a_style_sheet_is_written_onto_the_elements_that_it_is_about() {
        Document page = render(HTML, """
                <!DOCTYPE html>
                <html lang="zh"><head><style>
                /* all */ td { color: red; padding: 1px }
                #one { color: green } .two { color: blue; background: url("data:image/png;base64,a;b") }
                table > tr td.two, .nobody { padding: 2px !important }
                a:hover { color: black }
                @media (max-width: 480px) { td { color: {{ ink | default: "grey" }} !important } }
                </style></head><body><table>
                {% for item in items %}<tr><td id="one" class="two" style="padding: 3px">{{ item }}</td><td>x</td></tr>{% endfor %}
                </table></body></html>
                """.replace("table > tr", "table"), Map.of("items", List.of("a&b", "c")));

        assertThat(page.select("td").get(0).attr("style"))
                .isEqualTo("background: url(\"data:image/png;base64,a;b\"); color: green; padding: 2px !important");
        assertThat(page.select("td").get(3).attr("style")).isEqualTo("color: red; padding: 1px");
        assertThat(page.select("td").get(0).text()).isEqualTo("a&b");
        assertThat(page.select("tr")).hasSize(2);
        assertThat(page.select("style").html())
                .contains("a:hover", "@media", "grey")
                .doesNotContain("background");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>one<br>two &amp; <b>three",
                "<!DOCTYPE html><table>{% if orders %}<tr></tr>{% endif %}</table>"
            })
    void a_page_without_style_sheets_stays_as_it_was_written(String source) {
        var templates = Templates.of(Map.of("templates/offer.email.zh.txt", "标题\n\n正文", HTML, source));
        var rendering = (Rendering.Ready) templates
                .find("offer", ChannelName.EMAIL, "zh")
                .orElseThrow()
                .render(Map.of("orders", 1), ZoneId.of("UTC"));

        assertThat(rendering.content().html()).isEqualTo(source.replaceAll("\\{%.*?%}", ""));
    }
}
