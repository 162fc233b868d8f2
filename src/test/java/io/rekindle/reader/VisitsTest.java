package io.rekindle.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.postgres.FreshDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A letter with two links and a picture arrived a minute ago; somebody or something comes by them. */
@ExtendWith(FreshDatabase.class)
class VisitsTest {

    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1";
    private static final String SCANNER = "BarracudaLinkProtection/1.0";

    private final DataSource database;
    private ReadingShop shop;
    private MimeMessage letter;
    private List<String> links;

    VisitsTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void receive() {
        shop = new ReadingShop(database, "--rekindle.tracking.opens=true");
        shop.customer("ann", "en");
        shop.leavesCart("ann");
        letter = shop.letter(1);
        links = ReadingShop.paths(letter, "/l/");
        shop.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private HttpResponse<String> visit(String path, String agent) {
        return shop.served.get(path, "User-Agent", agent);
    }

    private List<String> activity() {
        return shop.rows("""
                select name || coalesce(' ' || (properties->>'link'), '') from event
                where name in ('Message Opened', 'Message Clicked') order by 1
                """);
    }

    /** Everything that came has been judged. */
    private void settled() {
        shop.clock.advance(Duration.ofSeconds(5));
        await().until(() ->
                shop.rows("select kind from reader_visit where not settled").isEmpty());
    }

    private double machines(String kind) {
        return shop.served
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("rekindle_receipts_machine_total{kind=\"" + kind + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void a_click_leads_on_counts_once_and_sets_off_what_waits_for_it() {
        HttpResponse<String> followed = visit(links.get(0), PHONE);

        assertThat(followed.statusCode()).isEqualTo(302);
        assertThat(followed.headers().firstValue("location")).contains("https://goods.example/new?a=1&b=2");
        assertThat(followed.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(followed.headers().firstValue("set-cookie")).isEmpty();
        assertThat(visit(links.get(0), PHONE).statusCode()).isEqualTo(302);
        settled();

        assertThat(activity()).containsExactly("Message Clicked 1");
        shop.letter(2);
        assertThat(shop.rows("select campaign from touchpoint order by send_at"))
                .containsExactly("gift", "thanks");
        assertThat(machines("message_clicked")).isZero();
    }

    @Test
    void a_picture_that_a_proxy_loads_for_a_person_counts() {
        String picture = ReadingShop.paths(letter, "/o/").get(0);

        HttpResponse<String> loaded = visit(
                picture, "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)");

        assertThat(loaded.statusCode()).isEqualTo(200);
        assertThat(loaded.headers().firstValue("content-type")).contains("image/gif");
        assertThat(loaded.headers().firstValue("cache-control")).contains("no-store");
        settled();
        assertThat(activity()).containsExactly("Message Opened");
    }

    @Test
    void machines_are_led_on_as_anybody_and_change_nothing_but_a_number() {
        visit(ReadingShop.paths(letter, "/o/").get(0), "Mozilla/5.0");
        assertThat(visit(links.get(0), SCANNER).statusCode()).isEqualTo(302);
        assertThat(shop.served
                        .send(shop.served
                                .request(links.get(1), "User-Agent", PHONE)
                                .method("HEAD", BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(302);
        settled();

        assertThat(activity()).isEmpty();
        assertThat(machines("message_clicked")).isEqualTo(2);
        assertThat(machines("message_opened")).isEqualTo(1);
        assertThat(shop.smtp.count()).isEqualTo(1);
    }

    @Test
    void a_scanner_that_calls_itself_a_phone_is_known_by_what_it_follows() {
        assertThat(links).hasSize(3);
        links.forEach(link -> assertThat(visit(link, PHONE).statusCode()).isEqualTo(302));
        settled();

        assertThat(activity()).isEmpty();
        assertThat(machines("message_clicked")).isEqualTo(3);

        shop.clock.advance(Duration.ofMinutes(5));
        visit(links.get(1), PHONE);
        settled();
        assertThat(activity()).as("the person comes later").containsExactly("Message Clicked 2");
    }

    @Test
    void the_link_that_no_person_sees_leads_to_the_page_that_changes_nothing() {
        HttpResponse<String> trap = visit(links.get(2), PHONE);

        assertThat(trap.headers().firstValue("location").orElse("")).startsWith(ReadingShop.PUBLIC + "/u/");
    }

    @Test
    void the_way_out_is_not_counted_before_it_is_reached() {
        assertThat(ReadingShop.part(letter, 1)).contains("<a href=\"" + ReadingShop.PUBLIC + "/u/");
        assertThat(ReadingShop.part(letter, 0)).doesNotContain("/l/");
    }

    @Test
    void forged_links_lead_nowhere_and_store_nothing() {
        List<String> before = shop.everythingStored();
        String link = links.get(0);

        for (String forged : List.of(link.substring(0, link.length() - 4) + "AAAA", link + "AAAA", "/l/x", "/l/!")) {
            HttpResponse<String> answer = visit(forged, PHONE);
            assertThat(answer.statusCode()).as(forged).isEqualTo(404);
            assertThat(answer.headers().firstValue("location")).isEmpty();
        }
        assertThat(visit("/o/" + "a".repeat(38) + ".gif", PHONE).statusCode()).isEqualTo(404);
        assertThat(shop.everythingStored()).isEqualTo(before);
    }
}
