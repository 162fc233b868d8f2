package io.rekindle.engine.trial;

import io.rekindle.engine.fact.LifecycleState;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Holds;
import io.rekindle.engine.rule.sentence.Names;
import io.rekindle.engine.rule.sentence.Said;
import io.rekindle.engine.rule.sentence.Sentence;
import io.rekindle.engine.rule.sentence.StateNames;
import io.rekindle.engine.rule.sentence.ValueType;
import io.rekindle.engine.rule.source.Phrase;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sentences of test files in any language. The names in them are taken as they stand: who asks looks them up. */
record Sentences(Catalogue catalogue, Names names) {

    static Sentences of(RuleBook book) {
        Names names = Names.anything(book.policy().currency(), StateNames.of(book.lifecycle()));
        return new Sentences(RuleBookWriter.catalogue(book), names);
    }

    /** A test with its settings by their English names. */
    Yaml english(Yaml test, Problems problems) {
        return catalogue.keywords().english(test, new Holds.Settings("test", false), problems);
    }

    /** What the text says; empty, and why among the problems, where it is nothing that may stand at that place. */
    Optional<Said> read(String place, Phrase text, Problems problems) {
        return catalogue.read(place, text, names, problems);
    }

    /** A lifecycle state by its key or label; null, and why among the problems, where there is none of that name. */
    @Nullable
    LifecycleState state(Phrase text, Problems problems) {
        String key = (String) ValueType.STATE.read(text, names, problems);
        return key == null ? null : LifecycleState.of(key).orElseThrow();
    }

    /** Yes, no, all or a channel by its key, whatever the language; anything else as it stands. */
    String choice(Phrase text, Problems problems) {
        return String.valueOf(ValueType.CHOICE.read(text, names, problems));
    }

    /** Whether a line of the book and one that a test quotes ask the same, in whatever language and spelling. */
    boolean same(String line, Phrase quoted) {
        Phrase ofBook = Phrase.of("", 0, 0, line);
        return ofBook.text().equals(quoted.text())
                || question(ofBook)
                        .flatMap(one -> question(quoted)
                                .filter(other -> one.id().equals(other.id())
                                        && one.values().equals(other.values())))
                        .isPresent();
    }

    private Optional<Said> question(Phrase line) {
        return catalogue.read(Sentence.CONDITION, line, names, new Problems());
    }
}
