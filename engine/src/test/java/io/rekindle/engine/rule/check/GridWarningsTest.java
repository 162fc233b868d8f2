package io.rekindle.engine.rule.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that can never match and customers left over, each with somebody who shows it. */
class GridWarningsTest {

    /** Of this thread: other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<String> problems(String grid) {
        return TestBook.empty().with("lifecycle.csv", grid).problems();
    }

    @Test
    void a_row_whose_customers_an_earlier_row_takes() {
        assertThat(problems("""
                state,orders,days_since_order
                prospect,0,
                dormant,,>=30
                lost,,>=120
                active,,
                """))
                .containsExactly("lifecycle.csv A4 This row can never match: row 3 takes everybody it asks for, e.g. a"
                        + " customer with 1 order, the last order 120 days ago.");
    }

    @Test
    void a_row_whose_customers_two_earlier_rows_share() {
        assertThat(problems("""
                state,orders,days_since_order,spend
                prospect,0,,
                loyal,>=5,<60,
                lost,,>=60,
                active,<5,,
                new,>=3,12..90,
                """))
                .containsExactly(
                        "lifecycle.csv A6 This row can never match: rows 3, 4 and 5 take everybody it asks for,"
                                + " e.g. a customer with 3 orders, the last order 12 days ago.");
    }

    @Test
    void a_row_that_says_the_same_as_an_earlier_one() {
        assertThat(problems("state,orders,days_since_order\nprospect,0,\nnew,,<30\nactive,,≤29\nlost,,\n"))
                .containsExactly("lifecycle.csv A4 This row asks the same as row 3, which comes first.");
    }

    @Test
    void a_row_that_no_customer_can_meet() {
        assertThat(problems("state,orders,days_since_order\nlost,0,>=30\nactive,,\n"))
                .containsExactly("lifecycle.csv A2 This row can never match: no customer has all of this at once:"
                        + " orders 0, days_since_order >=30.");
        assertThat(problems("state,days_since_order,days_since_first_order\nnew,>=40,<=30\nactive,,\n"))
                .singleElement()
                .asString()
                .contains("A2 This row can never match");
        assertThat(problems("state,visits,visit_drop_30d\nnew,1,50%\nactive,,\n"))
                .singleElement()
                .asString()
                .contains("A2 This row can never match");
    }

    @Test
    void customers_whom_no_row_takes() {
        assertThat(problems("""
                state,orders,days_since_order,visit_drop_30d,spend_180d
                prospect,0,,,
                lost,>=1,>=120,,
                dormant,>=1,31..119,,
                churn_risk,>=1,<30,>=50%,
                loyal,>=5,<30,,>=2000
                new,1,<30,,
                active,>=1,<30,,
                """))
                .containsExactly("lifecycle.csv No row takes a customer with 1 order, 50 spent in the last 180 days,"
                        + " the last order 30 days ago, no visit in the 30 days before the last 30 days:"
                        + " such customers have no lifecycle state.");
    }

    @Test
    void overlap_is_what_the_order_of_rows_is_for() {
        assertThat(problems("state,orders,days_since_order\nprospect,0,\nloyal,>=5,\nactive,,<30\nlost,,\n"))
                .isEmpty();
    }

    @Test
    void a_grid_too_fine_to_be_judged_says_so_and_in_time() {
        Random random = new Random(4);
        StringBuilder grid =
                new StringBuilder("state,orders,days_since_order,days_since_first_order,orders_30d,spend_30d,"
                        + "spend,visits,days_since_visit,visits_7d,visit_drop_30d,open_cases,days_since_registered\n");
        for (int row = 0; row < 200; row++) {
            grid.append("new");
            for (int column = 0; column < 12; column++) {
                String unit = column == 9 ? "%" : "";
                String cell = (random.nextBoolean() ? ">=" : "<") + (1 + random.nextInt(90)) + unit;
                grid.append(',').append(random.nextInt(3) == 0 ? cell : "");
            }
            grid.append('\n');
        }
        long start = cpuNanos();

        List<String> problems = problems(grid.toString());

        assertThat(problems).anyMatch(problem -> problem.contains("too many pieces"));
        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
