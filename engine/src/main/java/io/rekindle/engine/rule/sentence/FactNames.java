package io.rekindle.engine.rule.sentence;

import io.rekindle.engine.fact.Kept;
import io.rekindle.engine.rule.source.Language;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the properties of events and the cells of recency and frequency are called in each language. */
final class FactNames {

    private static final Map<String, String> PROPERTIES_ZH = Map.of(
            "brand", "品牌",
            "category", "品类",
            "channel", "渠道",
            "plan", "套餐",
            "product", "商品",
            "reason", "原因",
            "sku", "货号",
            "store", "门店",
            "type", "类型");

    static final String PROPERTIES_SHAPE = String.join("|", Kept.PROPERTIES) + "|"
            + String.join("|", PROPERTIES_ZH.values().stream().sorted().toList());

    static final String CELLS_SHAPE = Arrays.stream(RfmCell.values())
            .flatMap(cell -> Stream.of(cell.english(), cell.chinese()))
            .collect(Collectors.joining("|"));

    private FactNames() {}

    /** The property of that name in either language. */
    static Optional<String> propertyKey(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Kept.PROPERTIES.stream()
                .filter(key -> key.equals(lower) || text.equals(PROPERTIES_ZH.get(key)))
                .findFirst();
    }

    static String property(Object value, Language language, Names names) {
        String key = (String) value;
        return language == Language.ZH ? PROPERTIES_ZH.getOrDefault(key, key) : key;
    }

    static String cell(Object value, Language language, Names names) {
        RfmCell cell = RfmCell.named((String) value).orElseThrow();
        return language == Language.ZH ? cell.chinese() : cell.english();
    }
}
