package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.CatalogueFile;
import io.rekindle.engine.rule.source.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogues read last: a book is read at every keystroke of its author, and its sentences stay the same. */
final class Catalogues {

    private static final int KEPT = 8;
    private static final Map<Map<String, String>, Read> LAST = new LinkedHashMap<>();

    private record Read(Catalogue catalogue, List<Problem> problems) {}

    private Catalogues() {}

    /** The catalogue in the files of a book; what is wrong with it is among the problems. */
    static Catalogue of(Map<String, String> files, Problems problems) {
        Read read = remembered(files);
        problems.addAll(read.problems());
        return read.catalogue();
    }

    private static Read remembered(Map<String, String> files) {
        synchronized (LAST) {
            Read known = LAST.get(files); // maps are equal whatever their order
            if (known != null) {
                return known;
            }
        }
        Problems found = new Problems();
        Read read = new Read(CatalogueFile.read(files, found), found.list());
        synchronized (LAST) {
            LAST.put(new LinkedHashMap<>(files), read);
            if (LAST.size() > KEPT) {
                LAST.remove(LAST.keySet().iterator().next());
            }
        }
        return read;
    }
}
