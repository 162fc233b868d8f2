package io.rekindle.engine.rule.sentence;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The usual cells of recency and frequency; whoever has ordered is in exactly one. */
public enum RfmCell {
    CHAMPIONS("冠军客户", 5, 5, 4, 5),
    LOYAL_CUSTOMERS("忠诚客户", 3, 4, 4, 5),
    POTENTIAL_LOYALISTS("潜在忠诚客户", 4, 5, 2, 3),
    NEW_CUSTOMERS("新客户", 5, 5, 1, 1),
    PROMISING("有希望的客户", 4, 4, 1, 1),
    NEED_ATTENTION("需要关注的客户", 3, 3, 3, 3),
    ABOUT_TO_SLEEP("即将沉睡的客户", 3, 3, 1, 2),
    AT_RISK("有流失风险的客户", 1, 2, 3, 4),
    CANNOT_LOSE("不能失去的客户", 1, 2, 5, 5),
    HIBERNATING("休眠客户", 1, 2, 1, 2);

    private final String english = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    private final String chinese;
    private final int recencyFrom;
    private final int recencyTo;
    private final int frequencyFrom;
    private final int frequencyTo;

    RfmCell(String chinese, int recencyFrom, int recencyTo, int frequencyFrom, int frequencyTo) {
        this.chinese = chinese;
        this.recencyFrom = recencyFrom;
        this.recencyTo = recencyTo;
        this.frequencyFrom = frequencyFrom;
        this.frequencyTo = frequencyTo;
    }

    /** The cell of that name in either language. */
    public static Optional<RfmCell> named(String text) {
        return Arrays.stream(values())
                .filter(cell -> cell.english.equalsIgnoreCase(text) || cell.chinese.equals(text))
                .findFirst();
    }

    /** The name in English, which is also its key: {@code at risk}. */
    public String english() {
        return english;
    }

    public String chinese() {
        return chinese;
    }

    public int recencyFrom() {
        return recencyFrom;
    }

    public int recencyTo() {
        return recencyTo;
    }

    public int frequencyFrom() {
        return frequencyFrom;
    }

    public int frequencyTo() {
        return frequencyTo;
    }
}
