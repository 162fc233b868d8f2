package io.rekindle.postgres;

import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of who a customer is; what is null or absent leaves what is stored as it is.
 *
 * @param zone IANA zone, or null
 * @param language {@code en} or {@code zh}, or null
 * @param personal personal traits such as {@code first_name}, merged into those stored
 */
public record CustomerRecord(
        CustomerId id,
        @Nullable String zone,
        @Nullable String language,
        Map<String, Object> personal,
        List<ContactPoint> contactPoints) {

    public CustomerRecord {
        personal = Map.copyOf(personal);
        contactPoints = List.copyOf(contactPoints);
    }
}
