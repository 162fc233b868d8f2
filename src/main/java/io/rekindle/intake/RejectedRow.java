package io.rekindle.intake;

/**
 * A row that became no event, and why.
 *
 * @param line the row's first line in the file; the header is line 1
 * @param column the column at fault as the header calls it, or empty where the row as a whole is
 * @param value the start of what the column holds; may be personal data, so show it to the importer and never log it
 */
public record RejectedRow(long line, String column, Reason reason, String value) implements OrderRows.Result {

    private static final int SHOWN = 60;

    public RejectedRow {
        value = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    }

    /** Why a row was rejected. */
    public enum Reason {
        BLANK_ORDER("the order id is blank"),
        BLANK_CUSTOMER("the customer is blank"),
        UNUSABLE_ID("an id is too long or has control characters"),
        DUPLICATE_ORDER("an earlier row has the same order id"),
        ZERO_AMOUNT("the amount is 0"),
        UNREADABLE_AMOUNT("not an amount; write it like 1234.56"),
        UNREADABLE_TIME("not a time; write it like 2025-03-04 17:05, 2025-03-04T17:05:00+08:00 or 2025-03-04"),
        UNREADABLE_CANCEL("not a yes or no; write 1 or 0"),
        UNREADABLE_CURRENCY("not a currency; write its three letters, like CNY"),
        UNREADABLE_QUANTITY("not a quantity; write a number"),
        WRONG_NUMBER_OF_FIELDS("not as many fields as the header has"),
        QUOTE_NEVER_CLOSED("a quote is opened and never closed"),
        STRAY_QUOTE("something stands between a closing quote and the next separator"),
        LINE_TOO_LONG("the line is longer than a row can be"),
        NOT_UTF_8("not UTF-8; save the file as UTF-8 (from Excel: CSV UTF-8)"),
        FILE_CUT_SHORT("the file ends or breaks here; the rows above were read");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason as a sentence for the importer. */
        public String words() {
            return words;
        }
    }

    /** The place and the reason in words, without the value. */
    public String explanation() {
        return "line " + line + (column.isEmpty() ? "" : ", column " + column) + ": " + reason.words();
    }

    @Override
    public String toString() {
        return "RejectedRow[" + explanation() + "]";
    }
}
