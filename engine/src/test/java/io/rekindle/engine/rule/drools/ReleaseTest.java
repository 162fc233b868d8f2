package io.rekindle.engine.rule.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import org.junit.jupiter.api.Test;

class ReleaseTest {

    @Test
    void the_shipped_book_compiles() {
        Release release = Release.compile(TestBook.shipped().book());
        try (RuleSession session = release.open()) {
            assertThat(session.factCount()).isZero();
        }
    }
}
