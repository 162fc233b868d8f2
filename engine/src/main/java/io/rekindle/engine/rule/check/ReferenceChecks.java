package io.rekindle.engine.rule.check;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Line;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.sentence.Vocabulary;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a book names and does not have, or has and does not name. A segment that no campaign asks for is fine: it may be there
 * to be counted.
 */
final class ReferenceChecks {

    private static final String COUPONS = "coupons.csv";
    private static final List<String> LANGUAGES = List.of("en", "zh");
    private static final Pattern TEMPLATE = Pattern.compile("templates/(.+)\\.[a-z]+\\.[a-z]+");

    private final RuleBook book;
    private final Problems problems;

    ReferenceChecks(RuleBook book, Problems problems) {
        this.book = book;
        this.problems = problems;
    }

    void run() {
        statesThatNoRowGives();
        couponsThatNoStepGives();
        templatesInOneLanguage();
        templatesThatNoStepSends();
        campaignsWithoutPriority();
    }

    private Stream<Line> linesOfCampaigns() {
        return book.campaigns().stream().flatMap(ReferenceChecks::lines);
    }

    private static Stream<Line> lines(Campaign campaign) {
        Stream<Line> audience = campaign.audience().stream().flatMap(clause -> clause.lines().stream());
        Stream<Line> steps = campaign.steps().stream().flatMap(step -> step.conditions().stream());
        return Stream.of(audience, campaign.exits().stream(), steps).flatMap(lines -> lines);
    }

    private void statesThatNoRowGives() {
        Set<String> given = book.lifecycle().stream()
                .map(LifecycleRow::state)
                .map(LifecycleState::key)
                .collect(Collectors.toSet());
        linesOfCampaigns().forEach(line -> states(line.condition())
                .filter(state -> !given.contains(state))
                .distinct()
                .forEach(state -> problems.warning(
                        Phrase.of(line.file(), line.number(), line.column(), ""),
                        "state-without-row",
                        "No row of lifecycle.csv gives the state \"" + state + "\", so nobody is in it.")));
    }

    private static Stream<String> states(Condition condition) {
        return condition.questions().flatMap(question -> {
            boolean now =
                    question instanceof Condition.Compare && question.fact().equals(Vocabulary.LIFECYCLE);
            boolean once = question.fact().equals(Vocabulary.WAS_LIFECYCLE);
            return now
                    ? Stream.of((String) ((Condition.Compare) question).value())
                    : once ? Stream.of((String) question.arguments().get(0)) : Stream.empty();
        });
    }

    private void couponsThatNoStepGives() {
        Set<String> given = book.campaigns().stream()
                .flatMap(campaign -> campaign.steps().stream())
                .map(Step::coupon)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        new TreeSet<>(book.offers().keySet())
                .stream()
                        .filter(code -> !given.contains(code))
                        .forEach(code -> problems.warning(
                                row(code), "unused-coupon", "No step gives the coupon \"" + code + "\"."));
    }

    private void templatesInOneLanguage() {
        Set<String> paths = book.templates().keySet();
        for (String path : new TreeSet<>(paths)) {
            for (String language : LANGUAGES) {
                String stem = path.substring(0, path.lastIndexOf('.', path.lastIndexOf('.') - 1));
                if (paths.stream().noneMatch(other -> other.startsWith(stem + "." + language + "."))) {
                    String message = "This template has no " + (language.equals("en") ? "English" : "Chinese")
                            + " counterpart " + stem + "." + language + path.substring(path.lastIndexOf('.')) + ".";
                    problems.warning(Phrase.of(path, 0, 0, ""), "one-language", message);
                }
            }
        }
    }

    private void templatesThatNoStepSends() {
        Set<String> sent = book.campaigns().stream()
                .flatMap(campaign -> campaign.steps().stream())
                .map(step -> step.template() + "." + step.channel())
                .collect(Collectors.toSet());
        Set<String> said = new TreeSet<>(sent);
        for (String path :
                new TreeSet<>(sent.isEmpty() ? Set.of() : book.templates().keySet())) {
            Matcher template = TEMPLATE.matcher(path);
            if (template.matches() && said.add(template.group(1))) {
                String message = "No step sends the template \"" + template.group(1) + "\".";
                problems.warning(Phrase.of(path, 0, 0, ""), "unused-template", message);
            }
        }
    }

    private void campaignsWithoutPriority() {
        List<String> priority = book.policy().priority();
        for (Campaign campaign : book.campaigns()) {
            if (!priority.isEmpty() && !priority.contains(campaign.name())) {
                String message = "The list \"priority\" of policy.yaml lacks \"" + campaign.name()
                        + "\": it comes after all campaigns that are named there.";
                problems.warning(Phrase.of(campaign.file(), campaign.number(), 0, ""), "no-priority", message);
            }
        }
    }

    /** The row of a coupon. */
    private Phrase row(String code) {
        Pattern cell = Pattern.compile("(^|[,;\t])\"?" + Pattern.quote(code) + "\"?([,;\t]|$)");
        List<String> lines = book.files().getOrDefault(COUPONS, "").lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            if (cell.matcher(lines.get(index)).find()) {
                return Phrase.ofCell(COUPONS, index + 1, "A" + (index + 1), "");
            }
        }
        return Phrase.of(COUPONS, 0, 0, "");
    }
}
