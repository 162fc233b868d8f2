package io.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedBookTest {

    @Test
    void the_shipped_book_has_nothing_to_point_out_and_compiles() throws IOException {
        Reading reading = RuleBooks.readShipped();

        assertThat(reading.problems()).isEmpty();
        assertThat(Release.compile(reading.book().orElseThrow()).drl()).contains("rule \"dormant-recall audience\"");
    }

    @Test
    void the_directory_in_which_marketers_edit_is_the_book_that_ships() throws IOException {
        assertThat(RuleBooks.read(Path.of("")).book())
                .isEqualTo(RuleBooks.readShipped().book());
    }
}
