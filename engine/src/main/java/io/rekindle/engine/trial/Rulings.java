package io.rekindle.engine.trial;

import java.util.List;

/** How what single parts of a rule answer makes what the rule answers. */
interface Rulings {

    /** The rule's answer to the answers of its parts. */
    int of(boolean[] parts);

    /** Holds where one does: exit lines, never-contact lines. */
    static Rulings anyOf() {
        return parts -> {
            for (boolean part : parts) {
                if (part) {
                    return 1;
                }
            }
            return 0;
        };
    }

    /** The number of the first that holds: lifecycle rows. */
    static Rulings first() {
        return parts -> {
            for (int index = 0; index < parts.length; index++) {
                if (parts[index]) {
                    return index;
                }
            }
            return parts.length;
        };
    }

    /** Holds where each group has one that does; a line by itself is its own group. */
    static Rulings allOf(List<Integer> groups) {
        return parts -> {
            for (int group : groups) {
                boolean any = false;
                for (int index = 0; index < parts.length; index++) {
                    any |= groups.get(index) == group && parts[index];
                }
                if (!any) {
                    return 0;
                }
            }
            return 1;
        };
    }
}
