package io.rekindle.engine.delivery.page;

/** Makes the page that is filled in for each customer from what its author wrote; Liquid stays as it was written. */
public final class Page {

    private Page() {}

    /**
     * A page from MJML.
     *
     * @throws PageMistake if it is not
     */
    public static String fromMjml(String source, String language) {
        Mjml.check(source);
        LiquidMarks marks = LiquidMarks.in(source);
        return marks.restored(CssInliner.inline(Mjml.compile(marks, language)));
    }

    /**
     * A page from HTML: as it is, or with its style sheets inlined where it has any.
     *
     * @throws PageMistake if Liquid stands where no page can have it
     */
    public static String fromHtml(String source) {
        LiquidMarks marks = LiquidMarks.in(source);
        String inlined = CssInliner.inline(marks.marked());
        return inlined.equals(marks.marked()) ? source : marks.restored(inlined);
    }
}
