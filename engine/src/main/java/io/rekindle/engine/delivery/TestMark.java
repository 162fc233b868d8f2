package io.rekindle.engine.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks a message as a test where its reader looks first: before the subject or title, or at the beginning of a text without one.
 * An SMS that begins with its sender's signature keeps it there, and gets no second pair of 【】: carriers would refuse both.
 */
public final class TestMark {

    private static final Pattern SIGNATURE = Pattern.compile("^\\s*【[^【】]*】");

    private TestMark() {}

    public static Content on(Content content, String language) {
        boolean chinese = language.startsWith("zh");
        if (!content.title().isEmpty()) {
            String mark = chinese ? "【测试】" : "[TEST] ";
            return new Content(mark + content.title(), content.text(), content.html());
        }
        String mark = chinese ? "[测试]" : "[TEST] ";
        Matcher signature = SIGNATURE.matcher(content.text());
        int at = signature.find() ? signature.end() : 0;
        String text = content.text().substring(0, at) + mark + content.text().substring(at);
        return new Content(content.title(), text, content.html());
    }
}
