package io.rekindle.engine.decision;

import io.rekindle.engine.decision.AudienceCount.ClauseCount;
import io.rekindle.engine.decision.AudienceCount.LineCount;
import io.rekindle.engine.decision.AudienceCount.Overlap;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.policy.ContactPolicy;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Clause;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.drools.Release;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts, customer by customer, who is in each audience and what each line does to it; by the rules that decide. Not thread-safe. */
public final class AudienceCounter {

    private final Evaluator evaluator;
    private final List<Counting> campaigns;
    private final BitSet lines = new BitSet();
    private long customers;

    /** Counts audiences of the evaluator's release. */
    public AudienceCounter(Evaluator evaluator) {
        this.evaluator = evaluator;
        Release release = evaluator.release();
        ContactPolicy policy = new ContactPolicy(release.book().policy());
        this.campaigns = release.book().campaigns().stream()
                .sorted(Comparator.comparingInt((Campaign campaign) -> policy.rank(campaign.name()))
                        .thenComparing(Campaign::name))
                .map(campaign -> new Counting(release, campaign))
                .toList();
        campaigns.forEach(campaign -> campaign.clauses.forEach(clause -> clause.questions.forEach(lines::set)));
    }

    /** Counts a customer, whose lifecycle has been entered; one that does not exist yet is passed over. */
    public void count(Facts facts) {
        if (!facts.exists()) {
            return;
        }
        customers++;
        BitSet answers = lines.isEmpty() ? lines : evaluator.session().lines(facts, lines);
        BitSet in = new BitSet();
        for (int index = 0; index < campaigns.size(); index++) {
            if (campaigns.get(index).count(facts, answers, in)) {
                in.set(index);
            }
        }
    }

    /** Adds what another has counted of other customers, by the same release. */
    public void add(AudienceCounter other) {
        if (!other.evaluator.release().version().equals(evaluator.release().version())) {
            throw new IllegalArgumentException("counts of two releases cannot be added");
        }
        customers += other.customers;
        for (int index = 0; index < campaigns.size(); index++) {
            campaigns.get(index).add(other.campaigns.get(index));
        }
    }

    /** How many customers have been counted. */
    public long customers() {
        return customers;
    }

    /** The counts so far, campaigns of higher priority first. */
    public List<AudienceCount> counts() {
        return campaigns.stream().map(one -> one.result(campaigns)).toList();
    }

    private static final class Counting {
        private final Campaign campaign;
        private final List<CountedClause> clauses;
        /** How many are also in the audience of each campaign that goes first. */
        private final List<Long> shared = new ArrayList<>();

        private long asked;
        private long size;

        Counting(Release release, Campaign campaign) {
            this.campaign = campaign;
            this.clauses = campaign.audience().stream()
                    .map(clause -> new CountedClause(release, clause))
                    .toList();
        }

        /** Whether a schedule's audience has the customer: such campaigns meet at one instant, others hardly ever do. */
        boolean count(Facts facts, BitSet answers, BitSet inHigher) {
            if (campaign.trigger() instanceof Trigger.OnEvent trigger && facts.events(trigger.event()) == 0) {
                return false;
            }
            asked++;
            List<CountedClause> failed = new ArrayList<>();
            for (CountedClause clause : clauses) {
                if (!clause.holds(answers)) {
                    failed.add(clause);
                } else if (failed.isEmpty()) {
                    clause.left++;
                }
            }
            if (failed.size() == 1) {
                failed.get(0).removes++;
            }
            if (failed.isEmpty()) {
                size++;
                clauses.forEach(clause -> clause.countOnly(answers));
                if (campaign.trigger() instanceof Trigger.Schedule) {
                    inHigher.stream().forEach(this::share);
                }
            }
            return failed.isEmpty() && campaign.trigger() instanceof Trigger.Schedule;
        }

        private void share(int higher) {
            share(higher, 1);
        }

        private void share(int higher, long customers) {
            while (shared.size() <= higher) {
                shared.add(0L);
            }
            shared.set(higher, shared.get(higher) + customers);
        }

        void add(Counting other) {
            asked += other.asked;
            size += other.size;
            for (int index = 0; index < clauses.size(); index++) {
                clauses.get(index).add(other.clauses.get(index));
            }
            for (int higher = 0; higher < other.shared.size(); higher++) {
                share(higher, other.shared.get(higher));
            }
        }

        AudienceCount result(List<Counting> all) {
            Overlap most = null;
            for (int higher = 0; higher < shared.size(); higher++) {
                if (shared.get(higher) > (most == null ? 0 : most.customers())) {
                    most = new Overlap(all.get(higher).campaign.name(), shared.get(higher));
                }
            }
            List<ClauseCount> counts =
                    clauses.stream().map(CountedClause::result).toList();
            return new AudienceCount(campaign.name(), asked, size, counts, most);
        }
    }

    private static final class CountedClause {
        private final List<Line> lines;
        private final List<Integer> questions;
        private final long[] holds;
        private final long[] adds;
        private long left;
        private long removes;

        CountedClause(Release release, Clause clause) {
            this.lines = clause.lines();
            this.questions = lines.stream().map(release::line).toList();
            this.holds = new long[lines.size()];
            this.adds = new long[lines.size()];
        }

        boolean holds(BitSet answers) {
            boolean any = false;
            for (int line = 0; line < holds.length; line++) {
                if (answers.get(questions.get(line))) {
                    holds[line]++;
                    any = true;
                }
            }
            return any;
        }

        /** Notes the line that alone brings a customer in. */
        void countOnly(BitSet answers) {
            int[] holding = IntStream.range(0, holds.length)
                    .filter(line -> answers.get(questions.get(line)))
                    .toArray();
            if (holding.length == 1) {
                adds[holding[0]]++;
            }
        }

        void add(CountedClause other) {
            for (int line = 0; line < holds.length; line++) {
                holds[line] += other.holds[line];
                adds[line] += other.adds[line];
            }
            left += other.left;
            removes += other.removes;
        }

        ClauseCount result() {
            return new ClauseCount(
                    left,
                    removes,
                    IntStream.range(0, holds.length)
                            .mapToObj(line -> LineCount.of(lines.get(line), holds[line], adds[line]))
                            .toList());
        }
    }
}
