package io.rekindle.engine.delivery;

/** Inside a rendering: this must not be sent. Becomes a {@link Rendering.Held} and never leaves the package. */
final class HeldBack extends RuntimeException {

    private final String variable;
    private final String why;

    private HeldBack(String variable, String why) {
        super(why, null, false, false);
        this.variable = variable;
        this.why = why;
    }

    static HeldBack missing(String variable) {
        return new HeldBack(variable, "no value for " + variable + ", and no fallback after |");
    }

    static HeldBack because(String why) {
        return new HeldBack("", why);
    }

    Rendering.Held held() {
        return new Rendering.Held(variable, why);
    }
}
