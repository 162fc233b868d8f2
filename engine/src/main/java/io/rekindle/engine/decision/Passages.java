package io.rekindle.engine.decision;

import io.rekindle.engine.campaign.Admission;
import io.rekindle.engine.campaign.Steps;
import io.rekindle.engine.event.Event;
import io.rekindle.engine.fact.Entry;
import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The running entries of one customer at one instant: which end now, and which steps the others wait for. */
final class Passages {

    /** An entry that goes on, with its campaign and the steps still to be decided. */
    record Running(Campaign campaign, Entry entry, List<Steps.Pending> pending) {}

    private final Release release;
    private final Facts facts;
    private final List<Event> exits = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private long horizon = History.NEVER;

    Passages(Release release, RuleSession session, Facts facts) {
        this.release = release;
        this.facts = facts;
        List<Entry> open = new ArrayList<>();
        for (Entry entry : facts.history().entries()) {
            if (entry.openAt(facts.asOf())) {
                open.add(entry);
            }
        }
        if (!open.isEmpty()) {
            BitSet answers = askExits(session, open);
            open.forEach(entry -> sort(entry, answers));
        }
    }

    List<Event> exits() {
        return exits;
    }

    List<Running> running() {
        return running;
    }

    /** When an exit condition could change by time alone. */
    long horizon() {
        return horizon;
    }

    /** When the next step is due. */
    long nextStep() {
        long next = History.NEVER;
        for (Running one : running) {
            for (Steps.Pending pending : one.pending()) {
                if (pending.dueAt() > facts.asOf()) {
                    next = Math.min(next, pending.dueAt());
                }
            }
        }
        return next;
    }

    private BitSet askExits(RuleSession session, List<Entry> open) {
        BitSet questions = new BitSet();
        for (Entry entry : open) {
            release.book().campaign(entry.campaign()).ifPresent(campaign -> {
                for (int index = 0; index < campaign.exits().size(); index++) {
                    questions.set(release.exit(campaign, index));
                }
            });
        }
        if (questions.isEmpty()) {
            return questions;
        }
        BitSet answers = session.ask(facts, questions);
        horizon = facts.horizon();
        return answers;
    }

    private void sort(Entry entry, BitSet answers) {
        Optional<Campaign> campaign = release.book().campaign(entry.campaign());
        if (campaign.isEmpty()) {
            exit(entry, "the campaign is no longer in the rule book");
            return;
        }
        Optional<String> left = exitLine(campaign.get(), answers);
        List<Steps.Pending> pending = Steps.pending(campaign.get(), entry, facts);
        if (left.isPresent()) {
            exit(entry, left.get());
        } else if (pending.isEmpty()) {
            exit(entry, "completed");
        } else {
            running.add(new Running(campaign.get(), entry, pending));
        }
    }

    private Optional<String> exitLine(Campaign campaign, BitSet answers) {
        for (int index = 0; index < campaign.exits().size(); index++) {
            if (answers.get(release.exit(campaign, index))) {
                return Optional.of(campaign.exits().get(index).text());
            }
        }
        return Optional.empty();
    }

    private void exit(Entry entry, String reason) {
        exits.add(Admission.exited(facts.profile().id(), entry, reason, facts.asOf()));
    }
}
