package io.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.SmsLint;
import io.rekindle.engine.delivery.SmsText;
import io.rekindle.engine.delivery.Template;
import io.rekindle.engine.delivery.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the rule book, in both languages, for a customer with a name and one without. */
class TemplateTextsTest {

    /** Name and channel of each message that a campaign sends, and whether its step brings a coupon. */
    private static final Map<String, Boolean> MESSAGES = Map.ofEntries(
            Map.entry("welcome.email", false),
            Map.entry("welcome-tips.push", false),
            Map.entry("first-order.push", true),
            Map.entry("coupon-expiring.sms", true),
            Map.entry("goes-well-with.email", false),
            Map.entry("goes-well-with.push", false),
            Map.entry("recall-price.push", true),
            Map.entry("recall-shipping.push", true),
            Map.entry("recall-60.email", true),
            Map.entry("we-miss-you.push", false),
            Map.entry("we-miss-you.sms", false),
            Map.entry("we-miss-you.email", true),
            Map.entry("cart-waiting.push", false),
            Map.entry("cart-offer.sms", true));

    private static final Map<String, List<String>> LABELS = Map.of(
            "en", List.of("¥20 first order", "¥15 welcome back", "Free shipping", "¥25 last call", "5% off this cart"),
            "zh", List.of("首单立减20元", "回归立减15元", "免运费", "挽回立减25元", "购物车95折"));

    private static final Map<String, String> NAMES = Map.of("en", "Charlotte", "zh", "欧阳晓晓");

    private static final String PAGE = "https://yuemai.example/u/" + "0".repeat(38);

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final Templates TEMPLATES = Templates.of(sources());

