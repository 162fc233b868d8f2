package io.rekindle.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.SettableClock;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.http.HttpResponse;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshDatabase.class)
class PagesTest {

    private final DataSource database;

    PagesTest(DataSource database) {
        this.database = database;
    }

    @Test
    void say_what_to_do_while_there_is_nothing_and_show_what_there_is_after() {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-02T04:00:00Z"));
        Installation installation = Installation.open(database, CartBook.atOnce(), clock);
        try (Served served = serve(installation)) {
            assertThat(page(served, "/?lang=en")).contains("No customers yet", "./rekindle demo");
            assertThat(page(served, "/messages?lang=zh")).contains("还没有保存的消息");
            served.post("/v1/events", """
                    [{"type": "identify", "messageId": "1", "userId": "lin<b>", "timestamp": "2026-02-01T00:00:00Z",
                      "traits": {"email": "lin@example.com", "first_name": "<script>alert(1)</script>"}},
                     {"type": "track", "messageId": "2", "userId": "lin<b>", "event": "Consent Granted",
                      "timestamp": "2026-01-01T00:00:00Z", "properties": {"topic": "marketing_email"}},
                     {"type": "track", "messageId": "3", "userId": "lin<b>", "event": "Cart Abandoned",
                      "timestamp": "2026-03-02T04:00:00Z", "properties": {"value": 228}}]
                    """);
            await().until(() -> page(served, "/messages?lang=en").contains("lin%3Cb%3E"));
        }

        try (Served served = serve(installation)) {
            assertThat(page(served, "/?lang=en"))
                    .contains("Prospect", "Cart abandoned", "Three decisions", "lang=\"en\"")
                    .doesNotContain("??", "No customers yet");
            assertThat(page(served, "/?lang=zh"))
                    .contains("潜在", "购物车未支付", "三个决定", "lang=\"zh\"")
                    .doesNotContain("??");
            assertThat(page(served, "/customers/lin%3Cb%3E?lang=en"))
                    .contains("cart value is 99 CNY or more", "A year in one line", "lin&lt;b&gt;", "→ ")
                    .doesNotContain("lin@example.com", "<b>", "??");
            assertThat(page(served, "/customers/lin%3Cb%3E?lang=zh&at=2026-02-15T10:00"))
                    .contains("一年，一条线", "购物车金额≥99 元", "立即，发送邮件 cart-now，附券 CART5", "购物车 0.00", "依然成立", "频次上限, 全部渠道")
                    .doesNotContain("??", "cart of 0.00", "cart value is 99 CNY or more", "send email cart-now");
            assertThat(page(served, "/messages?lang=en"))
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script");
        }
    }

    @Test
    void speak_the_browsers_language_unless_asked_otherwise() {
        Installation installation = Installation.open(
                database, CartBook.atOnce(), new SettableClock(Instant.parse("2026-03-02T04:00:00Z")));
        try (Served served = serve(installation)) {
            assertThat(served.get("/messages", "Accept-Language", "de, zh-CN;q=0.8")
                            .body())
                    .contains("沙盒消息");
            HttpResponse<String> asked = served.get("/messages?lang=en", "Accept-Language", "zh");
            assertThat(asked.body()).contains("Sandbox messages");
            assertThat(asked.headers().firstValue("set-cookie").orElse("")).startsWith("rekindle-lang=en");
            assertThat(served.get("/messages", "Accept-Language", "zh", "Cookie", "rekindle-lang=en")
                            .body())
                    .contains("Sandbox messages");
        }
    }

    @Test
    void load_nothing_from_elsewhere_and_run_nothing() {
        Installation installation = Installation.open(
                database, CartBook.atOnce(), new SettableClock(Instant.parse("2026-03-02T04:00:00Z")));
        try (Served served = serve(installation)) {
            HttpResponse<String> page = served.get("/?lang=en");
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .startsWith("default-src 'none'");
            assertThat(page.body()).doesNotContain("https://", "<script", "style=\"");
            assertThat(served.get("/rekindle.css").statusCode()).isEqualTo(200);
            HttpResponse<String> nobody = served.get("/customers/nobody?lang=en", "Accept", "text/html");
            assertThat(nobody.statusCode()).isEqualTo(404);
            assertThat(nobody.body()).contains("There is nothing here");
        }
    }

    private static Served serve(Installation installation) {
        return Served.start(installation, "--rekindle.sending.mode=sandbox", "--rekindle.schedule.enabled=false");
    }

    private static String page(Served served, String path) {
        HttpResponse<String> answer = served.get(path, "Accept", "text/html");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
