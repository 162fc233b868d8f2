package io.rekindle.engine.rule.sheet;

/** A file that is no workbook, or one that no spreadsheet program saves. */
final class UnusableWorkbook extends Exception {

    private final String code;
    private final String reason;

    UnusableWorkbook(String code, String reason) {
        super(reason);
        this.code = code;
        this.reason = reason;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
