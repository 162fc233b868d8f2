package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.offer.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes customers that are due through evaluate(), at the instants at which they fell due, and writes what came of it.
 *
 * <p>Many sweeps may run at once, in one process or several: each customer is locked by the one that took it. A sweep
 * that dies leaves its batch as it was. Evaluating twice changes nothing the second time.
 */
public final class Sweep {

    /** Instants missed by more than this, because nothing ran, are not made up for one by one. */
    public static final Duration CATCH_UP = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int BATCH = 500;
    /** Of each collision one side goes on, so that even many sweeps at once come to an end long before this. */
    private static final int MOST_COLLISIONS = 100;

    private final DueCustomers due;

    public Sweep(DueCustomers due) {
        this.due = due;
    }

    /**
     * Sweeps up to an instant (epoch milliseconds), catching up on at most {@link #CATCH_UP}.
     *
     * @throws ReleaseReplacedException where the evaluator's release is not the live one; what was written before stays
     */
    public SweepReport run(Evaluator evaluator, long until) {
        return run(evaluator, until - CATCH_UP.toMillis(), until, customers -> {});
    }

    /**
     * Sweeps everything due from one instant to another, both epoch milliseconds and included.
     *
     * @param progress told how many customers have been evaluated so far
     */
    public SweepReport run(Evaluator evaluator, long from, long until, LongConsumer progress) {
        SweepReport report = SweepReport.NOTHING;
        Set<Long> failing = new HashSet<>();
        int collisions = 0;
        while (true) {
            try (DueCustomers.Batch batch = due.take(evaluator.release(), until, BATCH)) {
                if (batch.customers().isEmpty()) {
                    return report;
                }
                Effort effort = new Effort();
                List<Swept> swept = evaluate(evaluator, batch, from, until, failing, effort);
                batch.write(swept);
                report = report.plus(SweepReport.of(swept, effort.evaluations, effort.nanos));
                progress.accept(report.customers());
            } catch (CustomerFailedException failure) {
                // One customer's failure must not stop the others: the batch starts over without it.
                LOG.error("customer row {} could not be evaluated", failure.row(), failure);
                failing.add(failure.row());
            } catch (BatchCollidedException collision) {
                if (++collisions > MOST_COLLISIONS) {
                    throw collision;
                }
                LOG.info("a batch stood in another sweep's way and is taken again");
            }
        }
    }

    /** All customers of a batch go forward together, so that each reservation is one call for the whole batch. */
    private static List<Swept> evaluate(
            Evaluator evaluator, DueCustomers.Batch batch, long from, long until, Set<Long> failing, Effort effort) {
        List<Course> courses =
                batch.customers().stream().map(one -> new Course(one, from)).toList();
        courses.stream()
                .filter(course -> failing.contains(course.customer().row()))
                .forEach(course -> course.fail(until));
        List<Course> going = unfinished(courses);
        while (!going.isEmpty()) {
            List<Decision> wanted = new ArrayList<>();
            List<Round> rounds = new ArrayList<>();
            long began = System.nanoTime();
            for (Course course : going) {
                long since = course.since();
                List<Decision> mine = evaluate(evaluator, course, until);
                rounds.add(new Round(course, since, wanted.size(), mine.size()));
                wanted.addAll(mine);
            }
            effort.evaluations += going.size();
            effort.nanos += System.nanoTime() - began;
            List<Grant> grants = wanted.isEmpty() ? List.of() : batch.reserve(wanted);
            rounds.forEach(round -> round.settle(grants));
            going = unfinished(going);
        }
        return courses.stream().map(Course::swept).toList();
    }

    private static List<Course> unfinished(List<Course> courses) {
        return courses.stream().filter(course -> !course.finished()).toList();
    }

    private static List<Decision> evaluate(Evaluator evaluator, Course course, long until) {
        try {
            return course.evaluate(evaluator, until);
        } catch (RuntimeException failure) {
            throw new CustomerFailedException(course.customer().row(), failure);
        }
    }

    /** What evaluating took, apart from the database. */
    private static final class Effort {
        private long evaluations;
        private long nanos;
    }

    private record Round(Course course, long since, int first, int count) {
        void settle(List<Grant> grants) {
            course.settle(grants.subList(first, first + count), since);
        }
    }
}
