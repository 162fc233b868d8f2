package io.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.Templates;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of e-mails as customers get them are valid HTML, by the W3C's checker. */
class ValidHtmlTest {

    /**
     * What Outlook alone reads, and MJML writes for it: other readers pass over it. What the checker calls obsolete (widths and
     * alignments as attributes) it only warns of; mail readers need it.
     */
    private static final List<String> FOR_OUTLOOK = List.of("xmlns:v", "xmlns:o", "mso-");

    private static final long STACK = 16 << 20;

    private static final String MJML = """
            <mjml>
              <mj-head>
                <mj-title>{{first_name|Hello}}</mj-title>
                <mj-preview>{{coupon.label}}</mj-preview>
                <mj-style inline="inline">.price { color: #c00; font-weight: bold }</mj-style>
                <mj-style>@media print { .price { color: #000 } }</mj-style>
              </mj-head>
              <mj-body background-color="#f5f3ef">
                <mj-raw>{% if coupon.code %}</mj-raw>
                <mj-section background-color="#ffffff">
                  <mj-column width="60%"><mj-text>{{first_name|Hello}}, <span class="price">{{coupon.label}}</span></mj-text></mj-column>
                  <mj-column width="40%"><mj-image src="https://shop.example/a.png" alt="" width="120px"></mj-image></mj-column>
                </mj-section>
                <mj-raw>{% endif %}</mj-raw>
                <mj-section><mj-column>
                  <mj-button href="https://shop.example/c?code={{ coupon.code | url_encode }}">Use {{coupon.code}}</mj-button>
                  <mj-divider></mj-divider><mj-spacer height="20px"></mj-spacer>
                  <mj-table><tr><td>{{coupon.expires|date}}</td></tr></mj-table>
                </mj-column></mj-section>
              </mj-body>
            </mjml>
            """;

    private static final String STYLED = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>{{first_name|Hello}}</title><style>
            p { margin: 0 } .price { color: #c00 } a:hover { color: #000 } @media print { p { margin: 1em } }
            </style></head><body>
            {% for item in (1..3) %}<p class="price">{{coupon.label}} {{item}} &amp; {{first_name|you}}</p>{% endfor %}
            <p><a href="https://shop.example/?c={{coupon.code}}&amp;x=1">Use it</a></p>
            </body></html>
            """;

    /** A page, and what it is called in a failure. */
    record Page(String name, String html) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Page> pages() throws IOException {
        Map<String, String> shipped =
                RuleBooks.readShipped().book().orElseThrow().templates();
        Map<String, String> own = Map.of(
                "templates/mjml.email.en.txt",
                "Title\n\nText",
                "templates/mjml.email.en.mjml",
                MJML,
                "templates/styled.email.en.txt",
                "Title\n\nText",
                "templates/styled.email.en.html",
                STYLED);
        return Stream.concat(pages(shipped), pages(own));
    }

    private static Stream<Page> pages(Map<String, String> files) {
        Templates templates = Templates.of(files);
        return files.keySet().stream()
                .filter(path -> path.endsWith(".html") || path.endsWith(".mjml"))
                .sorted()
                .flatMap(path -> Stream.of(true, false).map(named -> page(templates, path, named)));
    }

    private static Page page(Templates templates, String path, boolean named) {
        String[] parts = path.substring(path.indexOf('/') + 1).split("\\.");
        Map<String, Object> customer = new HashMap<>(Map.of(
                "coupon.code",
                "BACK15-7K2Q9M4XDA",
                "coupon.label",
                "¥15 off <all>",
                "coupon.expires",
                Instant.parse("2026-12-02T16:30:00Z"),
                "unsubscribe_url",
                "https://shop.example/u/1?a=1&b=2"));
        if (named) {
            customer.put("first_name", "<Ann> & \"O'Neill\"");
        }
        Rendering rendering = templates
                .find(parts[0], ChannelName.EMAIL, parts[2])
                .orElseThrow()
                .render(customer, ZoneId.of("Asia/Shanghai"));
        String html = ((Rendering.Ready) rendering).content().html();
        return new Page(path + (named ? " with a name" : " without one"), Objects.requireNonNull(html));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void is_valid(Page page) throws Exception {
        assertThat(errors(page.html())).isEmpty();
    }

    @Test
    void the_checker_finds_what_is_wrong() throws Exception {
        assertThat(errors("<!DOCTYPE html><html lang=en><title>a</title><p><table><tr><p>b</table><a href='x y'>c"))
                .anyMatch(error -> error.contains("Start tag “p” seen in “table”"));
    }

    /** The checker reads its schemas by recursion, deeper than a thread usually is. */
    private static List<String> errors(String html) throws Exception {
        var check = new FutureTask<>(() -> check(html));
        new Thread(null, check, "html", STACK).start();
        return check.get();
    }

    private static List<String> check(String html) throws IOException, SAXException {
        EmbeddedValidator checker = new EmbeddedValidator();
        checker.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
        String answer = checker.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        return JsonMapper.shared().readTree(answer).path("messages").values().stream()
                .filter(message -> message.path("type").asString().equals("error"))
                .map(ValidHtmlTest::inWords)
                .filter(message -> FOR_OUTLOOK.stream().noneMatch(message::contains))
                .toList();
    }

    private static String inWords(JsonNode message) {
        return message.path("lastLine").asInt() + ": " + message.path("message").asString() + " "
                + message.path("extract").asString();
    }
}
