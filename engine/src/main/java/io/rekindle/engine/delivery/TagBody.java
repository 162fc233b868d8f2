package io.rekindle.engine.delivery;

/** What stands between the braces, without the dashes that strip white space. */
record TagBody(String raw) {

    String before() {
        return raw.startsWith("-") ? "- " : " ";
    }

    String after() {
        return raw.endsWith("-") && raw.length() > 1 ? " -" : " ";
    }

    String text() {
        int from = raw.startsWith("-") ? 1 : 0;
        int to = raw.endsWith("-") && raw.length() > from ? raw.length() - 1 : raw.length();
        return raw.substring(from, to).strip();
    }

    /** Kept, so that lines stay where they were. */
    String lineBreaks() {
        return raw.replaceAll("[^\n]", "");
    }
}
