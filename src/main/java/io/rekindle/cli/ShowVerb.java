package io.rekindle.cli;

import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.drools.Release;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rekindle show}: a campaign as written, or as the rules that run. */
@Command(name = "show", description = "Show a campaign: its file, or the rules Drools runs. Needs no database.")
final class ShowVerb extends Verb {

    @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's name.")
    private String name = "";

    @Option(names = "--drl", description = "Show the rules made from it.")
    private boolean drl;

    @Override
    int run(Surroundings here) {
        RuleBook book = here.book();
        Campaign campaign = book.campaign(name)
                .orElseThrow(() -> new Refusal("there is no campaign \"" + name + "\"; there are "
                        + book.campaigns().stream().map(Campaign::name).toList()));
        String text = drl
                ? Release.drl(book, campaign)
                : Objects.requireNonNull(book.files().get(campaign.file()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("campaign", campaign.name());
        document.put("release", book.version());
        document.put("file", campaign.file());
        document.put(drl ? "drl" : "text", text);
        here.answer(document, () -> here.out().print(text));
        return DONE;
    }
}
