package io.rekindle.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.postgres.FreshDatabase;
import io.rekindle.server.Served;
import java.time.Clock;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(FreshDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {

    private Served served;
    private JsonNode description;

    @BeforeAll
    void start(DataSource database) {
        served = Served.start(
                Installation.open(database, Books.shipped(), Clock.systemUTC()), "--rekindle.schedule.enabled=false");
        description = Served.json(served.get("/v3/api-docs"));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    @Test
    void is_openapi_3_1_and_lists_every_path_and_no_page() {
        assertThat(description.path("openapi").asString()).startsWith("3.1");
        TreeSet<String> operations = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(method.getKey() + " " + path.getKey())));
        assertThat(operations)
                .containsExactly(
                        "delete /v1/customers/{id}",
                        "delete /v1/pauses/{scope}",
                        "get /healthz/details",
                        "get /livez",
                        "get /readyz",
                        "get /v1/campaigns",
                        "get /v1/customers/{id}",
                        "get /v1/customers/{id}/decisions",
                        "get /v1/customers/{id}/timeline",
                        "get /v1/decisions/{id}",
                        "get /v1/explanations",
                        "get /v1/lifecycle",
                        "get /v1/lifecycle/counts",
                        "get /v1/pauses",
                        "get /v1/pauses/{scope}",
                        "get /v1/previews",
                        "get /v1/rulesets/live",
                        "get /v1/touchpoints",
                        "post /hooks/{name}",
                        "post /providers/email/returns",
                        "post /providers/sms/callbacks",
                        "post /providers/sms/callbacks/{secret}",
                        "post /providers/twilio/callbacks",
                        "post /v1/coupons/{code}/redemptions",
                        "post /v1/events",
                        "post /v1/pauses/{scope}/cancellation",
                        "post /v1/rulesets/check",
                        "post /v1/rulesets/counts",
                        "post /v1/touchpoints/redrive",
                        "post /v1/touchpoints/{id}/resolution",
                        "put /v1/pauses/{scope}");
    }

    @Test
    void names_fields_as_the_answers_do() {
        JsonNode schemas = description.path("components").path("schemas");

        assertThat(names(schemas.path("CustomerView")))
                .contains("lifecycle_since", "contact_points", "first_seen")
                .doesNotContain("lifecycleSince");
        assertThat(names(schemas.path("PageTimelineItem"))).containsExactlyInAnyOrder("items", "has_more", "after");
        assertThat(names(schemas.path("SegmentMessage"))).contains("messageId", "userId", "timestamp");
        assertThat(names(schemas.path("Problem")))
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "errors");
    }

    @Test
    void says_of_every_operation_that_it_may_answer_with_a_problem() {
        description
                .path("paths")
                .forEach(path -> path.forEach(operation -> assertThat(operation
                                .path("responses")
                                .path("default")
                                .path("content")
                                .path("application/problem+json")
                                .path("schema")
                                .path("$ref")
                                .asString())
                        .isEqualTo("#/components/schemas/Problem")));
    }

    private static java.util.Collection<String> names(JsonNode schema) {
        return schema.path("properties").propertyNames();
    }
}
