package io.rekindle.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.postgres.FreshDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A letter arrived; its reader says what they want. */
@ExtendWith(FreshDatabase.class)
class PreferencesTest {

    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    private final DataSource database;
    private ReadingShop shop;

    PreferencesTest(DataSource database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        shop = new ReadingShop(database);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    private MimeMessage letterTo(String customer, String language) {
        shop.customer(customer, language);
        shop.leavesCart(customer);
        return shop.letter(1);
    }

    /** Two minutes later ann and tom leave carts; only tom, who never stopped, hears of it. */
    private void onlyOthersHear(String customer) {
        shop.clock.advance(Duration.ofMinutes(2));
        shop.customer("tom", "en");
        shop.leavesCart(customer);
        shop.leavesCart("tom");
        int before = shop.smtp.count();
        shop.letter(before + 1);
        assertThat(shop.smtp.recipients().subList(before, before + 1)).containsExactly("tom@example.com");
    }

    private HttpResponse<String> post(String path, String... fields) {
        return shop.form(
                path, Stream.of(fields).map(field -> field.replace(":", "%3A")).collect(Collectors.joining("&")));
    }

    /** What the page that was answered sends back if nothing on it is touched. */
    private static List<String> was(HttpResponse<String> page) {
        return Pattern.compile("name=\"was\" value=\"([^\"]+)\"")
                .matcher(page.body().substring(page.body().indexOf("class=\"card\"")))
                .results()
                .map(one -> one.group(1))
                .toList();
    }

    private static List<String> ticked(HttpResponse<String> page) {
        return Pattern.compile("<input type=\"checkbox\"[^>]*>")
                .matcher(page.body())
                .results()
                .map(one -> one.group())
                .filter(box -> box.contains("checked"))
                .map(box -> ReadingShop.find("value=\"([^\"]+)\"", box))
                .toList();
    }

    private List<String> said() {
        return shop.rows("""
                select name || coalesce(' ' || (properties->>'channel'), '') || coalesce(' ' || (properties->>'topic'), '')
                from event where properties->>'source' = 'reader' order by occurred_at, message_id
                """);
    }

    @Test
    void looking_changes_nothing_and_one_click_stops_the_channel_before_the_next_letter() {
        MimeMessage letter = letterTo("ann", "en");
        assertThat(ReadingShop.header(letter, "List-Unsubscribe-Post")).isEqualTo(ONE_CLICK);
        String path = ReadingShop.oneClickPath(letter);
        List<String> before = shop.everythingStored();

        HttpResponse<String> page = shop.served.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("What you get from us", "a****", "lang=\"en\"")
                .doesNotContain("ann@", "??");
        assertThat(shop.everythingStored()).isEqualTo(before);

        HttpResponse<String> stopped = shop.form(path, ONE_CLICK);

        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.headers().firstValue("set-cookie")).isEmpty();
        assertThat(said()).containsExactly("Unsubscribed email");
        assertThat(shop.rows("select channel || ' ' || reason from suppression"))
                .containsExactly("email unsubscribed");
        assertThat(shop.form(path, ONE_CLICK).statusCode()).isEqualTo(200);
        assertThat(said()).hasSize(1);
        onlyOthersHear("ann");
    }

