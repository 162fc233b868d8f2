package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Label;
import io.rekindle.engine.rule.source.Grid;
import io.rekindle.engine.rule.source.Nearest;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Section;
import io.rekindle.engine.rule.source.Titles;
import io.rekindle.engine.rule.source.Yaml;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the calendars of days on which nothing is sent. */
final class CalendarFile {

    static final Titles TITLES =
            Titles.of(Map.of("date", "日期", "label_en", "英文名 英文名称", "label_zh", "中文名 中文名称 名称", "note", "备注"));

    private static final String SETTING = "no-send days";
    private static final List<String> COLUMNS = List.of("date", "label_en", "label_zh", "note");
    /** The year first: 2/3/2026 is two days, depending on who reads it. */
    private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-|/|\\.|年)(\\d{1,2})(?:-|/|\\.|月)(\\d{1,2})日?");

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
        return days(Grid.read(path, source, TITLES, problems), problems);
    }

    static Set<LocalDate> days(Grid grid, Problems problems) {
        Set<LocalDate> days = new HashSet<>();
        grid.knows(COLUMNS::contains, COLUMNS);
        if (grid.lacks("date")) {
            return days;
        }
        for (Grid.Row row : grid.rows()) {
            Labels.of(row, new Label("", ""), problems);
            Phrase cell = row.cell("date");
            Optional<LocalDate> day = day(cell.text());
            if (day.isEmpty()) {
                String message = "\"" + cell.original() + "\" should be a day, like 2026-04-05.";
                problems.error(cell, "not-a-date", message);
            }
            day.ifPresent(days::add);
        }
        return days;
    }

    private static Optional<LocalDate> day(String text) {
        Matcher date = DATE.matcher(text);
        try {
            return date.matches()
                    ? Optional.of(LocalDate.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(2)),
                            Integer.parseInt(date.group(3))))
                    : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
