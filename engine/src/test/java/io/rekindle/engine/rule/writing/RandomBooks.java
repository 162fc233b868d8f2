package io.rekindle.engine.rule.writing;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Language;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Campaign files of random sentences and values, in both languages, as different authors would lay them out. */
final class RandomBooks {

    private static final String CAMPAIGN = "campaigns/generated.yaml";
    private static final List<String> COMMENTS =
            List.of("", "", "", " # 备注: 先看数据", "    # why: \"it sells\"", "  # {not} [a] value", " #");

    private final Catalogue catalogue;
    private final Random random;

    RandomBooks(Catalogue catalogue, Random random) {
        this.catalogue = catalogue;
        this.random = random;
    }

    /** The shipped book and one campaign more. */
    TestBook next() {
        return TestBook.shipped().with(CAMPAIGN, campaign());
    }

    private String campaign() {
        List<String> settings = new ArrayList<>();
        settings.add(key("campaign") + ": generated" + comment());
        settings.add(key("campaign_name") + ": 生成 | Generated: no".replace(": no", "") + comment());
        settings.add(key("trigger") + ": " + line("trigger") + comment());
        settings.add(key("audience") + ":" + comment() + clauses());
        settings.add(key("exit_when") + ":" + comment() + item("  ", "has ordered since entering"));
        settings.add(key("re_entry") + ": " + line("re-entry") + comment());
        settings.add(key("goal") + ": " + quoted(line("goal")) + comment());
        settings.add(key("holdout") + ": " + value(ValueType.SHARE, language()) + comment());
        settings.add(key("campaign_budget") + ": " + value(ValueType.MONEY, language()) + comment());
        settings.add(key("steps") + ":" + comment() + steps());
        Collections.shuffle(settings, random);
        StringBuilder file = new StringBuilder(random.nextBoolean() ? "# 生成的活动\n\n" : "");
        settings.forEach(setting -> file.append(setting).append(random.nextInt(4) == 0 ? "\n\n# ---\n" : "\n"));
        return file.toString();
    }

    private Language language() {
        return random.nextBoolean() ? Language.EN : Language.ZH;
    }

    private String comment() {
        return COMMENTS.get(random.nextInt(COMMENTS.size()));
    }

    private String key(String id) {
        return catalogue.in(language(), id).orElseThrow().template();
    }

    private String clauses() {
        StringBuilder clauses = new StringBuilder();
        for (int clause = 0; clause < 4; clause++) {
            clauses.append(
                    random.nextInt(4) > 0
                            ? item("  ", condition(false))
                            : "\n  - " + key("group_any_of") + ":" + comment() + item("    ", condition(false))
                                    + item("    ", condition(false)));
        }
        return clauses.toString();
    }

    private String item(String indent, String text) {
        return "\n" + indent + "- " + quoted(text) + comment();
    }

    private String quoted(String text) {
        return switch (random.nextInt(5)) {
            case 0 -> "\"" + text + "\"";
            case 1 -> "'" + text + "'";
            default -> text;
        };
    }

    private String condition(boolean entered) {
        List<Sentence> possible = catalogue.at(Sentence.CONDITION).stream()
                .filter(one -> !one.needsEntry() || (entered && !one.types().containsValue(ValueType.STEP)))
                .toList();
        return filled(possible.get(random.nextInt(possible.size())));
    }

    private String steps() {
        String first =
                "\n  - hello: " + frame("step", Map.of("when", sentence("at_once"), "action", action())) + comment();
        String joint = catalogue.joint(language());
        String conditions = condition(true) + (random.nextBoolean() ? joint + condition(true) : "");
        String second = "\n  - tips: "
                + frame("step_if", Map.of("when", sentence("later"), "conditions", conditions, "action", action()))
                + comment();
        return first + second + "\n\n    # 最后一步\n  - last: "
                + frame("step", Map.of("when", sentence("after_step"), "action", action()));
    }

    private String frame(String id, Map<String, String> values) {
        return catalogue.in(language(), id).orElseThrow().print(values);
    }

    private String action() {
        return random.nextBoolean()
                ? frame("send", Map.of("channel", random.nextBoolean() ? "email" : "邮件", "template", "welcome"))
                : frame("send_with_coupon", Map.of("channel", "push", "template", "we-miss-you", "coupon", "BACK15"));
    }

    private String line(String place) {
        List<Sentence> possible = catalogue.at(place);
        return filled(possible.get(random.nextInt(possible.size())));
    }

    private String sentence(String id) {
        return filled(catalogue.in(language(), id).orElseThrow());
    }

    private String filled(Sentence sentence) {
        Map<String, String> values = new LinkedHashMap<>();
        sentence.types().forEach((name, type) -> values.put(name, value(type, language())));
        return sentence.print(values);
    }

    private String value(ValueType type, Language language) {
        return switch (type) {
            case INT -> String.valueOf(1 + random.nextInt(5));
            case MONEY ->
                random.nextInt(1000) + (random.nextBoolean() ? ".50" : "") + (language == Language.ZH ? " 元" : " CNY");
            case PERCENT -> random.nextInt(101) + (random.nextBoolean() ? "%" : " ％");
            case SHARE -> random.nextInt(100) + (random.nextBoolean() ? ".5%" : "%");
            case DURATION ->
                1
                        + random.nextInt(50)
                        + (language == Language.ZH
                                ? List.of(" 天", "小时", " 周", "分钟").get(random.nextInt(4))
                                : List.of(" days", " hours", " weeks", " minutes")
                                        .get(random.nextInt(4)));
            case STATE -> List.of("dormant", "Churn risk", "沉睡", "流失预警", "new").get(random.nextInt(5));
            default -> type.example(language);
        };
    }
}
