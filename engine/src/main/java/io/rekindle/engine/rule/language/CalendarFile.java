package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Yaml;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the calendars of days on which nothing is sent. */
final class CalendarFile {

    private static final String SETTING = "no-send days";

    private CalendarFile() {}

    /** The days in the calendar, or list of calendars, that the policy names. */
    static Set<LocalDate> days(Section policy, Map<String, String> files, Problems problems) {
        boolean several = policy.value(SETTING) instanceof Yaml.Items;
        Phrase one = several ? null : policy.text(SETTING);
        List<Phrase> paths = several ? policy.texts(SETTING) : one == null ? List.of() : List.of(one);
        Set<LocalDate> days = new HashSet<>();
        for (Phrase path : paths) {
            String source = files.get(path.text());
            if (source == null) {
                List<String> calendars = files.keySet().stream()
                        .filter(name -> name.startsWith("calendar/"))
                        .toList();
                String message = "There is no file \"" + path + "\".";
                problems.error(path, "unknown-file", message, Nearest.of(path.text(), calendars));
            } else {
                days.addAll(days(path.text(), source, problems));
            }
        }
        return days;
    }

    private static Set<LocalDate> days(String path, String source, Problems problems) {
        Set<LocalDate> days = new HashSet<>();
        Grid grid = Grid.read(path, source, problems);
        List<String> columns = List.of("date", "label_en", "label_zh");
        grid.header().forEach((title, cell) -> {
            if (!columns.contains(title)) {
                grid.unknownColumn(cell, columns, problems);
            }
        });
        for (Grid.Row row : grid.rows()) {
            Phrase found = row.cell("date");
            Phrase cell = found.cell() == null ? Phrase.ofCell(path, row.number(), "A" + row.number(), "") : found;
            try {
                days.add(LocalDate.parse(cell.text()));
            } catch (DateTimeParseException notADate) {
                problems.error(cell, "not-a-date", "\"" + cell.original() + "\" should be a day, like 2026-04-05.");
            }
        }
        return days;
    }
}
