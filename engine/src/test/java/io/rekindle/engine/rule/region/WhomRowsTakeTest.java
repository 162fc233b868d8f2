package io.rekindle.engine.rule.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.fact.Facts;
import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.drools.RuleSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of grids holds of the customers whom the compiled rules take. */
class WhomRowsTakeTest {

    private static final String[] STATES = {"prospect", "new", "active", "loyal", "churn_risk", "dormant", "lost"};
    private static final int NOBODY = -1;

    private static FirstMatch firstMatch(RuleBook book) {
        return new FirstMatch(
                book.lifecycle().stream().map(LifecycleRow::condition).toList());
    }

    private static RuleBook grid(String csv) {
        return TestBook.empty().with("lifecycle.csv", csv).book();
    }

    private static int rowOf(RuleSession session, Shopper shopper) {
        Facts facts = shopper.facts();
        session.lifecycle(facts);
        return facts.answers().nextSetBit(0);
    }

    @Test
    void every_row_of_the_shipped_grid_takes_somebody_and_nobody_is_left_over() {
        RuleBook book = TestBook.shipped().book();
        FirstMatch rows = firstMatch(book);

        assertThat(rows.left().isEmpty()).isTrue();
        try (RuleSession session = Release.compile(book).open()) {
            for (int row = 0; row < book.lifecycle().size(); row++) {
                Customer customer = rows.taken(row).orElseThrow();
                assertThat(rowOf(session, Lived.by(customer)))
                        .as(customer.inWords())
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void customers_that_cannot_be_are_no_gap() {
        assertThat(firstMatch(grid("state,orders,days_since_order\nnew,>=1,\nprospect,,\n"))
                        .left()
                        .isEmpty())
                .isTrue();
        assertThat(firstMatch(grid("state,orders,days_since_order\nprospect,0,\nnew,,>=0\n"))
                        .left()
                        .isEmpty())
                .isTrue();
        assertThat(firstMatch(grid("state,orders,orders_30d\nprospect,0,\nnew,<=3,<=3\nloyal,>3,\n"))
                        .left()
                        .isEmpty())
                .isTrue();
        assertThat(firstMatch(grid("state,spend,spend_30d\nnew,<100,<100\nloyal,>=100,\n"))
                        .left()
                        .isEmpty())
                .isTrue();
        assertThat(firstMatch(grid("state,visit_drop_30d,visits\nlost,>=0%,\nnew,,0\nactive,,>0\n"))
                        .left()
                        .isEmpty())
                .isTrue();
        assertThat(firstMatch(
                                grid(
                                        "state,days_since_order,days_since_first_order\nnew,,<10\nlost,>=10,\nactive,<10,>=10\nprospect,,\n"))
                        .taken(3)
                        .orElseThrow()
                        .inWords())
                .isEqualTo("a customer with no order ever");
    }

    @Test
    void the_day_on_which_a_window_ends_belongs_to_both_sides() {
        FirstMatch rows = firstMatch(
                grid("state,days_since_order,orders_30d\nnew,30,0\nactive,30,>=1\nlost,<30,0\ndormant,>30,>=1\n"));

        assertThat(rows.taken(0)).isPresent();
        assertThat(rows.taken(1)).isPresent();
        assertThat(rows.taken(2)).isEmpty();
        assertThat(rows.taken(3)).isEmpty();
    }

    /** Random grids, and what is said of each row, asked of the rules that Drools made of it. */
    @Test
    void examples_of_random_grids_are_taken_by_the_rows_they_are_examples_of() {
        Random random = new Random(20261121);
        int examples = 0;
        int left = 0;
        int never = 0;
        for (int round = 0; round < 40; round++) {
            RuleBook book = grid(randomGrid(random));
            FirstMatch rows = firstMatch(book);
            try (RuleSession session = Release.compile(book).open()) {
                for (int row = 0; row < book.lifecycle().size(); row++) {
                    for (Customer customer : examples(rows.taken(row), rows.regionOf(row))) {
                        assertThat(rowOf(session, Lived.by(customer)))
                                .as("%s in %s", customer.inWords(), book.files().get("lifecycle.csv"))
                                .isEqualTo(row);
                        examples++;
                    }
                    never += rows.taken(row).isEmpty() ? 1 : 0;
                }
                for (Customer customer : examples(rows.left(), rows.regionLeft())) {
                    assertThat(rowOf(session, Lived.by(customer)))
                            .as("%s in %s", customer.inWords(), book.files().get("lifecycle.csv"))
                            .isEqualTo(NOBODY);
                    left++;
                }
                noRandomCustomerIsWhereNobodyCanBe(random, book, rows, session);
            }
        }
        assertThat(examples).isGreaterThan(200);
        assertThat(left).isGreaterThan(40);
        assertThat(never).isGreaterThan(10);
    }

    private static List<Customer> examples(Optional<Customer> found, Region region) {
        assertThat(found.isEmpty()).isEqualTo(region.isNobody());
        List<Customer> customers = new ArrayList<>(found.stream().toList());
        region.boxes().stream()
                .limit(6)
                .forEach(box -> new Plausible().customer(box).ifPresent(customers::add));
        return customers;
    }

    private static void noRandomCustomerIsWhereNobodyCanBe(
            Random random, RuleBook book, FirstMatch rows, RuleSession session) {
        for (int one = 0; one < 40; one++) {
            Shopper shopper = randomShopper(random);
            int row = rowOf(session, shopper);
            assertThat(row == NOBODY ? rows.left() : rows.taken(row))
                    .as("row %s in %s", row, book.files().get("lifecycle.csv"))
                    .isPresent();
        }
    }

    private static Shopper randomShopper(Random random) {
        Shopper shopper = Shopper.somebody().registered(random.nextInt(60));
        for (int order = random.nextInt(5); order > 0; order--) {
            shopper.ordered(random.nextInt(50), String.valueOf(random.nextInt(4) * 50));
        }
        for (int visits = random.nextInt(4); visits > 0; visits--) {
            shopper.visitedTimes(1 + random.nextInt(4), random.nextInt(60));
        }
        return shopper;
    }

    private static String randomGrid(Random random) {
        String[] columns = {
            "orders",
            "days_since_order",
            "days_since_first_order",
            "orders_30d",
            "spend_30d",
            "spend",
            "visits",
            "days_since_visit",
            "visits_7d",
            "visit_drop_7d",
            "visit_drop_14d",
            "open_cases",
            "days_since_registered"
        };
        List<String> chosen = new ArrayList<>();
        for (String column : columns) {
            if (random.nextInt(3) == 0) {
                chosen.add(column);
            }
        }
        StringBuilder csv = new StringBuilder("state," + String.join(",", chosen) + ",note\n");
        int rows = 2 + random.nextInt(6);
        for (int row = 0; row < rows; row++) {
            csv.append(STATES[random.nextInt(STATES.length)]);
            for (String column : chosen) {
                csv.append(',').append(random.nextInt(2) == 0 ? "" : cell(column, random));
            }
            csv.append(",x\n");
        }
        return csv.toString();
    }

    private static String cell(String column, Random random) {
        String unit = column.startsWith("visit_drop") ? "%" : "";
        int most = column.startsWith("days") ? 40 : column.startsWith("spend") ? 200 : unit.isEmpty() ? 4 : 100;
        int number = random.nextInt(most);
        String[] signs = {"", ">=", "<=", "<", ">", "!="};
        return random.nextInt(4) == 0
                ? number + unit + ".." + (number + random.nextInt(most - number)) + unit
                : signs[random.nextInt(signs.length)] + number + unit;
    }
}
