package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.overview.Overview;
import io.rekindle.settings.SendingSettings;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what happened, in numbers. */
@Controller
@Hidden
public class OverviewController {

    private final Installation installation;
    private final Overviews overviews;
    private final MessageSource messages;
    private final RuleTexts texts;
    private final SendingSettings sending;

    OverviewController(
            Installation installation,
            Overviews overviews,
            MessageSource messages,
            RuleTexts texts,
            SendingSettings sending) {
        this.installation = installation;
        this.overviews = overviews;
        this.messages = messages;
        this.texts = texts;
        this.sending = sending;
    }

    /** One lifecycle state over the months. */
    public record StateCard(String key, String label, long now, long change, boolean hasChange, String line) {}

    /** A part of a month's bar. */
    public record Part(String key, long count, double x, double width) {}

    /** A month with its bar. */
    public record MonthRow(String month, Map<String, Long> counts, long total, List<Part> parts) {}

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String overview(Model model, Locale locale) {
        Overview overview = overviews.get();
        Words words = new Words(messages, texts, locale, installation.release().book());
        model.addAttribute("w", words);
        model.addAttribute("o", overview);
        model.addAttribute("sending", sending.mode().name().toLowerCase(Locale.ROOT));
        model.addAttribute("release", installation.release().version());
        model.addAttribute("states", states(overview, words));
        model.addAttribute("months", months(overview, words));
        return "overview";
    }

    private static List<StateCard> states(Overview overview, Words words) {
        if (overview.months().isEmpty()) {
            return List.of();
        }
        List<StateCard> cards = new ArrayList<>();
        Map<String, Long> last =
                overview.months().get(overview.months().size() - 1).counts();
        last.forEach((key, now) -> {
            List<Long> values = overview.months().stream()
                    .map(month -> month.counts().getOrDefault(key, 0L))
                    .toList();
            int before = values.size() - 2;
            cards.add(new StateCard(
                    key,
                    words.state(key),
                    now,
                    before < 0 ? 0 : now - values.get(before),
                    before >= 0,
                    Spark.line(values)));
        });
        return cards;
    }

    private static List<MonthRow> months(Overview overview, Words words) {
        return overview.months().stream().map(month -> row(month, words)).toList();
    }

    private static MonthRow row(Overview.Month month, Words words) {
        List<Part> parts = new ArrayList<>();
        double x = 0;
        for (Map.Entry<String, Long> one : month.counts().entrySet()) {
            double width = month.total() == 0 ? 0 : 100.0 * one.getValue() / month.total();
            parts.add(new Part(one.getKey(), one.getValue(), x, width));
            x += width;
        }
        return new MonthRow(words.month(month.month()), month.counts(), month.total(), parts);
    }
}
