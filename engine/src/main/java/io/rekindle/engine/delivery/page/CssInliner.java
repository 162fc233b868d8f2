package io.rekindle.engine.delivery.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector;

/**
 * Writes the rules of a page's style sheets onto the elements that they match, since some mail readers drop the sheets. Media
 * queries and the like stay in their sheet. A rule needs {@code !important} there to win over what is on the element.
 */
final class CssInliner {

    private record Applied(StyleSheet.Rule rule, int order) {}

    private CssInliner() {}

    static String inline(String html) {
        if (!html.toLowerCase(Locale.ROOT).contains("<style")) {
            return html;
        }
        Document page = Jsoup.parse(html);
        page.outputSettings().prettyPrint(false);
        List<Applied> rules = new ArrayList<>();
        for (Element sheet : page.select("style:not([media])")) {
            StyleSheet parsed = StyleSheet.parse(sheet.data());
            var kept = new StringBuilder(parsed.rest());
            for (StyleSheet.Rule rule : parsed.rules()) {
                if (matchesAny(page, rule)) {
                    rules.add(new Applied(rule, rules.size()));
                } else {
                    kept.append('\n')
                            .append(rule.selector())
                            .append(" {")
                            .append(rule.declarations())
                            .append('}');
                }
            }
            keep(sheet, kept.toString().strip());
        }
        apply(page, rules);
        return page.outerHtml();
    }

    private static boolean matchesAny(Document page, StyleSheet.Rule rule) {
        try {
            return page.selectFirst(rule.selector()) != null;
        } catch (Selector.SelectorParseException | IllegalArgumentException e) {
            return false; // a reader may understand it: it stays in the sheet
        }
    }

    private static void keep(Element sheet, String rest) {
        if (rest.isEmpty()) {
            sheet.remove();
        } else {
            sheet.empty();
            sheet.appendChild(new DataNode("\n" + rest + "\n"));
        }
    }

    private static void apply(Document page, List<Applied> rules) {
        List<Applied> weakestFirst = new ArrayList<>(rules);
        weakestFirst.sort(Comparator.comparingInt((Applied each) -> each.rule().specificity())
                .thenComparingInt(Applied::order));
        Map<Element, List<String>> styles = new HashMap<>();
        for (Applied each : weakestFirst) {
            List<String> declarations = StyleSheet.declarations(each.rule().declarations());
            for (Element element : page.select(each.rule().selector())) {
                styles.computeIfAbsent(element, any -> new ArrayList<>()).addAll(declarations);
            }
        }
        styles.forEach((element, declarations) -> {
            declarations.addAll(StyleSheet.declarations(element.attr("style")));
            element.attr("style", merged(declarations));
        });
    }

    /** The last of each property counts, and what is important before what is not. */
    private static String merged(List<String> declarations) {
        Map<String, String> byProperty = new LinkedHashMap<>();
        for (boolean important : new boolean[] {false, true}) {
            for (String declaration : declarations) {
                if (declaration.toLowerCase(Locale.ROOT).contains("!important") == important) {
                    String property = declaration
                            .substring(0, declaration.indexOf(':'))
                            .strip()
                            .toLowerCase(Locale.ROOT);
                    byProperty.remove(property);
                    byProperty.put(property, declaration);
                }
            }
        }
        return String.join("; ", byProperty.values());
    }
}
