package io.rekindle.engine.sweep;

import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random rule books of a season: made from the catalogue's sentences, each of which stands somewhere before one stands twice.
 * Half of the campaigns are there for their exits alone: their customers wait for weeks. A quarter is there for the audience.
 */
final class RandomBook {

    private static final List<String> STATES =
            List.of("prospect", "new", "active", "loyal", "churn_risk", "dormant", "lost");
    private static final List<String> SEND = List.of(
            "send push we-miss-you",
            "send sms we-miss-you",
            "send email we-miss-you",
            "send push we-miss-you with coupon K1",
            "send email we-miss-you with coupon K2");

    private final Catalogue catalogue;
    private final Deque<Sentence> deck = new ArrayDeque<>();
    private final Set<String> asked = new TreeSet<>();
    private Random random = new Random();
    private RandomValues values;
    private BookText book = new BookText();
    private List<String> campaigns = List.of();
    private List<String> messages = List.of();

    RandomBook(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.values = new RandomValues(Season.ALL.get(0), random);
    }

    /** The ids of the sentences that stand in the books so far. */
    Set<String> asked() {
        return asked;
    }

    BookText next(Season season, Random with) {
        random = with;
        values = new RandomValues(season, random);
        book = new BookText();
        campaigns = IntStream.range(0, 8 + random.nextInt(5))
                .mapToObj(one -> "c" + one)
                .toList();
        messages = campaigns.stream().map(one -> one + "/s1").toList();
        lifecycle();
        coupons();
        rfm();
        segments();
        policy();
        campaigns.forEach(this::campaign);
        return book;
    }

    private void lifecycle() {
        List<String> columns = new ArrayList<>(List.of(
                "orders",
                "spend",
                "visits",
                "open_cases",
                "days_since_order",
                "days_since_first_order",
                "days_since_registered",
                "days_since_visit",
                "visits_" + days() + "d",
                "visit_drop_" + days() + "d",
                "spend_" + days() + "d",
                "orders_" + days() + "d"));
        Collections.shuffle(columns, random);
        columns = columns.subList(0, 2 + random.nextInt(3));
        book.line("lifecycle.csv", "state," + String.join(",", columns));
        List<String> states = new ArrayList<>(STATES);
        Collections.shuffle(states, random);
        int rows = 2 + random.nextInt(5);
        for (int row = 0; row < rows; row++) {
            String cells = columns.stream()
                    .map(column -> random.nextInt(3) == 0 ? "" : cell(column))
                    .collect(Collectors.joining(","));
            book.line("lifecycle.csv", states.get(row) + "," + cells);
        }
        if (random.nextBoolean()) {
            book.line("lifecycle.csv", states.get(rows) + ",".repeat(columns.size()));
        }
    }

    private String cell(String column) {
        int most = column.startsWith("spend") ? 200 : column.startsWith("visit_drop") ? 100 : 6;
        String unit = column.startsWith("visit_drop") ? "%" : "";
        int limit = random.nextInt(most + 1);
        return switch (random.nextInt(4)) {
            case 0 -> "<" + (limit + 1) + unit;
            case 1 -> limit / 2 + ".." + limit + unit;
            default -> ">=" + limit + unit;
        };
    }

    private void coupons() {
        book.line("coupons.csv", "code,kind,value,min_spend,valid,limit_per_customer,stock");
        for (String code : List.of("K1", "K2")) {
            String valid = any(List.of("1 days", "36 hours", "2 days", "90 minutes", "4 days"));
            book.line("coupons.csv", code + ",amount,15 CNY,0 CNY," + valid + "," + (1 + random.nextInt(3)) + ",1000");
        }
    }

    private void rfm() {
        book.line("rfm.csv", "score,recency_days,orders,spend");
        int step = 1 + random.nextInt(2);
        for (int row = 0; row < 4; row++) {
            book.line("rfm.csv", (5 - row) + "," + (1 + row) * step + "," + (5 - row) + "," + (4 - row) * 40);
        }
    }

    private void segments() {
        for (String name : List.of("g1", "g2")) {
            book.line("segments.yaml", name + ":");
            book.line("segments.yaml", random.nextBoolean() ? "  any of:" : "  all of:");
            for (int line = 0; line < 1 + random.nextInt(2); line++) {
                book.line("segments.yaml", "    - " + line(Set.of(ValueType.SEGMENT, ValueType.STEP), false, 0));
            }
        }
    }

    private void policy() {
        String file = "policy.yaml";
        book.line(file, "timezone: customer, else UTC");
        if (random.nextBoolean()) {
            book.line(file, "quiet hours: " + any(List.of("22:00-08:00", "00:00-02:30", "01:30-03:00", "12:00-13:15")));
            book.line(file, "when quiet: " + any(List.of("hold until morning", "skip")));
        }
        if (random.nextInt(3) > 0) {
            book.line(file, "frequency cap:");
            book.line(file, "  all channels: " + (1 + random.nextInt(4)) + " per " + (1 + random.nextInt(3)) + " days");
            book.line(file, "  push: " + any(List.of("1 per day", "2 per 36 hours", "1 per hour")));
        }
        if (random.nextInt(3) == 0) {
            book.line(file, "consent: {sms: news, email: news}");
        }
        if (random.nextBoolean()) {
            book.line(file, "never contact:");
            for (int line = 0; line < 1 + random.nextInt(2); line++) {
                book.line(file, "  - " + line(Set.of(ValueType.STEP), false, 0));
            }
        }
        if (random.nextBoolean()) {
            book.line(file, "priority: [c1, c0, c2]");
        }
    }

