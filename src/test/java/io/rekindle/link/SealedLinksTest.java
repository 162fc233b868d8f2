package io.rekindle.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import io.rekindle.engine.touchpoint.Touchpoint;
import io.rekindle.link.SealedLinks.Tracking;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of ours, as messages carry them. */
class SealedLinksTest {

    private static final String ID = "01935f2a-7c41-7cc3-b05e-2f1d6a4e9b10";
    private static final String BASE = "https://shop.example/";
    private static final Seal SEAL = new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8));
    private static final Pattern LINK = Pattern.compile(BASE + "l/([A-Za-z0-9_-]+)");

    private static Touchpoint touchpoint(ChannelName channel) {
        return new Touchpoint(
                ID, new CustomerId("ann"), "recall", "e", "gift", channel, "hello", "en", null, 0, Long.MAX_VALUE, 0);
    }

    private static SealedLinks links(boolean clicks, boolean opens, boolean sms) {
        return new SealedLinks(() -> BASE, SEAL, new Tracking(clicks, opens, sms));
    }

    private static String page(String html) {
        return String.valueOf(links(true, false, false)
                .tracked(touchpoint(ChannelName.EMAIL), new Content("Hi", "Text", html))
                .html());
    }

    private static List<LinkToken> tokens(String text) {
        return LINK.matcher(text)
                .results()
                .map((MatchResult link) -> LinkToken.open(SEAL, link.group(1)).orElseThrow())
                .toList();
    }

    @Test
    void a_link_leads_where_it_led_and_says_which_it_was() {
        String html = page("<p><a class=\"x\" href=\"https://a.example/?p=1&amp;q=2\">A</a>"
                + "<A HREF='http://b.example'>B</A><a href=\"https://a.example/?p=1&amp;q=2\">A</a></p>");

        assertThat(tokens(html)).extracting(LinkToken::index).containsExactly(1, 2, 1, LinkToken.TRAP);
        assertThat(tokens(html))
                .extracting(LinkToken::target)
                .startsWith("https://a.example/?p=1&q=2", "http://b.example", "https://a.example/?p=1&q=2");
        assertThat(html).startsWith("<p><a class=\"x\" href=\"" + BASE + "l/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:shop@shop.example",
                "tel:+8613800138000",
                "#top",
                "/relative",
                "javascript:alert(1)",
                "https://shop.example/u/abc",
                "https://elsewhere.example/unsubscribe?id=1",
                "{{not_rendered}}"
            })
    void ways_out_and_what_is_not_of_the_web_stay(String target) {
        assertThat(page("<a href=\"" + target + "\">x</a>")).startsWith("<a href=\"" + target + "\">x</a>");
    }

    @Test
    void a_target_in_another_script_becomes_one_that_can_stand_in_a_header() {
        assertThat(tokens(page("<a href=\"https://a.example/新品?q=é\">x</a>"))
                        .get(0)
                        .target())
                .isEqualTo("https://a.example/%E6%96%B0%E5%93%81?q=%C3%A9");
    }

    @Test
    void nothing_is_counted_unless_it_is_asked_for() {
        Content letter = new Content("Hi", "See https://a.example", "<body><a href=\"https://a.example\">x</a></body>");
        Content sms = new Content("", "See https://a.example/x, and more.", null);

        assertThat(links(false, false, false).tracked(touchpoint(ChannelName.EMAIL), letter))
                .isEqualTo(letter);
        assertThat(links(true, true, false).tracked(touchpoint(ChannelName.SMS), sms))
                .isEqualTo(sms);
        Content opens = links(false, true, false).tracked(touchpoint(ChannelName.EMAIL), letter);
        assertThat(opens.html())
                .contains("<a href=\"https://a.example\">x</a><img src=\"" + BASE + "o/")
                .endsWith(".gif\" width=\"1\" height=\"1\" alt=\"\"></body>");
        Content counted = links(false, false, true).tracked(touchpoint(ChannelName.SMS), sms);
        assertThat(counted.text()).matches("See " + BASE + "l/[A-Za-z0-9_-]+, and more\\.");
    }

    @Test
    void a_token_with_anything_changed_opens_nothing() {
        String sealed = new LinkToken(UUID.fromString(ID), 1, "https://a.example/").sealed(SEAL);

        for (int at = 0; at < sealed.length() - 1; at++) {
            char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
            String forged = sealed.substring(0, at) + other + sealed.substring(at + 1);
            assertThat(LinkToken.open(SEAL, forged)).as("place %d", at).isEmpty();
        }
        for (String none : List.of("", "A", "!", sealed.substring(0, 20), sealed + "AAAA")) {
            assertThat(LinkToken.open(SEAL, none)).as(none).isEmpty();
        }
    }

    @RepeatedTest(50)
    void a_short_seal_opens_for_its_purpose_alone_in_whatever_case() {
        String id = UUID.randomUUID().toString();
        String sealed = SEAL.closeShort(Purpose.UNSUBSCRIBE, id);

        assertThat(sealed).matches("[a-z0-9]{38}");
        assertThat(SEAL.open(Purpose.UNSUBSCRIBE, sealed)).contains(id);
        assertThat(SEAL.open(Purpose.UNSUBSCRIBE, sealed.toUpperCase(java.util.Locale.ROOT)))
                .contains(id);
        assertThat(SEAL.open(Purpose.OPEN, sealed)).isEmpty();
        assertThat(SEAL.open(Purpose.UNSUBSCRIBE, "z".repeat(38))).isEqualTo(Optional.empty());
    }

    @Test
    void ids_that_are_all_zeros_keep_their_length() {
        String id = new UUID(0, 1).toString();

        assertThat(SEAL.open(Purpose.OPEN, SEAL.closeShort(Purpose.OPEN, id))).contains(id);
    }
}
