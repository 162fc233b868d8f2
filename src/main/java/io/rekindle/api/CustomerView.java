package io.rekindle.api;

import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.FactSheet;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.postgres.ContactPoints;
import io.rekindle.postgres.PostgresCustomers;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A customer as of now, without names and addresses.
 *
 * @param lifecycle the state, such as {@code dormant}; absent where no row of the grid matches
 * @param stopped channels the customer said stop in; {@code *} for everywhere
 */
public record CustomerView(
        String id,
        String zone,
        String language,
        @Nullable String lifecycle,
        @Nullable Instant lifecycleSince,
        @Nullable Instant firstSeen,
        Facts facts,
        SortedSet<String> tags,
        SortedSet<String> consents,
        SortedSet<String> stopped,
        List<ContactPoints.Masked> contactPoints,
        List<Coupon> coupons,
        List<Running> entries) {

    /** What is counted of a customer. */
    public record Facts(
            long orders,
            Money spend,
            @Nullable Instant lastOrder,
            long visits,
            @Nullable Instant lastVisit,
            @Nullable Rfm rfm) {}

    /** Scores from 1 to 5 by the cells of the rule book. */
    public record Rfm(int recency, int frequency, int money) {}

    /** A coupon that could be used now. */
    public record Coupon(
            String code,
            String coupon,
            @Nullable Instant issuedAt,
            @Nullable Instant expiresAt) {}

    /** A campaign that the customer is in now. */
    public record Running(
            String entry,
            String campaign,
            @Nullable String variant,
            boolean holdout,
            @Nullable Instant enteredAt) {}

    static CustomerView of(
            PostgresCustomers.Known known, FactSheet sheet, Policy policy, List<ContactPoints.Masked> contactPoints) {
        boolean inState = !sheet.lifecycle().isEmpty();
        return new CustomerView(
                known.profile().id().value(),
                known.profile().zone().getId(),
                known.profile().language(),
                inState ? sheet.lifecycle() : null,
                inState ? Times.at(sheet.lifecycleSince()) : null,
                Times.at(sheet.firstSeen()),
                facts(sheet, policy),
                sheet.tags(),
                sheet.consents(),
                sheet.stopped(),
                contactPoints,
                sheet.coupons().stream().map(CustomerView::coupon).toList(),
                sheet.entries().stream().map(CustomerView::running).toList());
    }

    private static Facts facts(FactSheet sheet, Policy policy) {
        Rfm rfm = sheet.recency() == 0 ? null : new Rfm(sheet.recency(), sheet.frequency(), sheet.money());
        return new Facts(
                sheet.orders(),
                Money.ofMinor(sheet.spend(), policy.currency()),
                Times.at(sheet.lastOrder()),
                sheet.visits(),
                Times.at(sheet.lastVisit()),
                rfm);
    }

    private static Coupon coupon(Holding holding) {
        return new Coupon(
                holding.code(), holding.coupon(), Times.at(holding.issuedAt()), Times.at(holding.expiresAt()));
    }

    private static Running running(Entry entry) {
        String variant = entry.variant().isEmpty() ? null : entry.variant();
        return new Running(entry.id(), entry.campaign(), variant, entry.holdout(), Times.at(entry.enteredAt()));
    }
}
