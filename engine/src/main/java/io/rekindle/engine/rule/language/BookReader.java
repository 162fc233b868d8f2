package io.rekindle.engine.rule.language;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.RfmCells;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.Hook;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Segment;
import io.rekindle.engine.rule.check.Checks;
import io.rekindle.engine.rule.drl.Known;
import io.rekindle.engine.rule.drl.RawRules;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Noun;
import io.rekindle.engine.rule.sentence.StateNames;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a book from its files: first what others refer to, then what refers to it. */
final class BookReader {

    /** The name in a campaign file that cannot be read: it is not missing as well. */
    private static final Pattern MENTIONED = Pattern.compile("^(?:campaign|活动) ?[:：] *(\\S+)", Pattern.MULTILINE);

    private final BookContents contents;
    private final Problems problems;
    private final Catalogue catalogue;
    private final Documents documents;
    private final Set<String> campaignNames = new TreeSet<>();

    BookReader(Map<String, String> files, Problems problems) {
        this.contents = BookContents.of(files, problems);
        this.problems = problems;
        this.catalogue = CatalogueFile.read(contents.language(), problems);
        this.documents = new Documents(catalogue, problems);
    }

    Reading read() {
        PolicyFile policyFile = new PolicyFile(contents.files(), documents);
        String currency = policyFile.currency();
        List<LifecycleRow> lifecycle = contents.source(LifecycleFile.PATH)
                .map(source -> LifecycleFile.read(source, currency, problems))
                .orElse(List.of());
        RfmCells cells = contents.source(RfmFile.PATH)
                .map(source -> RfmFile.read(source, currency, problems))
                .orElse(RfmCells.DEFAULT);
        Map<String, Offer> offers = contents.source(CouponsFile.PATH)
                .map(source -> CouponsFile.read(source, currency, problems))
                .orElse(Map.of());
        RawRules rawRules = RawRules.open(contents.under(RawRules.DIRECTORY), problems);
        SegmentsFile segmentsFile =
                new SegmentsFile(contents.source(SegmentsFile.PATH).orElse(null), rawRules.segments(), documents);
        Map<String, Hook> hooks = hooks();
        Map<Phrase, Section> open = openCampaigns();
        Names names = Names.of(currency, StateNames.of(lifecycle))
                .with(Noun.SEGMENT, segmentsFile.names())
                .with(Noun.COUPON, offers.keySet())
                .with(Noun.CAMPAIGN, campaignNames)
                .with(Noun.MESSAGE, messages(open))
                .with(Noun.WEBHOOK, hooks.keySet())
                .with(
                        Noun.CHANNEL,
                        policyFile.channels().stream().map(ChannelName::value).toList());
        RawRules.Result raw = rawRules.read(new Known(segmentsFile.names(), offers.keySet()));
        segmentsFile.define(raw.segments());
        Lines lines = lines(segmentsFile, cells, names);
        Map<String, Segment> segments = segmentsFile.read(lines, names);
        Surroundings around =
                new Surroundings(lines, names, offers, hooks, contents.templates(), policyFile.channels());
        List<Campaign> campaigns = new ArrayList<>();
        open.forEach(
                (name, file) -> CampaignFile.read(name, file, around, problems).ifPresent(campaigns::add));
        Policy policy = policyFile.read(lines, names, campaignNames, raw.neverContact());
        RuleBook book = new RuleBook(
                contents.version(),
                lifecycle,
                segments,
                offers,
                policy,
                cells,
                campaigns,
                hooks,
                contents.under("templates/"),
                contents.files());
        if (!problems.hasErrors()) {
            problems.addAll(Checks.of(book));
        }
        return new Reading(
                problems.hasErrors() ? Optional.empty() : Optional.of(book), problems.list(), contents.files());
    }

    private Lines lines(SegmentsFile segments, RfmCells cells, Names names) {
        Lines[] self = new Lines[1];
        self[0] = new Lines(catalogue, cells, name -> segments.condition(name, self[0], names), problems);
        return self[0];
    }

    private Map<String, Hook> hooks() {
        Map<String, Hook> hooks = new TreeMap<>();
        contents.under("hooks/").forEach((path, source) -> {
            String name = path.substring("hooks/".length(), path.lastIndexOf('.'));
            HookFile.read(name, path, source, documents).ifPresent(hook -> hooks.put(name, hook));
        });
        return hooks;
    }

    /** The steps of all campaigns, each as {@code welcome/hello}; what is no step is found when its campaign is read. */
    private static Set<String> messages(Map<Phrase, Section> campaigns) {
        Set<String> messages = new TreeSet<>();
        campaigns.forEach((name, file) -> {
            if (file.value("steps") instanceof Yaml.Items steps) {
                steps.items().stream()
                        .filter(Yaml.Fields.class::isInstance)
                        .flatMap(step -> ((Yaml.Fields) step).fields().keySet().stream())
                        .forEach(key -> messages.add(name.text() + "/" + key.split(" ")[0]));
            }
        });
        return messages;
    }

    /** The campaign files that can be opened, by the place of their name; every name is known before any file is read. */
    private Map<Phrase, Section> openCampaigns() {
        Map<String, Phrase> names = new LinkedHashMap<>();
        Map<Phrase, Section> open = new LinkedHashMap<>();
        contents.under("campaigns/").forEach((path, source) -> {
            Section file = CampaignFile.open(path, source, documents).orElse(null);
            Phrase name = file == null ? null : CampaignFile.name(file, problems);
            Matcher mentioned = MENTIONED.matcher(source);
            if (name == null && mentioned.find()) {
                campaignNames.add(mentioned.group(1));
            }
            if (file != null && name != null) {
                Phrase former = names.putIfAbsent(name.text(), name);
                if (former != null) {
                    String message = "There is a campaign \"" + name + "\" in " + former.file() + " already.";
                    problems.error(name, "duplicate-campaign", message);
                }
                campaignNames.add(name.text());
                open.put(name, file);
            }
        });
        return open;
    }
}
