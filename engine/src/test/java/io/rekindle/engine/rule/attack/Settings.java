package io.rekindle.engine.rule.attack;

import io.rekindle.engine.event.Event;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Trigger;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.source.YamlFile;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes settings as they were understood, and compares that with what stands in the file. */
final class Settings {

    private Settings() {}

    static List<String> doubts(Campaign campaign, RuleBook book, Map<String, String> files) {
        Yaml.Fields fields = fields(campaign.file(), files);
        List<String> doubts = new ArrayList<>();
        compare(doubts, fields, "campaign", campaign.name());
        compare(doubts, fields, "trigger", trigger(campaign.trigger(), text(fields, "trigger"), book));
        Span reEntry = campaign.reEntry();
        compare(doubts, fields, "re-entry", reEntry == null ? "never" : "after " + reEntry);
        Campaign.Goal goal = campaign.goal();
        if (goal != null) {
            String[] said = text(fields, "goal").split(" ", 2);
            doubts.add(same(Event.keyOf(said[0]) + " " + said[1], goal.event() + " within " + goal.within()));
        }
        compare(doubts, fields, "holdout", percent(campaign.holdoutBasisPoints()));
        Long budget = campaign.budget();
        if (budget != null) {
            compare(
                    doubts,
                    fields,
                    "budget",
                    money(budget) + " " + book.policy().currency());
        }
        List<String> variants = campaign.variants().stream()
                .map(variant -> variant.name() + " " + percent(variant.basisPoints()))
                .toList();
        compare(doubts, fields, "variants", String.join(", ", variants));
        steps(doubts, fields, campaign);
        int audience = campaign.audience().stream()
                .mapToInt(clause -> clause.lines().size())
                .sum();
        count(doubts, fields, "audience", audience);
        count(doubts, fields, "exit when", campaign.exits().size());
        return doubts;
    }

    private static void steps(List<String> doubts, Yaml.Fields fields, Campaign campaign) {
        if (!(value(fields, "steps") instanceof Yaml.Items items)) {
            return;
        }
        doubts.add(same(
                "steps " + items.items().size(), "steps " + campaign.steps().size()));
        for (int index = 0;
                index < Math.min(items.items().size(), campaign.steps().size());
                index++) {
            if (items.items().get(index) instanceof Yaml.Fields item
                    && item.fields().size() == 1) {
                Yaml.Field field = item.fields().values().iterator().next();
                Step step = campaign.steps().get(index);
                String said = field.key().text() + ": " + field.value().where().text();
                doubts.add(same(said, step(step)));
            }
        }
    }

    private static String tight(String text) {
        return text.replaceAll(" *, *", ",").replaceAll(" *: *", ":");
    }

    private static String step(Step step) {
        StringBuilder text = new StringBuilder(step.name());
        if (step.variant() != null) {
            text.append(' ').append(step.variant());
        }
        text.append(": ").append(timing(step.timing())).append(", ");
        if (!step.conditions().isEmpty()) {
            List<String> conditions = step.conditions().stream()
                    .map(line -> Meaning.normal(line.text()))
                    .toList();
            text.append("if ").append(String.join(" and ", conditions)).append(", ");
        }
        text.append("send ").append(step.channel()).append(' ').append(step.template());
        return text + (step.coupon() == null ? "" : " with coupon " + step.coupon());
    }

    private static String timing(Step.Timing timing) {
        if (timing instanceof Step.Timing.AtOnce) {
            return "at once";
        }
        if (timing instanceof Step.Timing.After after) {
            return after.span() + (after.step() == null ? " later" : " after " + after.step());
        }
        return ((Step.Timing.BeforeCouponExpires) timing).span() + " before the coupon expires";
    }

    private static String trigger(Trigger trigger, String said, RuleBook book) {
        if (trigger instanceof Trigger.Schedule schedule) {
            String time = time(schedule.time());
            return switch (schedule.cadence()) {
                case DAILY -> "every day at " + time;
                case WEEKLY ->
                    "every " + java.time.DayOfWeek.of(schedule.day()).name().toLowerCase(Locale.ROOT) + " at " + time;
                case MONTHLY -> "every month on day " + schedule.day() + " at " + time;
            };
        }
        Trigger.OnEvent event = (Trigger.OnEvent) trigger;
        if (event.webhook()) {
            String hook = book.hooks().values().stream()
                    .filter(one -> Event.keyOf(one.event()).equals(event.event()))
                    .filter(one -> said.endsWith(one.name()))
                    .map(one -> one.name())
                    .findFirst()
                    .orElse("of another event");
            return "webhook " + hook;
        }
        int name = said.toLowerCase(Locale.ROOT).lastIndexOf("event ") + "event ".length();
        boolean same = Event.keyOf(said.substring(Math.max(0, name))).equals(event.event());
        String shown = same ? said.substring(name) : event.event();
        return (event.delay().toMillis() == 0 && !said.contains("after") ? "" : event.delay() + " after ") + "event "
                + shown;
    }

