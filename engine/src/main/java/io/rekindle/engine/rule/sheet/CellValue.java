package io.rekindle.engine.rule.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/** A cell's content as its author sees it, as far as it means something: a percentage, a date, a price, a number of days. */
final class CellValue {

    /** A spreadsheet computes with 15 digits; the rest is how it stores them. */
    private static final MathContext DIGITS = new MathContext(15);

    private static final int MOST_ZEROS = 20;
    /** Formats with these numbers are dates wherever they are not written out. */
    private static final Set<Integer> DATE_IDS =
            Set.of(14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58);

    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^]]*]|_.|\\*.");
    private static final Pattern SUFFIX = Pattern.compile("^(?:General|[#0,.]+)[ _]*\"([^\"]{1,5})\"");
    private static final Pattern CURRENCY = Pattern.compile("[¥￥€£]|(?<=\")\\$|^\\$|(?<=\\[\\$)\\$");

    private CellValue() {}

    static String of(Cell cell) {
        return switch (cell.getType()) {
            case STRING -> cell.asString();
            case BOOLEAN -> cell.asBoolean() ? "TRUE" : "FALSE";
            case NUMBER -> number(cell);
            case FORMULA, ERROR, EMPTY -> "";
        };
    }

    static boolean isError(Cell cell) {
        return cell.getType() == CellType.ERROR;
    }

    private static String number(Cell cell) {
        String format = cell.getDataFormatString() == null ? "" : cell.getDataFormatString();
        Integer id = cell.getDataFormatId();
        String shape = LITERAL.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        boolean isDate = (id != null && DATE_IDS.contains(id))
                || (!shape.contains("general")
                        && Pattern.compile("[yd年月日]").matcher(shape).find());
        if (isDate) {
            return date(cell.asDate());
        }
        BigDecimal number = cell.asNumber();
        if (shape.contains("%")) {
            return plain(number.movePointRight(2)) + "%";
        }
        Matcher suffix = SUFFIX.matcher(format);
        Matcher currency = CURRENCY.matcher(format);
        return (currency.find() ? currency.group().replace('￥', '¥') : "")
                + plain(number)
                + (suffix.find() ? suffix.group(1) : "");
    }

    private static String date(LocalDateTime date) {
        return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? date.toLocalDate().toString()
                : date.toString();
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS).stripTrailingZeros();
        boolean fits = Math.abs(rounded.scale()) <= MOST_ZEROS;
        return fits ? rounded.toPlainString() : rounded.toString();
    }
}
