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

/** The same shop (but for coupons' codes, which nobody can guess, and the words of exit lines), replayed for eighteen months under the shipped book as it is, and under the same book in Chinese. */
@ExtendWith(FreshDatabase.class)
class ChineseBookTest {

    private static final String DECISIONS = """
            select c.ref || ' ' || d.campaign || ' ' || d.step || ' ' || d.entry || ' ' || d.at || ' ' || d.outcome || ' '
                   || coalesce(d.reason, '')
            from decision d join customer c on c.id = d.customer_id order by 1
            """;
    private static final String STATES = """
            select c.ref || ' ' || coalesce(d.lifecycle, '') || ' ' || coalesce(d.due_at::text, '')
            from customer c join due d on d.customer_id = c.id order by 1
            """;
    private static final String EVENTS = """
            select c.ref || ' ' || e.occurred_at || ' ' || e.name || ' '
                   || case e.name when 'Campaign Exited' then e.properties - 'reason' else e.properties end
            from event e join customer c on c.id = e.customer_id where e.properties ->> 'code' is null order by 1
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
        List<String> states = rows(STATES);
        List<String> events = rows(EVENTS);
        sql.sql(
                        "truncate customer, event, event_id, decision, release, review, offer, budget, suppression, scheduled_run cascade")
                .update();
        replay(chinese);

        assertThat(decisions).hasSizeGreaterThan(200);
        assertThat(rows(DECISIONS)).isEqualTo(decisions);
        assertThat(rows(STATES)).hasSize(60).isEqualTo(states);
        assertThat(rows(EVENTS)).isEqualTo(events);
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
