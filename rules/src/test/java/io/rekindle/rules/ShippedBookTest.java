package io.rekindle.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.delivery.MessageChecks;
import io.rekindle.engine.rule.book.Problem;
import io.rekindle.engine.rule.drools.Release;
import io.rekindle.engine.rule.language.Reading;
import io.rekindle.engine.rule.language.RuleBooks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedBookTest {

    @Test
    void the_shipped_book_compiles_and_has_one_line_to_point_out() throws IOException {
        Reading reading = MessageChecks.added(RuleBooks.readShipped());

        // written out for readers who do not know the grid by heart; the editor offers to take it away
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactly("campaigns/dormant-recall.yaml:6:5 This line removes nobody:"
                        + " \"lifecycle is dormant\" (lifecycle.csv, row 4) says so already.");
        assertThat(Release.compile(reading.book().orElseThrow()).drl()).contains("rule \"dormant-recall audience\"");
    }

    @Test
    void the_directory_in_which_marketers_edit_is_the_book_that_ships() throws IOException {
        assertThat(RuleBooks.read(Path.of("")).book())
                .isEqualTo(RuleBooks.readShipped().book());
    }
}
