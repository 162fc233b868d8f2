package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Campaign.Variant;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.book.Step.Timing;
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
    private static final Pattern REST = Pattern.compile(
            "(?:if (?<if>.+?), ?)?send (?<channel>\\S+) (?<template>\\S+?)(?: with coupon (?<coupon>\\S+))?",
            Pattern.CASE_INSENSITIVE);

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
        int comma = text.text().indexOf(',');
        if (!head.matches() || !(field.value() instanceof Yaml.Scalar) || comma < 0) {
            String message = "A step has a name, when and what, like \"hello: at once, send email welcome\".";
            problems.error(key, "bad-step", message);
            return Optional.empty();
        }
        String name = head.group(1);
        String variant = variant(key, head);
        Timing timing = new TimingText(names, givesCoupon(), problems).read(text.part(0, comma));
        Phrase rest = text.part(comma + 1, text.text().length());
        Matcher what = REST.matcher(rest.text());
        Optional<Step> step = Optional.empty();
        if (!what.matches()) {
            String message = "\"" + rest.original() + "\" should say what to send, like \"send push welcome\" or "
                    + "\"if the coupon is unused, send sms offer with coupon CART5\".";
            problems.error(rest, "bad-step", message);
        } else {
            step = step(key, name, variant, timing, rest, what, text.original());
        }
        remember(key, name, variant);
        return step;
    }

    private Optional<Step> step(
            Phrase key,
            String name,
            @Nullable String variant,
            @Nullable Timing timing,
            Phrase rest,
            Matcher what,
            String text) {
        List<Line> conditions = what.group("if") == null
                ? List.of()
                : around.lines().joined(part(rest, what, "if"), around.names().inside(campaign, names));
        ChannelName channel = channel(part(rest, what, "channel"));
        Phrase template = part(rest, what, "template");
        if (channel != null) {
            checkTemplate(template, channel);
        }
        String coupon = null;
        if (what.group("coupon") != null) {
            coupon = coupon(part(rest, what, "coupon"));
        }
        return timing == null || channel == null
                ? Optional.empty()
                : Optional.of(new Step(
                        name, variant, timing, conditions, channel, template.text(), coupon, key.line(), text));
    }

    private static Phrase part(Phrase rest, Matcher what, String group) {
        return rest.part(what.start(group), what.end(group));
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

    private boolean givesCoupon() {
        return steps.stream().anyMatch(step -> step.coupon() != null);
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

    private @Nullable ChannelName channel(Phrase text) {
        Set<String> known = around.channels().stream().map(ChannelName::value).collect(Collectors.toSet());
        if (known.contains(text.text())) {
            return new ChannelName(text.text());
        }
        String message = "There is no channel \"" + text.original() + "\".";
        problems.error(text, "unknown-channel", message, Nearest.of(text.text(), known));
        return null;
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

    private @Nullable String coupon(Phrase code) {
        if (around.offers().containsKey(code.text())) {
            return code.text();
        }
        String message = "There is no coupon \"" + code.original() + "\" in coupons.csv.";
        problems.error(
                code,
                "unknown-coupon",
                message,
                Nearest.of(code.text(), around.offers().keySet()));
        return null;
    }
}