    private static Map<String, String> sources() {
        var sources = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(Path.of("templates"))) {
            for (Path file : files.toList()) {
                sources.put("templates/" + file.getFileName(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    static Stream<Template> templates() {
        return MESSAGES.keySet().stream().sorted().flatMap(message -> Stream.of("en", "zh")
                .map(language -> template(message, language)));
    }

    private static Template template(String message, String language) {
        String[] parts = message.split("\\.");
        return TEMPLATES.find(parts[0], new ChannelName(parts[1]), language).orElseThrow();
    }

    private static String message(Template template) {
        return template.name() + "." + template.channel();
    }

    /** What the dispatcher would give, for each coupon of the book, with a name or without, the other variables or none. */
    private static Stream<Map<String, Object>> customers(Template template) {
        String language = template.language();
        return LABELS.get(language).stream().flatMap(label -> Stream.of(0, 1, 2).flatMap(days -> {
            var bare = new HashMap<String, Object>();
            bare.put("unsubscribe_url", PAGE);
            if (MESSAGES.get(message(template))) {
                bare.put("coupon.label", label);
                bare.put("coupon.code", "BACK15-7KQ2MX");
                bare.put("coupon.expires", Instant.parse("2026-12-02T16:30:00Z"));
                bare.put("coupon.days_left", days);
                bare.put("coupon.min_spend", days == 0 ? 0 : 99);
            }
            var full = new HashMap<>(bare);
            full.put("first_name", NAMES.get(language));
            full.put("shop", language.equals("zh") ? "悦买" : "Yuemai");
            full.put("cart.value", new BigDecimal("1288.50"));
            return Stream.of(bare, full);
        }));
    }

    private static Stream<Content> contents(Template template) {
        return customers(template).map(variables -> {
            Rendering rendering = template.render(variables, SHANGHAI);
            assertThat(rendering).as(message(template)).isInstanceOf(Rendering.Ready.class);
            return ((Rendering.Ready) rendering).content();
        });
    }

    @Test
    void every_message_is_written_in_both_languages_and_none_is_left_over() {
        assertThat(MESSAGES.keySet()).allSatisfy(message -> {
            String[] parts = message.split("\\.");
            assertThat(TEMPLATES.languages(parts[0], new ChannelName(parts[1])))
                    .as(message)
                    .containsExactlyInAnyOrder("en", "zh");
        });
        assertThat(sources().keySet())
                .extracting(path -> path.replaceAll("templates/(.*)\\.(en|zh)\\.(txt|html)", "$1"))
                .containsOnly(MESSAGES.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void what_may_be_missing_has_a_fallback_and_coupons_are_told_only_where_one_is_given(Template template) {
        assertThat(template.variablesWithoutFallback())
                .allMatch(variable -> variable.startsWith("coupon.") || variable.equals("unsubscribe_url"));
        assertThat(template.variables().stream().anyMatch(variable -> variable.startsWith("coupon.")))
                .isEqualTo(MESSAGES.get(message(template)));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void reads_well_with_and_without_a_name(Template template) {
        assertThat(contents(template)).allSatisfy(content -> {
            String all = content.title() + "\n" + content.text() + "\n" + content.html();
            assertThat(all).doesNotContain("{{", "}}", "{%", " ,", " .", ",,", "，，", "。。", "您，您", "Hello, Hello");
            assertThat(content.text()).doesNotContainPattern("\\S  +\\S");
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void is_all_in_one_language(Template template) {
        assertThat(contents(template)).allSatisfy(content -> {
            String all = content.title() + content.text();
            if (template.language().equals("zh")) {
                assertThat(all)
                        .doesNotContainPattern("[\\u4e00-\\u9fff][,.!?;:(]")
                        .containsPattern("[\\u4e00-\\u9fff]{4}");
            } else {
                assertThat(all).doesNotContainPattern("[\\u3000-\\u9fff\\uff00-\\uffef]");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("templates")
    void has_what_its_channel_and_carriers_ask_for(Template template) {
        boolean chinese = template.language().equals("zh");
        assertThat(contents(template)).allSatisfy(content -> {
            switch (template.channel().value()) {
                case "sms" -> {
                    assertThat(content.title()).isEmpty();
                    assertThat(content.text())
                            .startsWith(chinese ? "【悦买】" : "Yuemai: ")
                            .endsWith(chinese ? "拒收请回复R" : "Reply STOP to opt out")
                            .satisfies(text -> assertThat(SmsLint.of(text, template.language()))
                                    .isEmpty())
                            .satisfies(
                                    text -> assertThat(SmsText.of(text).parts()).isEqualTo(1));
                }
                case "push" -> {
                    assertThat(content.title()).hasSizeBetween(4, 50);
                    assertThat(content.text()).hasSizeBetween(8, 130).doesNotContain("\n");
                }
                default -> {
                    assertThat(content.title()).hasSizeBetween(6, 70);
                    assertThat(content.text())
                            .contains(chinese ? "退订或管理订阅" : "or stop it")
                            .endsWith(PAGE);
                }
            }
        });
    }

    @Test
    void dates_are_told_as_each_language_tells_them() {
        assertThat(contents(template("recall-price.push", "en")))
                .allSatisfy(content -> assertThat(content.text()).contains("until 3 Dec"));
        assertThat(contents(template("recall-price.push", "zh")))
                .allSatisfy(content -> assertThat(content.text()).contains("12月3日前"));
    }

    @Test
    void the_welcome_has_an_html_part_that_escapes_the_name() {
        for (String language : List.of("en", "zh")) {
            var rendering = template("welcome.email", language)
                    .render(Map.of("first_name", "<i>Ann</i>", "unsubscribe_url", PAGE), SHANGHAI);

            assertThat(rendering).isInstanceOfSatisfying(Rendering.Ready.class, ready -> assertThat(
                            ready.content().html())
                    .startsWith("<!DOCTYPE html>")
                    .contains("&lt;i&gt;Ann&lt;/i&gt;", "href=\"" + PAGE + "\"")
                    .doesNotContain("<i>"));
        }
    }

    @Test
    void a_coupon_message_without_its_coupon_is_held() {
        for (String message : MESSAGES.keySet()) {
            var rendering =
                    template(message, "zh").render(Map.of("first_name", "晓晓", "unsubscribe_url", PAGE), SHANGHAI);

            assertThat(rendering instanceof Rendering.Held).as(message).isEqualTo(MESSAGES.get(message));
        }
    }
}