    @Test
    void mailbox_providers_post_forms_in_parts_too() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));
        String body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

        assertThat(shop.served
                        .post(path, body, "Content-Type", "multipart/form-data; boundary=x")
                        .statusCode())
                .isEqualTo(200);

        assertThat(said()).containsExactly("Unsubscribed email");
    }

    @Test
    void a_stop_holds_after_a_stop_that_was_taken_back() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));
        shop.form(path, ONE_CLICK);
        HttpResponse<String> on =
                post(path, "on=channel:email", "on=topic:marketing_email", "was=topic:marketing_email");
        assertThat(ticked(on)).contains("channel:email");
        assertThat(shop.rows("select reason from suppression")).isEmpty();

        shop.form(path, ONE_CLICK);

        assertThat(said()).containsExactly("Unsubscribed email", "Subscribed email", "Unsubscribed email");
        onlyOthersHear("ann");
    }

    @Test
    void the_letters_own_link_leads_to_the_same_page_in_the_letters_language() {
        MimeMessage letter = letterTo("ann", "zh");
        String path = ReadingShop.paths(letter, "/u/").get(0);

        HttpResponse<String> page = shop.served.get(path, "Accept-Language", "en");

        assertThat(path).hasSizeLessThanOrEqualTo(41);
        assertThat(page.body()).contains("您想收到什么", "lang=\"zh\"").doesNotContain("??", "What you get");
        HttpResponse<String> asked = shop.served.get(path + "?lang=en");
        assertThat(asked.body()).contains("What you get from us");
        assertThat(asked.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void nobody_keeps_or_lists_the_page_and_nothing_on_it_runs() {
        HttpResponse<String> page = shop.served.get(ReadingShop.oneClickPath(letterTo("ann", "en")));

        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
        assertThat(page.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("x-robots-tag")).contains("noindex, nofollow");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(page.body()).doesNotContain("<script", "style=\"", "http://", "https://");
        assertThat(shop.served.get("/u/page/reader.css").statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_saved_is_what_was_changed_and_undo_takes_it_back() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));
        HttpResponse<String> page = shop.served.get(path);
        assertThat(ticked(page))
                .containsExactlyInAnyOrder("channel:email", "channel:sms", "channel:push", "topic:marketing_email");
        assertThat(was(page)).containsExactlyInAnyOrderElementsOf(ticked(page));

        HttpResponse<String> saved = post(
                path,
                "was=channel:email",
                "was=channel:sms",
                "was=channel:push",
                "was=topic:marketing_email",
                "on=channel:sms",
                "on=channel:push",
                "on=topic:marketing_sms");

        assertThat(saved.body()).contains("Saved. From now on", "Undo");
        assertThat(ticked(saved)).containsExactlyInAnyOrder("channel:sms", "channel:push", "topic:marketing_sms");
        assertThat(said())
                .containsExactlyInAnyOrder(
                        "Unsubscribed email", "Consent Withdrawn marketing_email", "Consent Granted marketing_sms");

        HttpResponse<String> undone = post(
                path,
                "was=channel:sms",
                "was=channel:push",
                "was=topic:marketing_sms",
                "on=channel:email",
                "on=channel:sms",
                "on=channel:push",
                "on=topic:marketing_email");

        assertThat(ticked(undone)).containsExactlyInAnyOrderElementsOf(ticked(page));
        assertThat(shop.rows("select reason from suppression")).isEmpty();
        shop.clock.advance(Duration.ofMinutes(2));
        shop.leavesCart("ann");
        shop.letter(2);
    }

    @Test
    void one_channel_turned_on_after_a_stop_of_everything_leaves_the_others_off() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));

        HttpResponse<String> stopped = post(path, "stop=everything");

        assertThat(said()).containsExactly("Unsubscribed");
        assertThat(stopped.body()).contains("You get no messages from us");
        assertThat(ticked(stopped)).containsExactly("topic:marketing_email");
        assertThat(shop.rows("select channel from suppression order by 1")).containsExactly("email", "sms");

        HttpResponse<String> sms =
                post(path, "was=topic:marketing_email", "on=topic:marketing_email", "on=channel:sms");

        assertThat(ticked(sms)).containsExactlyInAnyOrder("channel:sms", "topic:marketing_email");
        assertThat(shop.rows("select channel from suppression")).containsExactly("email");
        onlyOthersHear("ann");
    }

    @Test
    void an_address_that_bounced_or_complained_is_not_turned_on_here() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));
        shop.sql.sql("""
                insert into suppression (channel, address_hash, reason)
                values ('email', sha256(convert_to('ann@example.com', 'UTF8')), 'complained')
                """).update();

        HttpResponse<String> page = shop.served.get(path);
        assertThat(page.body()).contains("disabled", "We do not write there any more");
        post(path, "on=channel:email");

        assertThat(said()).isEmpty();
        assertThat(shop.rows("select reason from suppression")).containsExactly("complained");
        shop.form(path, ONE_CLICK);
        assertThat(said()).as("a stop holds for the next address too").containsExactly("Unsubscribed email");
    }

    @Test
    void names_that_the_page_does_not_show_are_not_taken() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));

        post(
                path,
                "on=channel:fax",
                "on=topic:everything",
                "was=topic:unheard",
                "on=channel:email",
                "was=channel:email");

        assertThat(said()).isEmpty();
    }

    @Test
    void a_forged_or_damaged_link_is_a_friendly_page_and_stores_nothing() {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));
        List<String> before = shop.everythingStored();
        String damaged = path.substring(0, path.length() - 1) + (path.endsWith("0") ? "1" : "0");

        for (String forged : List.of(damaged, "/u/x", "/u/" + "a".repeat(38), "/u/" + "z".repeat(4000))) {
            HttpResponse<String> page = shop.served.get(forged, "Accept-Language", "en");
            assertThat(page.statusCode()).as(forged).isEqualTo(404);
            assertThat(page.body()).contains("This link does not work");
            assertThat(shop.form(forged, ONE_CLICK).statusCode()).isEqualTo(404);
        }
        assertThat(shop.everythingStored()).isEqualTo(before);
    }

    @Test
    void the_link_of_an_erased_customer_is_dead_but_friendly() {
        MimeMessage letter = letterTo("ann", "en");
        shop.served.send(shop.served.request("/v1/customers/ann").DELETE().build());

        HttpResponse<String> page = shop.served.get(ReadingShop.oneClickPath(letter), "Accept-Language", "zh");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("此链接无法使用");
        assertThat(shop.served.get(ReadingShop.paths(letter, "/l/").get(0)).statusCode())
                .isEqualTo(302);
        assertThat(shop.rows("select kind from reader_visit")).isEmpty();
    }

    @Test
    void the_public_name_is_answered_for_public_paths_alone() throws IOException {
        String path = ReadingShop.oneClickPath(letterTo("ann", "en"));

        assertThat(status("shop.example", path)).contains(" 200");
        assertThat(status("shop.example", "/u/page/reader.css")).contains(" 200");
        assertThat(status("shop.example", "/l/x")).contains(" 404");
        for (String inside :
                List.of("/", "/v1/campaigns", "/u/../v1/campaigns", "/u/..;/v1/campaigns", "/metrics", "/messages")) {
            assertThat(status("shop.example", inside)).as(inside).containsAnyOf(" 421", " 400", " 404");
        }
        assertThat(status("evil.example", path)).contains(" 421");
    }

    private String status(String host, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), shop.served.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void texts_that_lead_to_the_page_do_not_go_live_where_nobody_can_reach_it() {
        assertThatThrownBy(() -> new ReadingShop("", database).close())
                .hasStackTraceContaining("rekindle.public-url is missing: hello.email, thanks.email print");
    }
}
