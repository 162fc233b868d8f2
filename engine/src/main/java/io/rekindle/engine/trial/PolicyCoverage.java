package io.rekindle.engine.trial;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.policy.Gate;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.sweep.Decided;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which gates of the policy and which steps the tests exercise: each gate both ways, quiet hours to the minute, each step sent. */
final class PolicyCoverage {

    private static final String FILE = "policy.yaml";

    private final RuleBook book;
    private final List<Result> results;
    private final List<Gap> gaps = new ArrayList<>();

    private PolicyCoverage(RuleBook book, List<Result> results) {
        this.book = book;
        this.results = results.stream().filter(Result::passed).toList();
    }

    static List<Gap> gaps(RuleBook book, List<Result> results) {
        PolicyCoverage coverage = new PolicyCoverage(book, results);
        coverage.gates();
        coverage.caps();
        coverage.quiet();
        coverage.steps();
        return coverage.gaps;
    }

    private Stream<Decision> decisions() {
        return results.stream()
                .flatMap(result -> result.run().decided().stream())
                .map(Decided::decision)
                .filter(decision -> !decision.trace().gates().isEmpty());
    }

    /** Each gate must let through, and must be the only one that refuses. */
    private void gates() {
        Map<String, Set<Boolean>> seen = new LinkedHashMap<>();
        decisions().forEach(decision -> {
            List<Gate> gates = decision.trace().gates();
            long refusing = gates.stream().filter(gate -> !gate.passes()).count();
            gates.stream().filter(gate -> gate.passes() || refusing == 1).forEach(gate -> seen.computeIfAbsent(
                            family(gate), name -> new TreeSet<>())
                    .add(gate.passes()));
        });
        Set<String> names = new LinkedHashSet<>(List.of("address", "consent", "suppression", "never contact"));
        names.addAll(seen.keySet());
        names.stream()
                .filter(name -> !name.equals("quiet hours") || !book.policy().holdWhenQuiet())
                .forEach(name -> {
                    Set<Boolean> ways = seen.getOrDefault(name, Set.of());
                    gap(ways.contains(true), name, "in which it lets a message through");
                    gap(ways.contains(false), name, "in which it alone refuses a message");
                });
    }

    /** The limits of single coupons are one gate. */
    private static String family(Gate gate) {
        return gate.name().startsWith("coupon ") ? "coupon limit" : gate.name();
    }

    /** One message below the cap passes, one at the cap does not. */
    private void caps() {
        for (Policy.Cap cap : book.policy().caps()) {
            String name = "frequency cap, "
                    + (cap.channel() == null ? "all channels" : cap.channel().value());
            for (int count : new int[] {cap.most() - 1, cap.most()}) {
                boolean seen = decisions()
                        .flatMap(decision -> decision.trace().gates().stream())
                        .anyMatch(gate -> gate.name().equals(name)
                                && gate.detail().startsWith(count + " of " + cap.most() + " ")
                                && gate.passes() == count < cap.most());
                gap(seen, name, "with " + count + " of " + cap.most() + " messages already");
            }
        }
    }

    private void quiet() {
        Policy.QuietHours quiet = book.policy().quiet();
        if (quiet == null) {
            return;
        }
        Set<LocalTime> times = new TreeSet<>();
        results.forEach(result -> result.run().decided().stream()
                .map(Decided::decision)
                .filter(one -> !one.trace().gates().isEmpty())
                .forEach(one -> times.add(Instant.ofEpochMilli(one.at())
                        .atZone(result.test().zone())
                        .toLocalTime())));
        for (LocalTime time :
                List.of(quiet.from().minusMinutes(1), quiet.from(), quiet.to().minusMinutes(1), quiet.to())) {
            gap(times.contains(time), "quiet hours", "of a message at " + time);
        }
        boolean noSendDay = results.stream()
                .anyMatch(result -> result.run().decided().stream().anyMatch(one -> book.policy()
                        .noSendDays()
                        .contains(Instant.ofEpochMilli(one.decision().at())
                                .atZone(result.test().zone())
                                .toLocalDate())));
        gap(noSendDay || book.policy().noSendDays().isEmpty(), "no-send days", "of a message on such a day");
    }

    private void gap(boolean seen, String gate, String missing) {
        if (!seen) {
            gaps.add(new Gap("policy", FILE, 0, gate, missing, false));
        }
    }

    private void steps() {
        for (Campaign campaign : book.campaigns()) {
            for (Step step : campaign.steps()) {
                boolean sent = results.stream()
                        .flatMap(result -> result.test().expectations().stream())
                        .anyMatch(one -> one instanceof Expectation.Gets gets
                                && gets.campaign().equals(campaign)
                                && gets.step().equals(step.name()));
                boolean variant = step.variant() == null
                        || results.stream()
                                .flatMap(result -> result.run().left().stream()
                                        .filter(left -> left.campaign().equals(campaign.name())
                                                && left.step().equals(step.name()))
                                        .map(left -> variant(result, left.entry())))
                                .anyMatch(step.variant()::equals);
                if (!sent || !variant) {
                    gaps.add(new Gap(
                            campaign.name(),
                            campaign.file(),
                            step.number(),
                            step.text(),
                            "in which it is sent",
                            false));
                }
            }
        }
    }

    private static String variant(Result result, String entry) {
        return result.run().history().entries().stream()
                .filter(one -> one.id().equals(entry))
                .map(io.rekindle.engine.fact.Entry::variant)
                .findFirst()
                .orElse("");
    }
}
