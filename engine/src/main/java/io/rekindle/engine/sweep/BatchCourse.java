package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Decision;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.offer.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A batch's course: all of its customers go forward together, so that each reservation is one call for the whole batch. */
final class BatchCourse {

    private final Evaluator evaluator;
    private final DueCustomers.Batch batch;
    private final long until;
    private final List<Course> courses = new ArrayList<>();
    private long evaluations;
    private long nanos;

    /**
     * @param failing rows of customers who failed before in this sweep: they are given up for an hour
     */
    BatchCourse(Evaluator evaluator, DueCustomers.Batch batch, long from, long until, Set<Long> failing) {
        this.evaluator = evaluator;
        this.batch = batch;
        this.until = until;
        for (DueCustomer one : batch.customers()) {
            Course course = new Course(one, from);
            if (failing.contains(one.row())) {
                course.fail(until);
            }
            courses.add(course);
        }
    }

    List<Swept> run() {
        List<Course> going = unfinished(courses);
        while (!going.isEmpty()) {
            List<Decision> wanted = new ArrayList<>();
            List<Round> rounds = new ArrayList<>();
            long began = System.nanoTime();
            for (Course course : going) {
                long since = course.since();
                List<Decision> mine = evaluate(course);
                rounds.add(new Round(course, since, wanted.size(), mine.size()));
                wanted.addAll(mine);
            }
            evaluations += going.size();
            nanos += System.nanoTime() - began;
            List<Grant> grants = wanted.isEmpty() ? List.of() : batch.reserve(wanted);
            rounds.forEach(round -> round.settle(grants));
            going = unfinished(going);
        }
        return courses.stream().map(Course::swept).toList();
    }

    /** How often somebody was evaluated. */
    long evaluations() {
        return evaluations;
    }

    /** What evaluating took, apart from the database. */
    long nanos() {
        return nanos;
    }

    private static List<Course> unfinished(List<Course> courses) {
        return courses.stream().filter(course -> !course.finished()).toList();
    }

    private List<Decision> evaluate(Course course) {
        try {
            return course.evaluate(evaluator, until);
        } catch (RuntimeException failure) {
            throw new CustomerFailedException(course.customer().row(), failure);
        }
    }

    private record Round(Course course, long since, int first, int count) {
        void settle(List<Grant> grants) {
            course.settle(grants.subList(first, first + count), since);
        }
    }
}