    static List<String> doubts(RuleBook book, Map<String, String> files) {
        List<String> doubts = new ArrayList<>();
        Policy policy = book.policy();
        Yaml.Fields fields = fields("policy.yaml", files);
        Policy.QuietHours quiet = policy.quiet();
        if (quiet != null) {
            compare(doubts, fields, "quiet hours", time(quiet.from()) + "-" + time(quiet.to()));
        }
        compare(doubts, fields, "currency", policy.currency());
        compare(doubts, fields, "timezone", (policy.useCustomerZone() ? "customer, else " : "") + policy.zone());
        compare(doubts, fields, "when quiet", policy.holdWhenQuiet() ? "hold until morning" : "skip");
        policy.caps().forEach(cap -> {
            String name = cap.channel() == null ? "all channels" : cap.channel().value();
            doubts.add(same(inner(fields, "frequency cap", name), cap.most() + " per " + cap.per()));
        });
        policy.costMicros()
                .forEach((channel, cost) -> doubts.add(same(
                        inner(fields, "cost", channel.value()),
                        BigDecimal.valueOf(cost, 6).stripTrailingZeros().toPlainString() + " " + policy.currency())));
        policy.consent()
                .forEach((channel, topic) -> doubts.add(same(inner(fields, "consent", channel.value()), topic)));
        doubts.add(same(
                "priority " + leaves(value(fields, "priority")),
                "priority " + policy.priority().size()));
        Long month = policy.monthBudget();
        if (month != null) {
            doubts.add(same(inner(fields, "budget", "month"), money(month) + " " + policy.currency()));
        }
        book.offers().values().forEach(offer -> doubts.add(offer(offer, files, policy.currency())));
        return doubts;
    }

    private static String offer(Offer offer, Map<String, String> files, String currency) {
        String source = files.getOrDefault("coupons.csv", "");
        List<String> rows = source.lines()
                .filter(line -> Meaning.normal(line.split(",", 2)[0]).equals(offer.code()))
                .toList();
        boolean plain =
                source.startsWith("code,kind,value,min_spend,valid,limit_per_customer,stock,label_en,label_zh\n")
                        && !source.contains("\"")
                        && rows.size() == 1;
        if (!plain) {
            return "";
        }
        String[] cells = (rows.get(0) + ",".repeat(9)).split(",", -1); // what is not there is blank
        String value =
                switch (offer.kind()) {
                    case AMOUNT -> money(offer.value()) + " " + currency;
                    case PERCENT -> offer.value() + "%";
                    case SHIPPING -> cells[2];
                };
        String stock = offer.stock() == Long.MAX_VALUE ? "" : String.valueOf(offer.stock());
        String limit = cells[5].isBlank() ? "" : String.valueOf(offer.limitPerCustomer());
        String least = cells[3].isBlank() ? "" : money(offer.minSpend()) + " " + currency;
        String said = String.join(",", List.of(cells).subList(1, 7));
        String read = String.join(
                ",", offer.kind().name(), value, least, offer.valid().toString(), limit, stock);
        return same(said, read);
    }

    /** A list that is there was understood whole. */
    private static void count(List<String> doubts, Yaml.Fields fields, String key, int understood) {
        Yaml list = value(fields, key);
        if (list != null) {
            doubts.add(same(key + " " + leaves(list), key + " " + understood));
        }
    }

    private static void compare(List<String> doubts, Yaml.Fields fields, String key, String understood) {
        String said = text(fields, key);
        if (!said.isEmpty()) {
            doubts.add(same(said, understood));
        }
    }

    private static String same(String said, String understood) {
        return simple(said).equals(simple(understood)) ? "" : "said: " + said + ", understood: " + understood;
    }

    /** Without what makes no difference: capitals, leading zeros, one or several of a unit. */
    private static String simple(String text) {
        return tight(Meaning.fold(Meaning.normal(text)))
                .replaceAll("(?<![\\d.])0+(?=\\d)", "")
                .replaceAll("(\\.\\d*?)0+(?!\\d)", "$1")
                .replaceAll("\\.(?!\\d)", "")
                .replaceAll("(?<=\\d)(?=(minute|hour|day|week)s?\\b)", " ")
                .replaceAll("\\b(minute|hour|day|week)s\\b", "$1")
                .replaceAll("(?<!\\d)1 (?=(minute|hour|day|week)\\b)", "")
                .replaceAll(" ?[-–~] ?", "-")
                .replaceAll("(?<=\\d) ?(?=%|cny\\b)", "")
                .strip();
    }

    private static String money(long minor) {
        return BigDecimal.valueOf(minor, 2).stripTrailingZeros().toPlainString();
    }

    private static String percent(int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
    }

    private static String time(LocalTime time) {
        return String.format(Locale.ROOT, "%d:%02d", time.getHour(), time.getMinute());
    }

    private static Yaml.Fields fields(String path, Map<String, String> files) {
        Problems problems = new Problems();
        return YamlFile.read(path, files.getOrDefault(path, ""), problems)
                .filter(Yaml.Fields.class::isInstance)
                .map(Yaml.Fields.class::cast)
                .orElse(new Yaml.Fields(io.rekindle.engine.rule.source.Phrase.of(path, 0, 0, ""), Map.of()));
    }

    private static @Nullable Yaml value(Yaml.Fields fields, String key) {
        return fields.fields().entrySet().stream()
                .filter(field -> Meaning.fold(Meaning.normal(field.getKey())).equals(key))
                .map(field -> field.getValue().value())
                .findFirst()
                .orElse(null);
    }

    private static String text(Yaml.Fields fields, String key) {
        return value(fields, key) instanceof Yaml.Scalar scalar ? scalar.where().text() : "";
    }

    private static String inner(Yaml.Fields fields, String key, String name) {
        return value(fields, key) instanceof Yaml.Fields inside ? text(inside, name) : "";
    }

    /** How many single values there are below. */
    private static int leaves(@Nullable Yaml value) {
        if (value instanceof Yaml.Items items) {
            return items.items().stream().mapToInt(Settings::leaves).sum();
        }
        if (value instanceof Yaml.Fields fields) {
            return fields.fields().values().stream()
                    .mapToInt(field -> leaves(field.value()))
                    .sum();
        }
        return value == null ? 0 : 1;
    }
}
