package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.Redemptions;
import io.rekindle.schedule.Sweeper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Coupons redeemed by the shop's checkout. */
@RestController
@RequestMapping(path = "/v1/coupons", produces = "application/json")
@Tag(name = "coupons")
public class RedemptionsController {

    private static final int LONGEST_KEY = 150;
    private static final int LONGEST_TEXT = 200;

    private final Redemptions redemptions;
    private final Installation installation;
    private final Sweeper sweeper;

    RedemptionsController(Installation installation, Sweeper sweeper) {
        this.installation = installation;
        this.redemptions = new Redemptions(installation.dataSource());
        this.sweeper = sweeper;
    }

    /**
     * What is redeemed with.
     *
     * @param customer whose coupon it has to be; left out, anybody's will do
     */
    public record RedemptionRequest(
            @Nullable String customer, @Nullable String orderId) {}

    /** A coupon that is redeemed. */
    public record RedemptionView(String code, String coupon, String campaign, String customer, Instant redeemedAt) {}

    @PostMapping(path = "/{code}/redemptions", consumes = "application/json")
    @Operation(
            summary = "Redeem a coupon",
            description =
                    "Once. The same Idempotency-Key again gets the same answer with 200; 404 for an unknown code, 409"
                            + " for one that is used, expired, or somebody else's.")
    ResponseEntity<RedemptionView> redeem(
            @PathVariable String code,
            @RequestHeader("Idempotency-Key") String idempotencyKey,
            @RequestBody(required = false) @Nullable RedemptionRequest request) {
        String key = checked("Idempotency-Key", idempotencyKey, LONGEST_KEY);
        Map<String, Object> properties = new TreeMap<>();
        CustomerId customer = null;
        if (request != null && request.orderId() != null) {
            properties.put("order_id", checked("/order_id", request.orderId(), LONGEST_TEXT));
        }
        if (request != null && request.customer() != null) {
            customer = new CustomerId(checked("/customer", request.customer(), LONGEST_TEXT));
        }
        Redemptions.Redemption redemption = redemptions.redeem(
                checked("code", code, LONGEST_TEXT),
                key,
                customer,
                properties,
                installation.clock().millis());
        return switch (redemption.outcome()) {
            case REDEEMED -> {
                sweeper.soon(Set.of(Objects.requireNonNull(redemption.coupon()).customer()));
                yield ResponseEntity.status(HttpStatus.CREATED).body(view(redemption));
            }
            case ALREADY -> ResponseEntity.ok(view(redemption));
            case UNKNOWN -> throw ProblemException.notFound("there is no coupon with that code");
            case USED -> throw conflict("coupon-used", "the coupon has been used");
            case EXPIRED -> throw conflict("coupon-expired", "the coupon is not valid any more");
            case NOT_THEIRS -> throw conflict("coupon-of-another-customer", "the coupon is another customer's");
            case KEY_REUSED ->
                throw conflict(
                        "idempotency-key-reused", "that Idempotency-Key redeemed another coupon; take a new one");
        };
    }

    private static ProblemException conflict(String code, String detail) {
        return ProblemException.of(HttpStatus.CONFLICT, code, detail);
    }

    private static String checked(String name, String text, int most) {
        if (text.isBlank() || text.length() > most || text.indexOf('\0') >= 0) {
            throw ProblemException.parameter(name, "length", name + " has 1 to " + most + " characters");
        }
        return text;
    }

    private static RedemptionView view(Redemptions.Redemption redemption) {
        Redemptions.Coupon coupon = Objects.requireNonNull(redemption.coupon());
        return new RedemptionView(
                coupon.code(),
                coupon.offer(),
                coupon.campaign(),
                coupon.customer().value(),
                Instant.ofEpochMilli(coupon.redeemedAt()));
    }
}
