package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Campaign.Variant;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Span;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Step.Timing;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a campaign's steps: {@code name [variant]: when, [if …,] send CHANNEL TEMPLATE [with coupon CODE]}. */
final class StepsReader {

    private static final Pattern HEAD = Pattern.compile("([A-Za-z0-9_-]{1,40})(?: ([A-Za-z0-9_-]{1,20}))?");

    private final String campaign;
    private final List<Variant> variants;
    private final Surroundings around;
    private final Problems problems;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    StepsReader(String campaign, List<Variant> variants, Surroundings around, Problems problems) {
        this.campaign = campaign;
        this.variants = variants;
        this.around = around;
        this.problems = problems;
    }

    List<Step> read(List<Yaml> items) {
        for (Yaml item : items) {
            if (item instanceof Yaml.Fields fields && fields.fields().size() == 1) {
                Yaml.Field field = fields.fields().values().iterator().next();
                step(field).ifPresent(steps::add);
            } else {
                String message = "A step is written like \"- hello: at once, send email welcome\".";
                problems.error(item.where(), "bad-step", message);
            }
        }
        return steps;
    }

    private Optional<Step> step(Yaml.Field field) {
        Phrase key = field.key();
        Phrase text = field.value().where();
        Matcher head = HEAD.matcher(key.text());
        if (!head.matches()
                || !(field.value() instanceof Yaml.Scalar)
                || text.text().indexOf(',') < 0) {
            String message = "A step has a name, when and what, like \"hello: at once, send email welcome\".";
            problems.error(key, "bad-step", message);
            return Optional.empty();
        }
        String name = head.group(1);
        String variant = variant(key, head);
        Names here = around.names().inside(campaign, names);
        Optional<Step> step = around.lines()
                .says("timed action", text, here)
                .flatMap(said -> step(key, name, variant, said, here, text.original()));
        remember(key, name, variant);
        return step;
    }

    private Optional<Step> step(Phrase key, String name, @Nullable String variant, Said said, Names here, String text) {
        Timing timing = timing(said.text("when"), here);
        List<Line> conditions = said.texts().containsKey("conditions")
                ? around.lines().joined(said.text("conditions"), here)
                : List.of();
        Said action = around.lines().says("action", said.text("action"), here).orElse(null);
        if (action == null) {
            return Optional.empty();
        }
        ChannelName channel = action.value("channel", ChannelName.class);
        checkTemplate(action.text("template"), channel);
        String template = action.value("template", String.class);
        String coupon = (String) action.values().get("coupon");
        return timing == null
                ? Optional.empty()
                : Optional.of(new Step(name, variant, timing, conditions, channel, template, coupon, key.line(), text));
    }

    private @Nullable Timing timing(Phrase text, Names here) {
        Said said = around.lines().says("time", text, here).orElse(null);
        if (said == null) {
            return null;
        }
        return switch (said.id()) {
            case "at_once" -> new Timing.AtOnce();
            case "later" -> new Timing.After(said.value("delay", Span.class), null);
            case "after_step" -> new Timing.After(said.value("delay", Span.class), said.value("step", String.class));
            default -> {
                if (steps.stream().allMatch(step -> step.coupon() == null)) {
                    problems.error(text, "no-coupon", "No step before this one gives a coupon that could expire.");
                }
                yield new Timing.BeforeCouponExpires(said.value("ahead", Span.class));
            }
        };
    }

    private void remember(Phrase key, String name, @Nullable String variant) {
        boolean again = names.contains(name)
                && steps.stream()
                        .filter(other -> other.name().equals(name))
                        .anyMatch(other -> other.variant() == null
                                || variant == null
                                || other.variant().equals(variant));
        if (again) {
            problems.error(key, "duplicate-step", "There is a step \"" + key + "\" already.");
        }
        names.add(name);
    }

    private @Nullable String variant(Phrase key, Matcher head) {
        String variant = head.group(2);
        List<String> known = variants.stream().map(Variant::name).toList();
        if (variant != null && !known.contains(variant)) {
            Phrase where = key.part(head.start(2), head.end(2));
            problems.error(
                    where, "unknown-variant", "There is no variant \"" + variant + "\".", Nearest.of(variant, known));
        }
        return variant;
    }

    private void checkTemplate(Phrase template, ChannelName channel) {
        if (!around.templates().contains(template.text() + "." + channel)) {
            Set<String> known = around.templates().stream()
                    .filter(name -> name.endsWith("." + channel))
                    .map(name ->
                            name.substring(0, name.length() - channel.value().length() - 1))
                    .collect(Collectors.toSet());
            String message = "There is no template \"" + template.original() + "\" for " + channel + " in templates/.";
            problems.error(template, "unknown-template", message, Nearest.of(template.text(), known));
        }
    }
}
