package io.rekindle.engine.delivery;

import liqp.Insertion;
import liqp.TemplateContext;
import liqp.nodes.LNode;

/**
 * What one rendering has cost so far, in characters worked on. This is its limit of time: it is counted and not measured, since a
 * busy machine must not hold a message back that an idle one sends.
 */
final class Effort {

    /** Some tenths of a second; a message as people write them takes a few thousand. */
    static final int MOST = 2_000_000;

    /** Its name in the context, which no template can write. */
    static final String NAME = " effort";

    /** What each tag and filter costs, however short its value. */
    private static final int STEP = 50;

    private long spent;

    /** Counts one step over so many characters. */
    static void spend(TemplateContext context, long characters) {
        Effort effort = (Effort) context.get(NAME);
        effort.spent += STEP + characters;
        if (effort.spent > MOST) {
            throw HeldBack.because("it takes more work than " + MOST + " characters");
        }
    }

    /** The tag, counted each time it is gone through. */
    static Insertion counted(Insertion tag) {
        return new Insertion(tag.name) {
            @Override
            public Object render(TemplateContext context, LNode... nodes) {
                spend(context, 0);
                return tag.render(context, nodes);
            }
        };
    }
}
