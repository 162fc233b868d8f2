package io.rekindle.engine.delivery.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A style sheet taken apart: rules that can be written onto elements, and what has to stay a sheet.
 *
 * @param rest at-rules such as media queries, and rules whose selectors depend on what the reader does
 */
record StyleSheet(List<Rule> rules, String rest) {

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|<!--(?!RkLiquid)|(?<!z)-->", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("#[\\w-]+");
    private static final Pattern CLASS = Pattern.compile("\\.[\\w-]+|\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.#\\[-])[a-zA-Z][\\w-]*");
    private static final int MOST_RULES = 500;

    /** One selector with its declarations. */
    record Rule(String selector, String declarations) {

        /** How particular the selector is (CSS Selectors 3 §9). */
        int specificity() {
            String outside = selector.replaceAll("\\[[^]]*]", "");
            return 10_000 * count(ID, outside) + 100 * count(CLASS, selector) + count(NAME, outside);
        }

        private static int count(Pattern pattern, String text) {
            return (int) pattern.matcher(text).results().count();
        }
    }

    static StyleSheet parse(String css) {
        String text = COMMENT.matcher(css).replaceAll("");
        List<Rule> rules = new ArrayList<>();
        var rest = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            int statement = text.indexOf(';', from);
            if (statement >= 0 && (open < 0 || statement < open)) {
                rest.append(text, from, statement + 1);
                from = statement + 1;
                continue;
            }
            int close = open < 0 ? -1 : end(text, open);
            if (close < 0) {
                rest.append(text.substring(from).stripTrailing());
                break;
            }
            String selectors = text.substring(from, open).strip();
            if (isFixed(selectors) && rules.size() < MOST_RULES) {
                String declarations = text.substring(open + 1, close);
                for (String selector : selectors.split(",")) {
                    rules.add(new Rule(selector.strip(), declarations));
                }
            } else {
                rest.append('\n').append(text, from, close + 1);
            }
            from = close + 1;
        }
        return new StyleSheet(rules, rest.toString().strip());
    }

    /** Declarations by themselves, as in a style attribute. */
    static List<String> declarations(String text) {
        List<String> declarations = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ';' : text.charAt(i);
            if (i < text.length() && quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth = Math.max(0, depth + (c == '(' ? 1 : -1));
            } else if (c == ';' && (depth == 0 || i == text.length())) {
                String declaration = text.substring(from, i).strip();
                if (declaration.indexOf(':') > 0) {
                    declarations.add(declaration);
                }
                from = i + 1;
            }
        }
        return declarations;
    }

    /** Whether the selectors are the same whatever the reader does and wherever the page is shown. */
    private static boolean isFixed(String selectors) {
        return !selectors.isEmpty() && selectors.chars().noneMatch(c -> c == '@' || c == ':' || c == '<' || c == '\\');
    }

    private static int end(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
