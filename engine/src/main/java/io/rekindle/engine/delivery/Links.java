package io.rekindle.engine.delivery;

import io.rekindle.engine.touchpoint.Touchpoint;
import java.util.Optional;

/** Addresses of ours that messages carry, by which their readers tell us what they want and what they did. */
public interface Links {

    /** A page that looks like one of ours and is none. */
    String SAMPLE_PAGE = "https://shop.example/u/" + "0".repeat(38);

    /** Stand-ins for looking at a message: the same length, but they lead nowhere. */
    Links SAMPLES = new Links() {
        @Override
        public Optional<String> preferences(Touchpoint touchpoint) {
            return Optional.of(SAMPLE_PAGE);
        }

        @Override
        public Content tracked(Touchpoint touchpoint, Content content) {
            return content;
        }
    };

    /** The page on which a message's reader stops what they do not want; empty where there is none to lead to. */
    Optional<String> preferences(Touchpoint touchpoint);

    /** The content with links that tell us they were followed, where that is wanted; they lead where they led before. */
    Content tracked(Touchpoint touchpoint, Content content);
}
