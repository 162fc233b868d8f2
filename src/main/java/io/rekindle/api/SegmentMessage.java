package io.rekindle.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in Segment's shape, as its libraries send it; fields that are not here are ignored. It documents the body, which
 * {@link SegmentReader} reads.
 */
@Schema(name = "SegmentMessage")
public record SegmentMessage(
        @Schema(description = "track, identify, page or screen", requiredMode = Schema.RequiredMode.REQUIRED)
        String type,

        @JsonProperty("messageId")
        @Schema(
                description = "The sender's id of this message, the same on every retry; it is stored once",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String messageId,

        @JsonProperty("userId")
        @Schema(description = "The shop's id of the customer", requiredMode = Schema.RequiredMode.REQUIRED)
        String userId,

        @Schema(description = "For track: what happened, such as Order Completed") @Nullable
        String event,

        @Schema(description = "For page and screen: which") @Nullable
        String name,

        @Schema(description = "When it happened, ISO 8601; now where it is left out") @Nullable
        Instant timestamp,

        @Schema(description = "For track, page and screen") @Nullable
        Map<String, Object> properties,

        @Schema(
                description =
                        "For identify: email, phone (with its country code, or of rekindle.api.country) and push are contact points; first_name, last_name,"
                                + " name, title and username stay out of facts; timezone and language are the customer's;"
                                + " what else there is becomes traits that rules can ask for")
        @Nullable
        Map<String, Object> traits,

        @Schema(description = "Of it, timezone and locale are read") @Nullable
        Map<String, Object> context) {}
