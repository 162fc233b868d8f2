package io.rekindle.engine.trial;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Departure;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.decision.Intent;
import io.rekindle.engine.decision.Outcome;
import io.rekindle.engine.decision.SendCheck;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.Fold;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.fact.Holding;
import io.rekindle.engine.policy.Verdict;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.sweep.Decided;
import io.rekindle.engine.sweep.Sweep;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Takes the customer of one test from instant to instant, as a replay takes a shop from day to day: what happens is folded,
 * the sweep evaluates, and messages are checked again when they are to leave.
 */
final class Trial {

    /** Enough to find a customer of any variant, inside or outside of a holdout of one percent. */
    private static final int MOST_CANDIDATES = 100_000;

    /** A test that takes longer than any campaign: its rules do not settle. */
    private static final int MOST_LOOKS = 20_000;

    private record Planned(Decision decision, long at) {}

    private final RuleTest test;
    private final Evaluator evaluator;
    private final Deque<Happening> coming;
    private final Queue<Planned> planned = new PriorityQueue<>(Comparator.comparingLong(Planned::at));
    private final List<Run.Message> left = new ArrayList<>();
    private final List<Run.Message> dropped = new ArrayList<>();
    private final List<Run.Look> looks = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final OneCustomer customer;
    private final Sweep sweep;
    private int happened;

    private Trial(RuleTest test, Evaluator evaluator) {
        this.test = test;
        this.evaluator = evaluator;
        this.coming = new ArrayDeque<>(test.happenings());
        this.customer = new OneCustomer(cast(test), new History(), test.at());
        this.sweep = new Sweep(customer);
    }

    /** Runs a test, and says what in it did not come as expected. */
    static Result run(RuleTest test, Evaluator evaluator) {
        Trial trial = new Trial(test, evaluator);
        trial.begin();
        if (trial.mistakes.isEmpty()) {
            trial.live();
        }
        Run run = trial.result();
        if (trial.mistakes.isEmpty()) {
            test.expectations().forEach(expected -> expected.unmet(run).ifPresent(trial.mistakes::add));
        }
        return new Result(test, trial.mistakes, trial.mistakes.isEmpty() ? List.of() : Story.of(run), run);
    }

    /** A customer whom the hashes put where the test wants one. */
    private static Profile cast(RuleTest test) {
        for (int number = 1; number <= MOST_CANDIDATES; number++) {
            Profile profile = new Profile(new CustomerId("customer-" + number), test.zone(), "en", test.reachable());
            if (fits(test, profile)) {
                return profile;
            }
        }
        throw new IllegalStateException("no customer found for the test " + test.name());
    }

    private static boolean fits(RuleTest test, Profile profile) {
        boolean others = test.expectations().stream()
                .map(Expectation::about)
                .flatMap(Optional::stream)
                .filter(campaign -> !campaign.equals(test.campaign()))
                .noneMatch(campaign -> Admission.inHoldout(campaign, profile.id()));
        Campaign campaign = test.campaign();
        if (campaign == null || !others) {
            return others;
        }
        Entry entry = Admission.enter(campaign, new Facts(profile, new History(), test.at()), test.at());
        return entry.holdout() == test.holdout()
                && (test.variant() == null || test.variant().equals(entry.variant()));
    }

    /** Folds what is given, and holds it against the state demanded. */
    private void begin() {
        while (!coming.isEmpty() && coming.peek().at() <= test.at()) {
            event(coming.poll()).ifPresent(event -> Fold.apply(customer.history(), event));
        }
        String state = evaluator
                .facts(customer.profile(), customer.history(), test.at())
                .getLifecycle();
        if (test.state() != null && !test.state().key().equals(state)) {
            mistakes.add("what is given makes the lifecycle state " + (state.isEmpty() ? "none" : state) + ", not "
                    + test.state().key());
        }
    }

    private void live() {
        while (looks.size() < MOST_LOOKS) {
            long event = coming.isEmpty() ? History.NEVER : coming.peek().at();
            long leaving = planned.isEmpty() ? History.NEVER : planned.peek().at();
            long next = Math.min(event, Math.min(leaving, customer.dueAt()));
            if (next > test.end()) {
                return;
            }
            if (event == next) {
                event(coming.poll()).ifPresent(customer::happens);
            } else if (customer.dueAt() == next) {
                look(next);
            } else {
                leave(planned.remove());
            }
        }
        mistakes.add("the rules of this book do not settle for this customer");
    }

    private Optional<Event> event(Happening happening) {
        Optional<Event> event =
                happening.event("given-" + ++happened, customer.profile().id(), customer.history());
        if (event.isEmpty()) {
            mistakes.add("\"" + happening.where().original() + "\" cannot happen on "
                    + Run.time(happening.at(), test.zone()) + ": there is no such message or coupon then");
        }
        return event;
    }

    private void look(long at) {
        looks.add(new Run.Look(at, customer.history().copy()));
        int known = customer.decided().size();
        sweep.run(evaluator, test.at(), at, customers -> {});
        for (Decided one : customer.decided().subList(known, customer.decided().size())) {
            Intent intent = one.settled().intent();
            if (one.settled().outcome() == Outcome.SEND && intent != null) {
                planned.add(new Planned(one.settled(), intent.sendAt()));
            }
        }
    }

    /** The check before sending: the message leaves, waits, or is dropped. */
    private void leave(Planned message) {
        Decision decision = message.decision();
        String touchpoint = decision.intent() == null ? "" : decision.intent().touchpoint();
        Departure departure = new Departure(touchpoint, decision.campaign(), decision.entry(), decision.step());
        Verdict verdict = SendCheck.judge(evaluator, customer.profile(), customer.history(), departure, message.at());
        if (verdict.refusal().isPresent()) {
            dropped.add(message(message, verdict.refusal().get().detail()));
            customer.happens(failed(decision, touchpoint, message.at()));
        } else if (verdict.sendAt() > message.at()) {
            planned.add(new Planned(decision, verdict.sendAt()));
        } else {
            left.add(message(message, ""));
        }
    }

    private static Run.Message message(Planned planned, String why) {
        Decision decision = planned.decision();
        String channel =
                decision.intent() == null ? "" : decision.intent().channel().value();
        return new Run.Message(decision.campaign(), decision.entry(), decision.step(), channel, planned.at(), why);
    }

    /** What the ledger tells the facts of a message that never leaves. */
    private Event failed(Decision decision, String touchpoint, long at) {
        var properties = new TreeMap<String, Object>();
        properties.put("touchpoint", touchpoint);
        customer.history().holdings().stream()
                .filter(one ->
                        one.entry().equals(decision.entry()) && one.step().equals(decision.step()))
                .map(Holding::code)
                .findFirst()
                .ifPresent(code -> properties.put("code", code));
        return new Event(
                "failed/" + touchpoint,
                customer.profile().id(),
                "Message Failed",
                Instant.ofEpochMilli(at),
                properties);
    }

    private Run result() {
        return new Run(
                test,
                evaluator,
                customer.profile(),
                customer.history(),
                List.copyOf(customer.events()),
                List.copyOf(customer.decided()),
                List.copyOf(left),
                List.copyOf(dropped),
                List.copyOf(looks),
                customer.lifecycle(),
                customer.dueAt());
    }
}
