package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.event.Event;
import io.rekindle.postgres.CustomerRecord;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewsTest {

    private static final String RECALL = "/v1/previews?campaign=dormant-recall&customer=lin";

    private Served served;
    private JdbcClient sql;

    @BeforeAll
    void start(DataSource database) {
        sql = JdbcClient.create(database);
        Installation shop = Installation.open(database, Books.shipped(), Clock.systemUTC());
        shop.intake()
                .identify(
                        List.of(new CustomerRecord(
                                new CustomerId("lin"), "Asia/Shanghai", "zh", Map.of("first_name", "晓晓"), List.of())),
                        0);
        SortedMap<String, Object> nothing = new TreeMap<>();
        Instant registered = Instant.parse("2026-01-01T00:00:00Z");
        shop.intake().store(List.of(new Event("r", new CustomerId("lin"), "User Registered", registered, nothing)), 0);
        served = Served.start(shop, "--rekindle.schedule.enabled=false");
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = served.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Served.json(answer);
    }

    @Test
    void an_sms_with_its_parts_and_price() {
        JsonNode preview = ok(RECALL + "&step=remind&at=2026-03-01T04:00:00Z&language=en");

        assertThat(preview.path("content").path("text").asString()).startsWith("Yuemai: 晓晓");
        assertThat(preview.path("sms").path("encoding").asString()).isEqualTo("ucs_2");
        assertThat(preview.path("sms").path("parts").asInt()).isEqualTo(2);
        assertThat(preview.path("price").path("amount").decimalValue()).isEqualByComparingTo("0.16");
        assertThat(preview.path("price").path("currency").asString()).isEqualTo("CNY");
    }

    @Test
    void a_coupon_in_it_is_made_up_and_dated_as_of_the_instant() {
        JsonNode preview = ok(RECALL + "&step=d60&at=2026-03-01T04:00:00Z");

        assertThat(preview.path("content").path("text").asString())
                .contains("BACK25-TESTCOUPON")
                .contains("有效期至3月");
        assertThat(sql.sql("select count(*) from coupon").query(Long.class).single())
                .isZero();
        assertThat(sql.sql("select coalesce(sum(issued), 0) from offer")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_variant_is_the_customers_unless_one_is_named() {
        String own = ok(RECALL + "&step=d30").path("template").asString();

        assertThat(own).isIn("recall-price", "recall-shipping");
        assertThat(ok(RECALL + "&step=d30%20A").path("template").asString()).isEqualTo("recall-price");
        assertThat(ok(RECALL + "&step=d30%20B").path("template").asString()).isEqualTo("recall-shipping");
    }

    @Test
    void what_is_not_there_or_makes_no_sense_is_a_problem() {
        assertThat(served.get("/v1/previews?campaign=no&customer=lin&step=d60").statusCode())
                .isEqualTo(404);
        assertThat(served.get(RECALL + "&step=no").statusCode()).isEqualTo(404);
        assertThat(served.get(RECALL.replace("lin", "no") + "&step=d60").statusCode())
                .isEqualTo(404);
        assertThat(served.get(RECALL + "&step=d60&language=English").statusCode())
                .isEqualTo(400);
        assertThat(served.get(RECALL + "&step=d60&at=1900-01-01T00:00:00Z").statusCode())
                .isEqualTo(400);
        assertThat(served.get(RECALL).statusCode()).isEqualTo(400);
    }
}
