package io.rekindle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.delivery.RecordingSmtpServer;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.Database;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line's preview and test messages, over the database of a data directory and a real SMTP socket. */
class PreviewAndSendTestTest {

    private static final String EVERYTHING = """
            select (select count(*) from touchpoint) || ' ' || (select count(*) from event) || ' '
                || (select count(*) from coupon) || ' ' || (select coalesce(sum(issued), 0) from offer) || ' '
                || (select coalesce(sum(spent_micros + reserved_micros), 0) from budget) || ' '
                || (select count(*) from sandbox_message) || ' ' || (select count(*) from decision) || ' '
                || (select string_agg(md5(history), '') from facts)
            """;

    @TempDir
    private static Path home;

    private static Database database;
    private static RecordingSmtpServer smtp;

    @BeforeAll
    static void a_shop_with_one_customer() {
        database = Database.open(home);
        smtp = new RecordingSmtpServer(Duration.ZERO);
        Installation shop = Installation.open(database.dataSource(), Books.shipped(), Clock.systemUTC());
        CustomerId lin = new CustomerId("lin");
        shop.intake()
                .identify(
                        List.of(new CustomerRecord(
                                lin,
                                "Asia/Shanghai",
                                "zh",
                                Map.of("first_name", "晓晓"),
                                List.of(new ContactPoint(ChannelName.EMAIL, "lin@example.com")))),
                        0);
        Instant registered = Instant.parse("2026-01-01T00:00:00Z");
        shop.intake().store(List.of(new Event("r", lin, "User Registered", registered, new TreeMap<>())), 0);
    }

    @AfterAll
    static void close() throws Exception {
        smtp.close();
        database.close();
    }

    private static Called called(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--home", home.toString()));
        return Called.with(all.toArray(String[]::new));
    }

