package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.book.Condition;
import io.rekindle.engine.rule.book.LifecycleRow;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grids as marketers keep them: in either language, with the signs of either keyboard, as spreadsheets save them. */
class GridsOfBothLanguagesTest {

    private static final String SHIPPED_IN_CHINESE = """
            状态,订单数,距上次下单天数,近30天访问下降,近180天消费（元）,备注
            潜在,0,任意,-,,从未下单
            流失,≥1,≥120天,,,
            沉睡客户,>=1 单,30～119,,,
            流失预警,＞＝１,＜30,≥50％,,
            忠诚,≥5,<30天,,"≥2,000元",
            新客,1,<30,,,
            活跃,≥1,<30,,不限,
            """;

    private static List<Condition> conditions(RuleBook book) {
        return book.lifecycle().stream().map(LifecycleRow::condition).toList();
    }

    @Test
    void the_lifecycle_grid_asks_the_same_in_chinese() {
        RuleBook english = TestBook.shipped().book();
        RuleBook chinese =
                TestBook.shipped().with("lifecycle.csv", SHIPPED_IN_CHINESE).book();

        assertThat(conditions(chinese)).isEqualTo(conditions(english));
        assertThat(chinese.lifecycle())
                .extracting(LifecycleRow::state)
                .isEqualTo(english.lifecycle().stream().map(LifecycleRow::state).toList());
        assertThat(chinese.lifecycle().get(2).label().zh()).isEqualTo("沉睡");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30..119",
                "30...119",
                "30…119",
                "30-119",
                "30–119",
                "30—119",
                "30～119",
                "30 ~ 119",
                "30至119天",
                "30 to 119",
                "30 到 119"
            })
    void a_range_can_be_written(String range) {
        assertThat(onlyCell("days_since_order", range)).isEqualTo(onlyCell("days_since_order", "30..119"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "≥30|>=", "＞＝30|>=", "=>30|>=", "≧30|>=", "≤ 30|<=", "=<30|<=", "<30|<", "＞30|>", "30|==", "=30|==",
                "==30|==", "≠30|!=", "<>30|!=", "!=30|!="
            })
    void a_comparison_can_be_written(String cell, String operator) {
        assertThat(onlyCell("orders", cell))
                .isEqualTo(new Condition.All(List.of(new Condition.Compare("orders", List.of(), operator, 30L))));
    }

    private static Condition onlyCell(String column, String cell) {
        return TestBook.empty()
                .with("lifecycle.csv", "state," + column + "\nlost,\"" + cell + "\"\n")
                .book()
                .lifecycle()
                .get(0)
                .condition();
    }

    @ParameterizedTest
    @CsvSource({"';'", "'\t'"})
    void a_file_may_have_other_separators(String separator) {
        TestBook book = TestBook.shipped()
                .with(
                        "lifecycle.csv",
                        SHIPPED_IN_CHINESE.replace("\"≥2,000元\"", "≥2000").replace(",", separator));

        assertThat(conditions(book.book()))
                .isEqualTo(conditions(TestBook.shipped().book()));
    }

    @Test
    void coupons_can_be_written_in_chinese() {
        RuleBook book = TestBook.empty().with("coupons.csv", """
                券码,类型,面额,门槛,有效期,每人限领,库存,中文名,英文名
                NEW20,金额,20元,满99元,7 天,1张,"20,000",首单立减20元,¥20 first order
                HALF,折扣,5折,无门槛,2周,1,不限,半价,Half price
                CART5,折扣,95折,￥99,48小时,,,购物车95折,5% off
                SHIP,包邮,免费,,14 days,2,,免运费,Free shipping
                """).book();

        assertThat(book.offers().get("NEW20"))
                .returns(Offer.Kind.AMOUNT, Offer::kind)
                .returns(2000L, Offer::value)
                .returns(9900L, Offer::minSpend)
                .returns(new Span(7, ChronoUnit.DAYS), Offer::valid)
                .returns(1, Offer::limitPerCustomer)
                .returns(20_000L, Offer::stock);
        assertThat(book.offers().get("HALF"))
                .returns(50L, Offer::value)
                .returns(0L, Offer::minSpend)
                .returns(Long.MAX_VALUE, Offer::stock);
        assertThat(book.offers().get("CART5"))
                .returns(5L, Offer::value)
                .returns(9900L, Offer::minSpend)
                .returns(new Span(48, ChronoUnit.HOURS), Offer::valid);
        assertThat(book.offers().get("SHIP").kind()).isEqualTo(Offer.Kind.SHIPPING);
    }

    @Test
    void a_unit_of_another_currency_is_an_error() {
        TestBook book = TestBook.empty().with("coupons.csv", "code,kind,value,valid\nA,amount,$20,7 days\n");

        assertThat(book.problems()).containsExactly("coupons.csv C2 This book's currency is CNY, not USD.");
    }

    @ParameterizedTest
    @CsvSource({"$20 CNY", "€20 CNY", "$20元", "¥20 USD"})
    void a_sign_and_a_word_of_different_currencies_are_an_error(String wrong) {
        TestBook book = TestBook.empty().with("coupons.csv", "code,kind,value,valid\nA,amount," + wrong + ",7 days\n");

        assertThat(book.problems()).singleElement().asString().contains("coupons.csv C2", wrong);
    }

    @ParameterizedTest
    @CsvSource({"¥20", "¥20 CNY", "¥20元", "20元", "20 CNY", "￥２０"})
    void a_sign_and_a_word_may_say_the_same_currency(String right) {
        TestBook book = TestBook.shipped().replacing("coupons.csv", "20 CNY,99 CNY", right + ",99 CNY");

        assertThat(book.book().offers().get("NEW20")).returns(2000L, Offer::value);
    }

    @ParameterizedTest
    @CsvSource({"'流失,≥1天,≥120'", "'流失,≥1,≥120次'", "'流失,≥1,≥120 orders'"})
    void a_number_with_the_unit_of_something_else_is_an_error(String wrong) {
        String grid = SHIPPED_IN_CHINESE.replace("流失,≥1,≥120天", wrong);

        assertThat(TestBook.shipped().with("lifecycle.csv", grid).problems())
                .singleElement()
                .asString()
                .contains("should be a whole number");
    }

    @Test
    void days_in_the_stock_of_a_coupon_are_an_error() {
        TestBook book = TestBook.shipped().replacing("coupons.csv", "50000", "50000 day");

        assertThat(book.problems())
                .singleElement()
                .asString()
                .endsWith("\"50000 day\" should be a whole number, like 30.");
    }

    @Test
    void scores_and_days_can_be_written_in_chinese() {
        RuleBook book = TestBook.shipped()
                .with("rfm.csv", "评分,最近购买天数,订单数,消费金额\n5,30天,10,5000元\n4,60,5,\"2,000\"\n3,120,3,800\n2,240,2,300\n")
                .with("calendar/cn-2026.csv", "日期,名称\n2026/2/16,除夕\n2026年4月5日,清明节\n")
                .book();

        assertThat(book.rfm()).isEqualTo(TestBook.shipped().book().rfm());
        assertThat(book.policy().noSendDays())
                .containsExactlyInAnyOrder(LocalDate.of(2026, 2, 16), LocalDate.of(2026, 4, 5));
    }

    @Test
    void a_date_whose_order_nobody_can_tell_is_an_error() {
        TestBook book = TestBook.shipped().with("calendar/cn-2026.csv", "date\n2/3/2026\n");

        assertThat(book.problems())
                .containsExactly("calendar/cn-2026.csv A2 \"2/3/2026\" should be a day, like 2026-04-05.");
    }

    @Test
    void a_range_of_which_a_spreadsheet_made_a_date_is_an_error() {
        TestBook book = TestBook.empty().with("lifecycle.csv", "state,orders\nnew,3月5日\n");

        assertThat(book.problems())
                .containsExactly("lifecycle.csv B2 \"3月5日\" is a date: a spreadsheet made it of what was typed."
                        + " Write a range with dots, like 3..5.");
    }

    @Test
    void a_name_that_a_spreadsheet_would_run_is_an_error() {
        TestBook book = TestBook.empty().with("coupons.csv", """
                        code,kind,value,valid,label_en
                        A,shipping,,7 days,=cmd|' /C calc'!A0
                        B,shipping,,7 days,-5% today
                        """);

        assertThat(book.problems())
                .contains("coupons.csv E2 A spreadsheet would take this name for a formula. Begin it with a letter.")
                .noneMatch(problem -> problem.contains("E3"));
    }

    @Test
    void a_misspelt_word_of_either_language_is_answered_with_the_nearest() {
        TestBook book = TestBook.empty().with("lifecycle.csv", "状态,距上次下单日数\n沉水,≥30\n");

        assertThat(book.problems())
                .contains("lifecycle.csv B1 \"距上次下单日数\" is not a column of lifecycle.csv. Did you mean \"距上次下单天数\"?")
                .contains("lifecycle.csv A2 There is no lifecycle state \"沉水\". Did you mean \"沉睡\"?");
    }

    @Test
    void a_state_may_be_called_by_the_label_that_the_grid_gave_it() {
        RuleBook book = TestBook.empty()
                .with("lifecycle.csv", "state,label_zh,orders\nloyal,金牌,>=10\n金牌,,>=5\nnew,,\n")
                .book();

        assertThat(book.lifecycle().get(1).state().key()).isEqualTo("loyal");
    }

    @Test
    void the_header_may_stand_below_empty_rows() {
        TestBook book = TestBook.empty().with("lifecycle.csv", "\n,,\nstate,orders\nnew,x\n");

        assertThat(book.problems()).containsExactly("lifecycle.csv B4 \"x\" should be a whole number, like 30.");
    }
}
