package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rekindle.CartBook;
import io.rekindle.Installation;
import io.rekindle.SettableClock;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A customer's cart, from the event in to the coupon used, over HTTP; messages go to the sandbox. */
@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    private static final String NOW = "2026-03-02T04:00:00Z";

    private final SettableClock clock = new SettableClock(Instant.parse(NOW));
    private JdbcClient sql;
    private Served served;

    @BeforeAll
    void start(DataSource database) {
        sql = JdbcClient.create(database);
        served = Served.start(
                Installation.open(database, CartBook.atOnce(), clock),
                "--rekindle.sending.mode=sandbox",
                "--rekindle.schedule.enabled=false");
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void a_customer_is_shown_with_facts_and_without_addresses() {
        String id = withCart("shop/1");

        JsonNode customer = ok("/v1/customers/shop%2F1");

        assertThat(customer.path("id").asString()).isEqualTo(id);
        assertThat(customer.path("lifecycle").asString()).isEqualTo("new");
        // Evaluated first a day before its first event arrived: days missed by more are not made up for.
        assertThat(customer.path("lifecycle_since").asString()).isEqualTo("2026-03-01T04:00:00Z");
        assertThat(customer.path("facts").path("orders").asInt()).isEqualTo(1);
        assertThat(customer.path("facts").path("spend").path("amount").asString())
                .isEqualTo("320.5");
        assertThat(customer.path("facts").path("rfm").path("recency").asInt()).isEqualTo(5);
        assertThat(customer.path("consents").path(0).asString()).isEqualTo("marketing_email");
        assertThat(customer.path("coupons").path(0).path("coupon").asString()).isEqualTo("CART5");
        assertThat(customer.path("contact_points").toString())
                .contains("l****", "****89")
                .doesNotContain("@example.com", "13800138089");
        assertThat(customer.toString()).doesNotContain("Lin", "@example.com");
    }

    @Test
    void a_timeline_merges_everything_newest_first_and_pages_through_it_without_gaps() {
        withCart("paged");

        List<String> all = new ArrayList<>();
        ok("/v1/customers/paged/timeline?limit=200")
                .path("items")
                .forEach(item -> all.add(item.path("id").asString()));
        List<String> paged = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = ok("/v1/customers/paged/timeline?limit=2&after=" + after);
            page.path("items").forEach(item -> paged.add(item.path("id").asString()));
            after = page.path("after").asString("");
        } while (page.path("has_more").asBoolean());

        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(6).doesNotHaveDuplicates();
        JsonNode items = ok("/v1/customers/paged/timeline").path("items");
        assertThat(items.findValuesAsString("kind")).contains("event", "transition", "decision", "touchpoint");
        List<String> times = items.findValuesAsString("at");
        assertThat(times).isSortedAccordingTo((a, b) -> Instant.parse(b).compareTo(Instant.parse(a)));
        assertThat(items.toString()).doesNotContain("@example.com", "13800138089");
    }

    @Test
    void a_decision_is_given_as_it_was_stored_and_replays() {
        withCart("decided");

        JsonNode decisions = ok("/v1/customers/decided/decisions").path("items");
        assertThat(decisions.findValuesAsString("outcome")).containsExactlyInAnyOrder("send", "entered");
        for (JsonNode decision : decisions) {
            JsonNode whole = ok("/v1/decisions/" + decision.path("id").asString());
            assertThat(whole.path("replays").asBoolean()).isTrue();
            assertThat(whole.path("decision").path("id").asString())
                    .isEqualTo(decision.path("id").asString());
        }
    }

    @Test
    void a_decision_that_was_tampered_with_does_not_replay() {
        withCart("tampered");
        JsonNode decision = ok("/v1/customers/tampered/decisions").path("items").path(0);
        String id = decision.path("id").asString();
        sql.sql("update decision set body = replace(body, 'cart-abandoned', 'cart-forgotten') where id = ?::uuid")
                .param(id)
                .update();

        assertThat(ok("/v1/decisions/" + id).path("replays").asBoolean()).isFalse();
    }

    @Test
    void an_explanation_says_what_each_line_saw_at_any_instant() {
        withCart("explained");

        JsonNode now = ok("/v1/explanations?customer=explained&campaign=cart-abandoned");
        JsonNode before = ok("/v1/explanations?customer=explained&campaign=cart-abandoned&at=2026-02-25T00:00:00Z");

        assertThat(now.path("enters").asBoolean()).isFalse();
        assertThat(now.path("reason").asString()).isEqualTo("already_in");
        assertThat(now.path("lines").path(0).path("holds").asBoolean()).isTrue();
        assertThat(before.path("reason").asString()).isEqualTo("line_not_met");
        assertThat(before.path("lines").path(0).path("holds").asBoolean()).isFalse();
        JsonNode change = before.path("would_change");
        assertThat(change.path("changes").path(0).path("change").asString()).isEqualTo("cart");
        assertThat(change.path("en").path(0).asString()).contains("when there is a cart of ");
        assertThat(change.path("zh").path(0).asString()).contains("若购物车金额达到 ");
    }

    @Test
    void customers_are_counted_by_state_for_any_day() {
        withCart("counted");

        assertThat(ok("/v1/lifecycle?as_of=2026-03-01")
                        .path("counts")
                        .path("new")
                        .asInt())
                .isPositive();
        assertThat(ok("/v1/lifecycle?as_of=2020-01-01").path("total").asInt()).isZero();
    }

    @Test
    void the_campaigns_are_those_of_the_rule_book() {
        JsonNode campaigns = ok("/v1/campaigns");

        assertThat(campaigns.path("items").findValuesAsString("name"))
                .contains("welcome", "cart-abandoned", "dormant-recall");
        assertThat(campaigns.path("release").asString())
                .isEqualTo(ok("/healthz/details").path("release").asString());
    }

    @Test
    void a_message_is_stored_once_however_often_it_comes() {
        String body = """
                {"type": "track", "messageId": "once", "userId": "once", "event": "Order Completed",
                 "timestamp": "2026-03-01T00:00:00Z", "properties": {"total": 99.5}}
                """;

        assertThat(Served.json(served.post("/v1/events", body)).path("stored").asInt())
                .isEqualTo(1);
        assertThat(Served.json(served.post("/v1/events", body))
                        .path("duplicates")
                        .asInt())
                .isEqualTo(1);
        assertThat(ok("/v1/customers/once").path("facts").path("orders").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_coupon_is_redeemed_once() {
        withCart("buyer");
        String code =
                ok("/v1/customers/buyer").path("coupons").path(0).path("code").asString();
        String path = "/v1/coupons/" + code + "/redemptions";
        String order = "{\"customer\": \"buyer\", \"order_id\": \"o-9\"}";

        assertThat(served.post(path, "{\"customer\": \"paged\"}", "Idempotency-Key", "k0")
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> first = served.post(path, order, "Idempotency-Key", "k1");
        HttpResponse<String> again = served.post(path, order, "Idempotency-Key", "k1");
        HttpResponse<String> other = served.post(path, order, "Idempotency-Key", "k2");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(type(other)).isEqualTo("coupon-used");
        assertThat(served.post("/v1/coupons/NOPE/redemptions", "{}", "Idempotency-Key", "k3")
                        .statusCode())
                .isEqualTo(404);
        assertThat(served.post(path, order).statusCode()).isEqualTo(400);
        assertThat(ok("/v1/customers/buyer").path("coupons").size()).isZero();
        assertThat(sql.sql("select reserved_micros from budget where scope = 'campaign:cart-abandoned'")
                        .query(Long.class)
                        .single())
                .isEqualTo(sql.sql("""
                                select coalesce(sum(liability_micros), 0) from coupon
                                where campaign = 'cart-abandoned' and redeemed_at is null and freed_at is null
                                """).query(Long.class).single());
    }

    @Test
    void a_touchpoint_in_doubt_waits_for_a_person_and_is_settled_once() {
        withCart("doubted");
        String id = sql.sql("""
                        update touchpoint set state = 'in_doubt' where customer_id = (select id from customer where ref = ?)
                        returning id::text
                        """).param("doubted").query(String.class).single();
        String path = "/v1/touchpoints/" + id + "/resolution";

        assertThat(ok("/v1/touchpoints?state=in_doubt").path("items").findValuesAsString("id"))
                .containsExactly(id);
        assertThat(served.post(path, "{}").statusCode()).isEqualTo(422);
        assertThat(served.post(path, "{\"outcome\": \"rejected\"}").statusCode())
                .isEqualTo(200);
        assertThat(served.post(path, "{\"outcome\": \"rejected\"}").statusCode())
                .isEqualTo(200);
        assertThat(served.post(path, "{\"outcome\": \"accepted\"}").statusCode())
                .isEqualTo(409);
        assertThat(ok("/v1/touchpoints?state=in_doubt").path("items").size()).isZero();
        assertThat(ok("/v1/customers/doubted").path("coupons").size()).isZero();
    }

    @Test
    void an_erased_customer_is_gone_and_does_not_come_back() {
        withCart("erased");

        assertThat(served.send(served.request("/v1/customers/erased").DELETE().build())
                        .statusCode())
                .isEqualTo(204);
        assertThat(served.get("/v1/customers/erased").statusCode()).isEqualTo(404);
        served.post("/v1/events", track("back", "erased", "Page Viewed", NOW, "{}"));
        assertThat(served.get("/v1/customers/erased").statusCode()).isEqualTo(404);
    }

    /** Somebody who registered, ordered once, left a cart, and got the message of it in the sandbox. */
    private String withCart(String id) {
        HttpResponse<String> stored = served.post(
                "/v1/events",
                "["
                        + String.join(
                                ",",
                                List.of(
                                        """
                {"type": "identify", "messageId": "i-%1$s", "userId": "%1$s", "timestamp": "2026-02-01T00:00:00Z",
                 "traits": {"email": "l-%1$s@example.com", "phone": "+86 138 0013 8089", "firstName": "Lin", "city": "Wuxi"}}
                """.formatted(id),
                                        track("r-" + id, id, "User Registered", "2026-02-01T00:00:00Z", "{}"),
                                        track(
                                                "g-" + id,
                                                id,
                                                "Consent Granted",
                                                "2026-02-01T00:00:00Z",
                                                "{\"topic\": \"marketing_email\"}"),
                                        track(
                                                "o-" + id,
                                                id,
                                                "Order Completed",
                                                "2026-02-20T03:00:00Z",
                                                "{\"total\": 320.50}"),
                                        track("c-" + id, id, "Cart Abandoned", NOW, "{\"value\": 228}")))
                        + "]");
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
        await().until(() -> sql.sql("""
                        select count(*) from sandbox_message m join touchpoint t on t.id = m.touchpoint
                        join customer c on c.id = t.customer_id where c.ref = ? and t.campaign = 'cart-abandoned'
                        """).param(id).query(Long.class).single() == 1);
        return id;
    }

    private static String track(String message, String user, String event, String at, String properties) {
        return """
                {"type": "track", "messageId": "%s", "userId": "%s", "event": "%s", "timestamp": "%s", "properties": %s}
                """.formatted(message, user, event, at, properties);
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = served.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Served.json(answer);
    }

    private static String type(HttpResponse<String> answer) {
        return Served.json(answer).path("type").asString().replace("urn:rekindle:problem:", "");
    }
}