    private static Called live(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "-D", "rekindle.sending.mode=live",
                "-D", "rekindle.channels.email.host=127.0.0.1",
                "-D", "rekindle.channels.email.port=" + smtp.port(),
                "-D", "rekindle.channels.email.tls=none",
                "-D", "rekindle.channels.email.from-address=shop@example.org"));
        return called(all.toArray(String[]::new));
    }

    private static String everything() {
        return JdbcClient.create(database.dataSource())
                .sql(EVERYTHING)
                .query(String.class)
                .single();
    }

    private static JsonNode json(Called called) {
        return JsonMapper.shared().readTree(called.out());
    }

    @Test
    void previews_with_a_customers_facts_and_a_made_up_coupon_and_writes_nothing() {
        String before = everything();

        JsonNode preview = json(called("preview", "dormant-recall", "d60", "--customer", "lin", "--json"));

        assertThat(preview.path("content").path("title").asString())
                .startsWith("晓晓，挽回立减25元，")
                .endsWith("日前有效");
        assertThat(preview.path("content").path("text").asString()).contains("券码：BACK25-TESTCOUPON");
        assertThat(preview.path("price").path("amount").asString()).isEqualTo("0.004");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void tells_parts_encoding_and_price_of_an_sms() {
        Called called = called("preview", "dormant-recall", "remind", "--customer", "lin", "--at", "2026-03-01");

        assertThat(called.code()).isZero();
        // Two days before the coupon expires, whichever of the two coupons before it this customer would have had.
        assertThat(called.out())
                .contains("sms coupon-expiring, zh", "【悦买】晓晓", "characters in UCS-2, 1 part", "price 0.08 CNY");
    }

    @Test
    void says_why_a_message_would_be_held() throws Exception {
        Path rules = home.resolve("held-rules");
        for (Map.Entry<String, String> file : Books.shipped().files().entrySet()) {
            Files.createDirectories(rules.resolve(file.getKey()).getParent());
            Files.writeString(rules.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(rules.resolve("templates/welcome.email.en.txt"), "Hi {{nickname}}\n\nText");

        Called called = called("preview", "welcome", "hello", "--language", "en", "--rules", rules.toString());

        assertThat(called.code()).isEqualTo(1);
        assertThat(called.out()).contains("held: no value for nickname, and no fallback after |");
    }

    @Test
    void writes_the_page_to_look_at() throws Exception {
        Path page = home.resolve("page.html");

        Called called = called("preview", "welcome", "hello", "--customer", "lin", "--html", page.toString());

        assertThat(called.code()).isZero();
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("晓晓");
        assertThat(called("preview", "welcome", "tips", "--customer", "lin", "--html", page.toString())
                        .err())
                .contains("this message has no page");
    }

    @Test
    void names_what_is_not_there() {
        assertThat(called("preview", "welcome", "helo").err())
                .isEqualToIgnoringNewLines("rekindle: welcome has no step \"helo\"; there are [hello, tips]");
        assertThat(called("preview", "welcome", "hello", "--customer", "nobody-here")
                        .err())
                .contains("there is no customer \"nobody-here\"");
    }

    @Test
    void sends_a_marked_message_and_touches_neither_ledger_nor_stock() throws Exception {
        String before = everything();

        Called called = live("send-test", "dormant-recall", "d60", "--to", "me@example.org", "--customer", "lin");

        assertThat(called.code()).as(called.err()).isZero();
        assertThat(called.out()).startsWith("accepted: ");
        int last = smtp.recipients().lastIndexOf("me@example.org");
        MimeMessage letter = letter(smtp.letters().get(last));
        assertThat(letter.getSubject()).startsWith("【测试】晓晓，挽回立减25元");
        assertThat(letter.getContent().toString()).contains("BACK25-TESTCOUPON");
        assertThat(smtp.recipients()).doesNotContain("lin@example.com");
        String id = letter.getMessageID().replaceAll("<(.*)@example.org>", "$1");
        // Random, where ids of touchpoints are made from names: they cannot meet.
        assertThat(UUID.fromString(id).version()).isEqualTo(4);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_message_with_a_page_for_nobody_in_particular() throws Exception {
        Called called = live("send-test", "welcome", "hello", "--to", "you@example.org", "--language", "en");

        assertThat(called.code()).as(called.err()).isZero();
        int last = smtp.recipients().lastIndexOf("you@example.org");
        MimeMessage letter = letter(smtp.letters().get(last));
        assertThat(letter.getSubject()).startsWith("[TEST] Welcome to Yuemai");
        assertThat(((MimeMultipart) letter.getContent()).getCount()).isEqualTo(2);
    }

    private static MimeMessage letter(String source) throws Exception {
        var bytes = new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8));
        return new MimeMessage(Session.getInstance(new Properties()), bytes);
    }

    @Test
    void sends_nothing_while_sending_is_off() {
        int before = smtp.recipients().size();

        Called off =
                called("send-test", "welcome", "hello", "--to", "me@example.org", "-D", "rekindle.sending.mode=off");
        Called unset = called("send-test", "welcome", "hello", "--to", "me@example.org");

        assertThat(List.of(off, unset)).allSatisfy(one -> {
            assertThat(one.code()).isEqualTo(1);
            assertThat(one.err())
                    .isEqualToIgnoringNewLines(
                            "rekindle: sending is off, for tests too; set rekindle.sending.mode to sandbox or live");
        });
        assertThat(smtp.recipients()).hasSize(before);
    }

    @Test
    void prints_it_in_the_sandbox() {
        Called called = called(
                "send-test",
                "churn-risk",
                "sms",
                "--to",
                "+8613800138000",
                "--language",
                "zh",
                "-D",
                "rekindle.sending.mode=sandbox");

        assertThat(called.code()).isZero();
        // The signature stays first and alone in its brackets, or carriers refuse the message.
        assertThat(called.out()).startsWith("【悦买】[测试]您好，");
    }

    @Test
    void says_that_a_channel_is_not_set() {
        assertThat(live("send-test", "churn-risk", "sms", "--to", "+8613800138000")
                        .err())
                .isEqualToIgnoringNewLines("rekindle: nothing carries sms: rekindle.channels.sms is not set");
    }

    @Test
    void nothing_goes_to_an_address_that_said_stop() {
        JdbcClient.create(database.dataSource()).sql("""
                insert into suppression (channel, address_hash, reason)
                values ('email', sha256(convert_to('stop@example.org', 'UTF8')), 'unsubscribed')
                """).update();

        Called called = live("send-test", "welcome", "hello", "--to", "stop@example.org");

        assertThat(called.code()).isEqualTo(1);
        assertThat(called.err()).contains("asked for no more");
        assertThat(smtp.recipients()).doesNotContain("stop@example.org");
    }

    @Test
    void a_setting_that_cannot_be_used_is_one_line() {
        Called called =
                called("send-test", "welcome", "hello", "--to", "me@example.org", "-D", "rekindle.sending.mode=loud");

        assertThat(called.code()).isEqualTo(1);
        assertThat(called.err().lines())
                .singleElement()
                .asString()
                .contains(
                        "settings cannot be used",
                        "rekindle.sending.mode is \"loud\"",
                        "it is one of off, sandbox, live");
    }
}
