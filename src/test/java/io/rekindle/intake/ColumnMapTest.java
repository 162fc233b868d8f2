package io.rekindle.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rekindle.intake.ColumnMap.Field;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnMapTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order_id,customer_id,order_ts,amount",
                "Invoice No,Customer,Order-Date,TOTAL",
                "OrderNo,UserId,createdAt,revenue",
                "id,buyer,date,amount",
                "订单号,会员号,下单时间,金额",
            })
    void columns_are_found_by_their_usual_names_whatever_their_case_and_signs(String header) {
        assertThat(ColumnMap.BY_NAME.in(List.of(header.split(","))))
                .isEqualTo(Map.of(Field.ORDER, 0, Field.CUSTOMER, 1, Field.TIME, 2, Field.AMOUNT, 3));
    }

    @Test
    void of_two_usual_names_the_one_listed_first_wins() {
        var places = ColumnMap.BY_NAME.in(List.of("id", "total", "amount", "order_id", "time", "date", "buyer"));

        assertThat(places).isEqualTo(Map.of(Field.ORDER, 3, Field.CUSTOMER, 6, Field.TIME, 5, Field.AMOUNT, 2));
    }

    @Test
    void what_the_importer_names_wins_over_the_usual_names() {
        var map = ColumnMap.parse("order=ref, customer=payer,time=when,amount=paid,cancel=void");

        var places =
                map.in(List.of("order_id", "customer_id", "amount", "date", "ref", "payer", "when", "paid", "void"));

        assertThat(places)
                .isEqualTo(Map.of(Field.ORDER, 4, Field.CUSTOMER, 5, Field.TIME, 6, Field.AMOUNT, 7, Field.CANCEL, 8));
    }

    @Test
    void a_missing_column_is_one_error_that_names_what_is_there_and_what_to_pass() {
        assertThatThrownBy(() -> ColumnMap.BY_NAME.in(List.of("ref", "day", "customer", "amount")))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessage("No column for order, time. Its columns are: ref, day, customer, amount."
                        + " Say which is which: --map order=COLUMN,time=COLUMN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order=nope | --map says that order is the column \"nope\", which the file lacks. Its columns are: id",
                "orders=id | --map knows no \"orders\"; it knows order, customer, time, amount, cancel",
                "order | --map takes pairs like customer=customer_id; \"order\" is none",
                "order= | --map takes pairs like customer=customer_id; \"order=\" is none",
                "order=a,order=b | --map names the column of order twice",
            })
    void a_wrong_map_is_explained(String map, String message) {
        assertThatThrownBy(() -> ColumnMap.parse(map).in(List.of("id", "date", "customer", "amount")))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void a_column_that_stands_twice_is_not_guessed() {
        assertThatThrownBy(() -> ColumnMap.BY_NAME.in(List.of("id", "date", "customer", "amount", "Amount")))
                .isInstanceOf(UnusableOrderFile.class)
                .hasMessageContaining("more than one column \"amount\"");
    }
}
