package io.rekindle.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.delivery.Receipt.Kind;
import io.rekindle.link.LinkToken;
import io.rekindle.reader.MachineSigns.Request;
import io.rekindle.reader.MachineSigns.Sign;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who is taken for a machine. Where the rows come from: browscap #1108, gophish #1390 and mautic #16069 (Gmail's proxy, what it calls
 * itself, that it also loads within seconds of delivery, and that refusing it altogether loses real readers); SocketLabs' help on
 * Apple's Mail Privacy Protection (loaded whether or not anybody looks); Arternal's and live-direct-marketing's notes on scanners
 * (agents of Barracuda, Proofpoint, Mimecast, Cisco; several links within seconds; HEAD requests).
 */
class MachineSignsTest {

    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a phone, a desktop, WeChat's browser, Linux on a desk after a while
            CLICKED | GET  | Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1 | '' | 9 | NONE
            CLICKED | GET  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 | '' | 9 | NONE
            CLICKED | GET  | Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile MicroMessenger/8.0.50 | '' | 9 | NONE
            CLICKED | GET  | Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0 | '' | 60 | NONE
            # the same within seconds of delivery is a data centre
            CLICKED | GET  | Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0 | '' | 5 | TOO_SOON
            CLICKED | GET  | Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/41.0.2228.0 Safari/537.36 | '' | 5 | TOO_SOON
            CLICKED | GET  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 | '' | 0 | TOO_SOON
            # scanners and previews by their own names
            CLICKED | HEAD | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 | '' | 600 | HEAD
            CLICKED | GET  | BarracudaLinkProtection/1.0 | '' | 600 | PROGRAM
            CLICKED | GET  | Mozilla/5.0 (compatible; proofpoint urldefense) | '' | 600 | PROGRAM
            CLICKED | GET  | CiscoSecureEmail | '' | 600 | PROGRAM
            CLICKED | GET  | Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) | '' | 600 | PROGRAM
            CLICKED | GET  | Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots) | '' | 600 | PROGRAM
            CLICKED | GET  | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0 Safari/537.36 | '' | 600 | PROGRAM
            CLICKED | GET  | python-requests/2.32.3 | '' | 600 | PROGRAM
            CLICKED | GET  | '' | '' | 600 | PROGRAM
            CLICKED | GET  | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 | prefetch;prerender | 600 | PREFETCH
            # pictures: Apple's proxy never tells, Google's and Yahoo's do unless they fetch ahead
            OPENED  | GET  | Mozilla/5.0 | '' | 600 | PRIVACY_PROXY
            OPENED  | GET  | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy) | '' | 600 | NONE
            OPENED  | GET  | Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy) | '' | 4 | TOO_SOON
            OPENED  | GET  | YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html | '' | 600 | NONE
            OPENED  | GET  | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) | '' | 600 | NONE
            """)
    void a_request_shows_by_itself(Kind kind, String method, String agent, String purpose, int seconds, Sign sign) {
        assertThat(MachineSigns.in(kind, new Request(method, agent, purpose, Duration.ofSeconds(seconds))))
                .isEqualTo(sign);
    }

    private static Visit click(int link, double second) {
        return new Visit(Kind.CLICKED, link, Sign.NONE, (long) (second * 1000));
    }

    private static List<Sign> judged(Visit... all) {
        return Stream.of(all).map(one -> MachineSigns.among(one, List.of(all))).toList();
    }

    @Test
    void several_links_within_two_seconds_are_a_burst_and_a_person_may_click_twice() {
        assertThat(judged(click(1, 100), click(2, 101.5))).containsExactly(Sign.BURST, Sign.BURST);
        assertThat(judged(click(1, 100), click(1, 100.3))).containsOnly(Sign.NONE);
        assertThat(judged(click(1, 100), click(2, 103))).containsOnly(Sign.NONE);
    }

    @Test
    void a_link_that_no_person_sees_gives_away_what_comes_with_it() {
        assertThat(judged(click(LinkToken.TRAP, 100), click(1, 120), click(2, 500)))
                .element(1)
                .isEqualTo(Sign.TRAP);
        assertThat(judged(click(LinkToken.TRAP, 100), click(1, 500))).element(1).isEqualTo(Sign.NONE);
    }

    @Test
    void a_picture_that_comes_with_a_burst_was_not_looked_at() {
        Visit opened = new Visit(Kind.OPENED, 0, Sign.NONE, 100_000);

        assertThat(judged(opened, click(1, 100), click(2, 100.2))).containsOnly(Sign.BURST);
        assertThat(judged(opened, click(1, 101))).containsOnly(Sign.NONE);
    }

    @Test
    void what_the_request_showed_stays() {
        Visit head = new Visit(Kind.CLICKED, 1, Sign.HEAD, 100_000);

        assertThat(MachineSigns.among(head, List.of(head))).isEqualTo(Sign.HEAD);
        assertThat(MachineSigns.in(Kind.CLICKED, new Request("GET", CHROME, "", Duration.ofMinutes(1))))
                .isEqualTo(Sign.NONE);
    }
}