    private void campaign(String name) {
        String file = "campaigns/" + name + ".yaml";
        int kind = random.nextInt(4);
        if (kind == 0) {
            forItsAudience(name, file);
            return;
        }
        boolean forItsExit = kind < 3;
        book.line(file, "campaign: " + name);
        book.line(file, "trigger: " + trigger(forItsExit));
        if (!forItsExit || random.nextInt(4) == 0) {
            book.line(file, "audience:");
            clauses(file);
        }
        int steps = forItsExit ? 1 : 1 + random.nextInt(4);
        int exits = forItsExit ? 1 + random.nextInt(3) : random.nextInt(3);
        if (exits > 0) {
            book.line(file, "exit when:");
            for (int exit = 0; exit < exits; exit++) {
                book.line(file, "  - " + line(Set.of(), true, steps));
            }
        }
        if (forItsExit || random.nextInt(4) > 0) {
            book.line(file, "re-entry: after " + values.delay());
        }
        if (random.nextInt(5) == 0) {
            book.line(file, "holdout: 20%");
        }
        boolean variants = random.nextInt(4) == 0;
        if (variants) {
            book.line(file, "variants: A 50%, B 50%");
        }
        book.line(file, "steps:");
        if (forItsExit) {
            String coupon = any(List.of("", " with coupon K1", " with coupon K2"));
            book.line(file, "  - s1: at once, send push we-miss-you" + coupon);
            book.line(file, "  - s2: " + any(List.of("9 days", "20 days")) + " later, send push we-miss-you");
        } else {
            steps(file, steps, variants);
        }
    }

    /** Takes customers in on the first day on which its one line holds. */
    private void forItsAudience(String name, String file) {
        book.line(file, "campaign: " + name);
        book.line(file, "trigger: every day at " + values.time());
        book.line(file, "audience:");
        book.line(file, "  - " + line(Set.of(ValueType.STEP), false, 0));
        book.line(file, "re-entry: after " + values.delay());
        book.line(file, "steps:");
        book.line(file, "  - s1: 1 minutes later, send push we-miss-you with coupon K1");
    }

    private String trigger(boolean open) {
        int kind = random.nextInt(open ? 8 : 6);
        return switch (kind) {
            case 0, 1 -> "every day at " + values.time();
            case 2 -> "every " + values.weekday() + " at " + values.time();
            case 3 -> "every month on day " + values.dayOfMonth() + " at " + values.time();
            case 4 -> values.delay() + " after event " + values.event();
            default -> "event " + values.event();
        };
    }

    private void clauses(String file) {
        for (int clause = 0; clause < 1 + random.nextInt(2); clause++) {
            if (random.nextInt(5) == 0) {
                book.line(file, "  - any of:");
                book.line(file, "      - " + line(Set.of(ValueType.STEP), false, 0));
                book.line(file, "      - " + line(Set.of(ValueType.STEP), false, 0));
            } else {
                book.line(file, "  - " + line(Set.of(ValueType.STEP), false, 0));
            }
        }
    }

    private void steps(String file, int count, boolean variants) {
        boolean coupon = false;
        for (int step = 1; step <= count; step++) {
            String when = when(step, coupon);
            String condition = random.nextInt(2) == 0
                    ? "if " + line(step == 1 ? Set.of(ValueType.STEP) : Set.of(), true, step - 1) + ", "
                    : "";
            String send = any(SEND);
            coupon |= send.contains("coupon");
            String variant = variants && step > 1 ? any(List.of("", " A", " B")) : "";
            book.line(file, "  - s" + step + variant + ": " + when + ", " + condition + send);
        }
    }

    private String when(int step, boolean coupon) {
        if (coupon && random.nextInt(3) == 0) {
            return values.delay() + " before the coupon expires";
        }
        return switch (random.nextInt(3)) {
            case 0 -> "at once";
            case 1 -> values.delay() + " later";
            default -> step == 1 ? "at once" : values.delay() + " after s" + (1 + random.nextInt(step - 1));
        };
    }

    /** The next sentence that may stand there, filled; of those who have entered, where entered. */
    private String line(Set<ValueType> without, boolean entered, int steps) {
        List<Sentence> passed = new ArrayList<>();
        while (true) {
            if (deck.isEmpty()) {
                List<Sentence> all = new ArrayList<>(catalogue.at(Sentence.CONDITION).stream()
                        .filter(one -> one.language() == Language.EN)
                        .toList());
                Collections.shuffle(all, random);
                deck.addAll(all);
            }
            Sentence next = deck.poll();
            boolean fits = (entered || !next.needsEntry())
                    && next.types().values().stream().noneMatch(without::contains)
                    && (steps > 0 || !next.types().containsValue(ValueType.STEP));
            if (fits) {
                passed.forEach(deck::addFirst);
                asked.add(next.id());
                return values.fill(next, campaigns, messages, steps);
            }
            passed.add(next);
        }
    }

    private int days() {
        return 1 + random.nextInt(6);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
