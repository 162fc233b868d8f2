package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.page.Page;
import io.rekindle.engine.delivery.page.PageMistake;
import io.rekindle.engine.rule.book.Problem;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of the rule book, in one channel and language: {@code templates/<name>.<channel>.<language>.txt}, for e-mail with
 * an {@code .html} or {@code .mjml} beside it if wanted.
 *
 * <p>The first line of an e-mail or push is its subject or title and the rest its text; an SMS is all text. Both are Liquid: the
 * tags {@code if}, {@code unless}, {@code case}, {@code for}, {@code assign}, {@code capture}, {@code comment} and {@code raw},
 * and a list of filters. {@code {{first_name|you}}} prints "you" where the variable is missing or blank. {@code date} prints a
 * date in the customer's zone and the template's language. Values in HTML are escaped.
 *
 * <p>Rendering is a function of its arguments: no clock, no default zone, no files, no Java objects. Safe for many threads.
 */
public final class Template {

    private static final Pattern GAPS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private static final Pattern FILE = Pattern.compile(
            "(?:.*/)?(?<name>[a-z0-9][a-z0-9_-]*)\\.(?<channel>[a-z][a-z0-9_]*)\\.(?<language>[a-z]{2,3})"
                    + "\\.(?<kind>txt|html|mjml)");

    /** What a template's file name says. */
    record Key(String name, ChannelName channel, String language, boolean html, boolean mjml) {

        static Key of(String path) {
            Matcher file = FILE.matcher(path);
            if (!file.matches()) {
                throw problem(path, 0, "template-name", "a template is called name.channel.language.txt");
            }
            var channel = new ChannelName(file.group("channel"));
            boolean mjml = file.group("kind").equals("mjml");
            boolean html = mjml || file.group("kind").equals("html");
            if (html && !channel.equals(ChannelName.EMAIL)) {
                throw problem(path, 0, "template-name", "only an e-mail has an HTML part");
            }
            return new Key(file.group("name"), channel, file.group("language"), html, mjml);
        }
    }

    private final Key key;
    private final @Nullable Liquid title;
    private final Liquid text;
    private final @Nullable Liquid html;

    private Template(Key key, @Nullable Liquid title, Liquid text, @Nullable Liquid html) {
        this.key = key;
        this.title = title;
        this.text = text;
        this.html = html;
    }

    /**
     * Reads a {@code .txt} file.
     *
     * @throws TemplateException if it cannot be used: file, line, column, what is wrong, the nearest right thing
     */
    public static Template parse(String path, String source) {
        Key key = Key.of(path);
        if (key.html()) {
            throw problem(path, 0, "template-name", "an HTML part stands beside a .txt, not alone");
        }
        String lines = normal(source);
        int end = lines.indexOf('\n');
        if (key.channel().equals(ChannelName.SMS)) {
            return new Template(key, null, text(path, lines, 1), null);
        }
        String first = end < 0 ? lines : lines.substring(0, end);
        if (first.isBlank()) {
            throw problem(path, 1, "template-title", "the first line is the subject or title, and it is empty");
        }
        Liquid title = Liquid.parse(path, first, 1, false);
        int begin = end < 0 ? lines.length() : end + 1;
        while (begin < lines.length() && lines.charAt(begin) == '\n') {
            begin++;
        }
        int line = 1
                + (int) lines.substring(0, begin).chars().filter(c -> c == '\n').count();
        return new Template(key, title, text(path, lines.substring(begin), line), null);
    }

    /** The same message with an HTML part, from the {@code .html} or {@code .mjml} file beside its {@code .txt}. */
    public Template withHtml(String path, String source) {
        if (html != null) {
            throw problem(path, 0, "template-name", "a message has one HTML part: .html or .mjml, not both");
        }
        String written = normal(source);
        Liquid asWritten = Liquid.parse(path, written, 1, true);
        try {
            String page = Key.of(path).mjml() ? Page.fromMjml(written, key.language()) : Page.fromHtml(written);
            return new Template(key, title, text, page.equals(written) ? asWritten : Liquid.parseBuilt(path, page));
        } catch (PageMistake mistake) {
            throw problem(path, mistake);
        }
    }

    /**
     * The message for one customer, or why it is held.
     *
     * @param variables texts, numbers, truth values, dates, lists and maps of these; {@code coupon.code} may be a key of its own
     *     or stand in a map under {@code coupon}
     * @param zone the customer's, for dates
     * @throws IllegalArgumentException if a value is of another type: a bug of the caller
     */
    public Rendering render(Map<String, ? extends @Nullable Object> variables, ZoneId zone) {
        Map<String, Object> values = Liquid.values(variables);
        try {
            String subject = title == null ? "" : onOneLine(title.render(values, zone, key.language()));
            String body = text.render(values, zone, key.language()).strip();
            if (body.isEmpty() || (title != null && subject.isEmpty())) {
                throw HeldBack.because("its text or title is empty for this customer");
            }
            String page = html == null ? null : html.render(values, zone, key.language());
            return new Rendering.Ready(new Content(subject, body, page));
        } catch (HeldBack held) {
            return held.held();
        }
    }

    public String name() {
        return key.name();
    }

    public ChannelName channel() {
        return key.channel();
    }

    /** The language it is written in, which is the language of its dates too. */
    public String language() {
        return key.language();
    }

    /** Every variable that it reads, such as {@code coupon.code}. */
    public Set<String> variables() {
        return union(parts().map(Liquid::variables));
    }

    /** Those that it prints without a fallback: a customer for whom one is missing gets no message. */
    public Set<String> variablesWithoutFallback() {
        return union(parts().map(Liquid::required));
    }

    static TemplateException problem(String path, int line, String code, String message) {
        return new TemplateException(
                new Problem(Problem.Severity.ERROR, path, line, line == 0 ? 0 : 1, null, code, message, null));
    }

    private static TemplateException problem(String path, PageMistake mistake) {
        String nearest = mistake.word().isEmpty() ? null : Nearest.to(mistake.word(), mistake.known());
        int column = mistake.line() == 0 ? 0 : 1;
        return new TemplateException(new Problem(
                Problem.Severity.ERROR,
                path,
                mistake.line(),
                column,
                null,
                "template-page",
                String.valueOf(mistake.getMessage()),
                nearest));
    }

    private Stream<Liquid> parts() {
        return Stream.of(Stream.ofNullable(title), Stream.of(text), Stream.ofNullable(html))
                .flatMap(part -> part);
    }

    private static Set<String> union(Stream<Set<String>> sets) {
        var union = new TreeSet<String>();
        sets.forEach(union::addAll);
        return Collections.unmodifiableSet(union);
    }

    private static Liquid text(String path, String source, int firstLine) {
        if (source.isBlank()) {
            throw problem(path, firstLine, "template-empty", "the message has no text");
        }
        return Liquid.parse(path, source, firstLine, false);
    }

    private static String normal(String source) {
        String withoutMark = source.startsWith("\ufeff") ? source.substring(1) : source;
        return withoutMark.replace("\r\n", "\n").stripTrailing();
    }

    static String onOneLine(String text) {
        return GAPS.matcher(text).replaceAll(" ").strip();
    }
}
