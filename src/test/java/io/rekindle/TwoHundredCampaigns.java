package io.rekindle;

import io.rekindle.engine.rule.book.RuleBook;
import java.util.Map;
import java.util.TreeMap;

/** A rule book of the size of a large shop's: the shipped one, and its campaigns under other names, with other numbers. */
public final class TwoHundredCampaigns {

    private static final int CAMPAIGNS = 200;

    private TwoHundredCampaigns() {}

    public static RuleBook book() {
        return Books.of(files());
    }

    /** Its files by path. */
    public static Map<String, String> files() {
        Map<String, String> shipped = Books.shipped().files();
        Map<String, String> files = new TreeMap<>(shipped);
        String model = shipped.get("campaigns/dormant-recall.yaml");
        int number = Books.shipped().campaigns().size();
        while (number < CAMPAIGNS) {
            number++;
            files.put(
                    "campaigns/recall-" + number + ".yaml",
                    model.replace("campaign: dormant-recall", "campaign: recall-" + number)
                            .replace("30 days ago or more", (30 + number) + " days ago or more"));
        }
        return files;
    }
}
