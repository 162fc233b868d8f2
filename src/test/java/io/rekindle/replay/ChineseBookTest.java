package io.rekindle.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.Installation;
import io.rekindle.demo.Demo;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.source.Language;
import io.rekindle.engine.rule.writing.RuleBookWriter;
import io.rekindle.postgres.FreshDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same shop, replayed for eighteen months under the shipped book as it is, and under the same book in Chinese. */
@ExtendWith(FreshDatabase.class)
class ChineseBookTest {

    private static final String DECISIONS = """
            select c.ref || ' ' || d.campaign || ' ' || d.step || ' ' || d.entry || ' ' || d.at || ' ' || d.outcome || ' '
                   || coalesce(d.reason, '')
            from decision d join customer c on c.id = d.customer_id order by 1
            """;
    private static final String HISTORIES = """
            select c.ref || ' ' || coalesce(d.lifecycle, '') || ' ' || coalesce(d.due_at::text, '') || ' '
                   || encode(sha256(f.history), 'hex')
            from customer c join facts f on f.customer_id = c.id join due d on d.customer_id = c.id order by 1
            """;

    private final JdbcClient sql;
    private final DataSource database;

    @TempDir
    private Path folder;

    ChineseBookTest(DataSource database) {
        this.database = database;
        this.sql = JdbcClient.create(database);
    }

    @Test
    void decides_the_same_for_every_customer_as_the_english_one() {
        RuleBook english = Books.shipped();
        RuleBook chinese = Books.of(RuleBookWriter.write(english, Language.ZH));
        assertThat(chinese.files().get("campaigns/dormant-recall.yaml")).contains("人群:", "生命周期为沉睡");

        replay(english);
        List<String> decisions = rows(DECISIONS);
        List<String> histories = rows(HISTORIES);
        sql.sql("truncate customer, release, offer, budget, suppression, scheduled_run cascade")
                .update();
        replay(chinese);

        assertThat(decisions).hasSizeGreaterThan(200);
        assertThat(rows(DECISIONS)).isEqualTo(decisions);
        assertThat(rows(HISTORIES)).hasSize(60).isEqualTo(histories);
    }

    private void replay(RuleBook book) {
        Demo.invented(Installation.open(database, book, Clock.systemUTC()), folder, 60, new Demo.Watcher() {
            @Override
            public void begins(String part, long steps) {}

            @Override
            public void reached(long steps) {}
        });
    }

    private List<String> rows(String query) {
        return sql.sql(query).query(String.class).list();
    }
}
