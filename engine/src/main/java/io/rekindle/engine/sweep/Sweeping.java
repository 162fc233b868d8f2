package io.rekindle.engine.sweep;

import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.sweep.DueCustomers.Place;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sweep, by whatever number of threads: how far it is, who failed in it, and what came of it so far. */
final class Sweeping {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);
    private static final int BATCH = 1000;
    /** Of each collision one side goes on, so that a thread comes through long before so many in a row. */
    private static final int MOST_COLLISIONS = 100;

    private final DueCustomers due;
    private final long from;
    private final long until;
    private final LongConsumer progress;
    private final Set<Long> failing = ConcurrentHashMap.newKeySet();
    private SweepReport report = SweepReport.NOTHING;
    private Place place = Place.START;

    Sweeping(DueCustomers due, long from, long until, LongConsumer progress) {
        this.due = due;
        this.from = from;
        this.until = until;
        this.progress = progress;
    }

    /**
     * Does batch after batch until nobody is due and everybody is reviewed; called by each thread with an evaluator of its own.
     *
     * @param more called whenever there is likely more than one thread's work
     */
    void run(Evaluator evaluator, Runnable more) {
        sweep(evaluator, more);
        int found = review(evaluator);
        while (found >= 0) {
            if (found > 0) {
                sweep(evaluator, more);
            }
            found = review(evaluator);
            if (found >= 0) {
                more.run();
            }
        }
    }

    /** Reviews some customers; returns how many of them fell due, or -1 if nobody was left to review. */
    private int review(Evaluator evaluator) {
        try (Review review = due.review(evaluator.release(), until)) {
            if (review == null) {
                return -1;
            }
            long began = System.nanoTime();
            List<Review.FallsDue> sooner = review.sooner(evaluator, from);
            long took = System.nanoTime() - began;
            review.write(sooner);
            done(SweepReport.reviewed(review.candidates().size(), took));
            return sooner.size();
        } catch (BatchCollidedException collision) {
            LOG.info("a review stood in another's way and is taken again");
            return 0;
        }
    }

    private void sweep(Evaluator evaluator, Runnable more) {
        int collisions = 0;
        boolean all = false;
        while (!all) {
            Place after = place();
            try (DueCustomers.Batch batch = due.take(evaluator.release(), after, until, BATCH)) {
                List<DueCustomer> customers = batch.customers();
                moveOn(customers);
                all = customers.isEmpty() && after.equals(Place.START);
                if (customers.size() == BATCH) {
                    more.run();
                }
                if (!customers.isEmpty()) {
                    BatchCourse course = new BatchCourse(evaluator, batch, from, until, failing);
                    List<Swept> swept = course.run();
                    batch.write(swept);
                    done(SweepReport.of(swept, course.evaluations(), course.nanos()));
                }
                collisions = 0;
            } catch (CustomerFailedException failure) {
                // One customer's failure must not stop the others: the batch starts over without it.
                LOG.error("customer row {} could not be evaluated", failure.row(), failure);
                failing.add(failure.row());
                moveOn(List.of());
            } catch (BatchCollidedException collision) {
                if (++collisions > MOST_COLLISIONS) {
                    throw collision;
                }
                LOG.info("a batch stood in another sweep's way and is taken again");
                moveOn(List.of());
            }
        }
    }

    private synchronized Place place() {
        return place;
    }

    /**
     * The next batch begins behind these customers. Where nobody is left behind them, or a batch was given up, it begins at the
     * start again: somebody may have been passed over, or have fallen due meanwhile.
     */
    private synchronized void moveOn(List<DueCustomer> taken) {
        if (taken.size() < BATCH) {
            place = Place.START;
        } else {
            DueCustomer last = taken.get(taken.size() - 1);
            place = new Place(last.dueAt(), last.row());
        }
    }

    private synchronized void done(SweepReport batch) {
        report = report.plus(batch);
        progress.accept(report.customers() + report.reviewed());
    }

    synchronized SweepReport report() {
        return report;
    }
}
