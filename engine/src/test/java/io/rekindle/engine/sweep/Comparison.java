package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.rule.drools.Release;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** Lives one story under one release in several ways that must come to the same. */
final class Comparison implements AutoCloseable {

    private static final long HOUR = 3_600_000;
    private static final long MOST_BETWEEN_SWEEPS = 20 * HOUR;
    private static final int MORE_LOOKS = 24;

    private final Evaluator evaluator;
    private long evaluations;

    Comparison(Release release) {
        this.evaluator = new Evaluator(release);
    }

    /** How often customers have been evaluated. */
    long evaluations() {
        return evaluations;
    }

    /** The story with the answers to its messages. */
    Life answered(Story story) {
        return Life.answering(evaluator, story);
    }

    /** What another way of looking made different, or empty. The story has all its answers. */
    Optional<String> difference(Story story) {
        try {
            Life due = Life.due(evaluator, story);
            evaluations += due.looked().size();
            Life hourly = Life.looking(evaluator, story, looks(story, due));
            evaluations += hourly.looked().size();
            Optional<String> found = difference("every hour", due, hourly);
            if (found.isPresent() || story.late()) {
                return found;
            }
            return difference("swept now and then", due, Life.swept(evaluator, story, sweeps(story)));
        } catch (RuntimeException failed) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            return Optional.of(trace.toString());
        }
    }

    /** Every hour, a millisecond before and after each instant at which the customer was due, and some more. */
    private static List<Long> looks(Story story, Life due) {
        TreeSet<Long> looks = new TreeSet<>();
        for (long hour = story.begin() + HOUR; hour < story.end(); hour += HOUR) {
            looks.add(hour);
        }
        for (long at : due.looked()) {
            looks.add(at - 1);
            looks.add(at + 1);
        }
        Random random = new Random(story.profile().id().value().hashCode());
        for (int more = 0; more < MORE_LOOKS; more++) {
            looks.add(story.begin() + (long) (random.nextDouble() * (story.end() - story.begin())));
        }
        return new ArrayList<>(looks.tailSet(story.begin() + 1));
    }

    private static List<Long> sweeps(Story story) {
        Random random = new Random(story.profile().id().value().hashCode());
        List<Long> sweeps = new ArrayList<>();
        for (long at = story.begin(); at < story.end(); at += 1 + (long) (random.nextDouble() * MOST_BETWEEN_SWEEPS)) {
            sweeps.add(at);
        }
        sweeps.add(story.end());
        return sweeps;
    }

    private static Optional<String> difference(String way, Life due, Life other) {
        return difference(way, due.events(), other.events())
                .or(() -> difference(way, due.decisions(), other.decisions()));
    }

    private static Optional<String> difference(String way, List<String> due, List<String> other) {
        for (int index = 0; index < Math.max(due.size(), other.size()); index++) {
            String one = index < due.size() ? due.get(index) : "nothing";
            String two = index < other.size() ? other.get(index) : "nothing";
            if (!one.equals(two)) {
                return Optional.of("when due:   " + one + "\n" + way + ": " + two);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
