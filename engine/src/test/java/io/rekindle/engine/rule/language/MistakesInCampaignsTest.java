package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.rule.TestBook;
import org.junit.jupiter.api.Test;

/** What an author reads when a campaign or segment is wrong: the place, what is wrong, and the nearest right thing. */
class MistakesInCampaignsTest {

    private static final String DORMANT = "campaigns/dormant-recall.yaml";

    private final TestBook book = TestBook.shipped();

    @Test
    void the_shipped_book_has_no_mistakes() {
        assertThat(book.reading().errors()).isEmpty();
    }

    @Test
    void a_state_that_does_not_exist() {
        book.replacing(DORMANT, "lifecycle is dormant", "lifecycle is dormnat");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:18 There is no lifecycle state \"dormnat\". Did you mean \"dormant\"?");
    }

    @Test
    void a_number_in_words() {
        book.replacing(DORMANT, "was 30 days", "was thirty days");

        assertThat(book.problems()).containsExactly(DORMANT + ":6:20 \"thirty\" should be a whole number, like 30.");
    }

    @Test
    void a_sentence_nobody_knows() {
        book.replacing(DORMANT, "last order was 30 days ago or more", "last ordered 30 days ago");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":6:5 I don't know the sentence \"last ordered 30 days ago\"."
                        + " Did you mean \"last order was {n} days ago or more\"?");
    }

    @Test
    void a_line_that_does_not_line_up() {
        book.replacing(DORMANT, "  - last order", " - last order");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":6:1 This line's spaces at the start don't line up with the list above it."
                        + " Use two spaces, then \"- \".");
    }

    @Test
    void a_setting_that_does_not_exist() {
        book.replacing(DORMANT, "holdout: 10%", "hold-out: 10%");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":12:1 \"hold-out\" is not a campaign setting. Did you mean \"holdout\"?");
    }

    @Test
    void a_coupon_that_does_not_exist() {
        book.replacing(DORMANT, "BACK15", "BACK51");

        assertThat(book.problems())
                .contains(DORMANT + ":16:56 There is no coupon \"BACK51\" in coupons.csv. Did you mean \"BACK15\"?");
    }

    @Test
    void a_template_that_does_not_exist_for_the_channel() {
        book.replacing(DORMANT, "send push recall-price", "send push recal-price");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":16:31 There is no template \"recal-price\" for push in templates/."
                        + " Did you mean \"recall-price\"?");
    }

    @Test
    void a_channel_that_does_not_exist() {
        book.replacing(DORMANT, "send push recall-price", "send pusj recall-price");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":16:26 There is no channel \"pusj\". Did you mean \"push\"?");
    }

    @Test
    void a_step_that_does_not_come_before() {
        book.replacing("campaigns/welcome.yaml", "if did not open hello", "if did not open helo");

        assertThat(book.problems())
                .containsExactly("campaigns/welcome.yaml:12:41 There is no step \"helo\" before this one."
                        + " Did you mean \"hello\"?");
    }

    @Test
    void a_segment_that_does_not_exist() {
        book.replacing(DORMANT, "lifecycle is dormant", "is in segment high-valu");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:19 There is no segment \"high-valu\" in segments.yaml."
                        + " Did you mean \"high-value\"?");
    }

    @Test
    void a_webhook_that_does_not_exist() {
        book.replacing("campaigns/cart-abandoned.yaml", "webhook cart_abandoned", "webhook cart_abandond");

        assertThat(book.problems())
                .containsExactly("campaigns/cart-abandoned.yaml:3:18 There is no webhook \"cart_abandond\" in hooks/."
                        + " Did you mean \"cart_abandoned\"?");
    }

    @Test
    void a_trigger_nobody_knows() {
        book.replacing(DORMANT, "every day at 10:00", "every dya at 10:00");

        assertThat(book.problems()).singleElement().asString().startsWith(DORMANT + ":3:16 \"dya\" is not a day");
    }

    @Test
    void a_time_of_day_that_does_not_exist() {
        book.replacing(DORMANT, "every day at 10:00", "every day at 25:00");

        assertThat(book.problems()).containsExactly(DORMANT + ":3:23 \"25:00\" should be a time of day, like 09:30.");
    }

    @Test
    void another_currency() {
        book.replacing("campaigns/cart-abandoned.yaml", "99 CNY", "99 USD");

        assertThat(book.problems())
                .containsExactly("campaigns/cart-abandoned.yaml:5:22 This book's currency is CNY, not USD.");
    }

    @Test
    void a_question_about_the_entry_before_entering() {
        book.replacing(DORMANT, "lifecycle is dormant", "has ordered since entering");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:5 \"has ordered since entering\" can be asked only of customers who have"
                        + " entered: in \"exit when\" or in a step. Did you mean \"has ordered {n} times or more in the"
                        + " last {d} days\"?");
    }

    @Test
    void a_question_about_a_step_before_entering_in_chinese() {
        book.replacing(DORMANT, "lifecycle is dormant", "已打开d30");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:5 \"已打开d30\" can be asked only of customers who have entered: in"
                        + " \"exit when\" or in a step. Did you mean \"打开过消息 {k}\"?");
    }

    @Test
    void a_campaign_that_does_not_exist() {
        book.replacing(DORMANT, "lifecycle is dormant", "is not in campaign welcom now");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:24 There is no campaign \"welcom\". Did you mean \"welcome\"?");
    }

    @Test
    void a_message_that_does_not_exist() {
        book.replacing(DORMANT, "lifecycle is dormant", "opened message welcome/helo");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:20 There is no message \"welcome/helo\": write campaign/step."
                        + " Did you mean \"welcome/hello\"?");
    }

    @Test
    void a_question_about_views_one_by_one() {
        book.replacing(DORMANT, "lifecycle is dormant", "did page_viewed 3 times or more in the last 7 days");

        assertThat(book.problems())
                .containsExactly(
                        DORMANT + ":5:9 \"page_viewed\" is not counted by itself: views within half an hour make"
                                + " one visit. Did you mean \"visited {n} times or more in the last {d} days\"?");
    }

    @Test
    void a_question_about_an_event_with_sentences_of_its_own() {
        book.replacing(DORMANT, "lifecycle is dormant", "never did message_opened");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:15 \"message_opened\" has sentences of its own."
                        + " Did you mean \"opened a message in the last {n} days\"?");
    }

    @Test
    void a_trait_that_says_who_somebody_is() {
        book.replacing(DORMANT, "lifecycle is dormant", "trait firstName is Lin");

        assertThat(book.problems())
                .containsExactly(
                        DORMANT + ":5:11 The trait \"firstName\" says who somebody is: rules cannot ask for it.");
    }

    @Test
    void a_property_that_facts_do_not_keep() {
        book.replacing(DORMANT, "lifecycle is dormant", "never did order_completed with categry shoes");

        assertThat(book.problems())
                .containsExactly(
                        DORMANT + ":5:36 Facts do not keep the property \"categry\"; they keep brand, category,"
                                + " channel, plan, product, reason, sku, store, type. Did you mean \"category\"?");
    }

    @Test
    void a_value_that_facts_do_not_keep() {
        book.replacing(DORMANT, "lifecycle is dormant", "never did order_completed with store a@b.example");

        assertThat(book.problems())
                .containsExactly(DORMANT
                        + ":5:42 \"a@b.example\" is not kept: a value has at most 60 characters, and no" + " \"@\".");
    }

    @Test
    void a_cell_of_customers_that_does_not_exist() {
        book.replacing(DORMANT, "lifecycle is dormant", "is among the champion");

        assertThat(book.problems())
                .containsExactly(DORMANT + ":5:18 There is no cell \"champion\". Did you mean \"champions\"?");
    }

    @Test
    void a_factor_below_one() {
        book.replacing(DORMANT, "lifecycle is dormant", "is 0.5 times later than usual");

        assertThat(book.problems()).containsExactly(DORMANT + ":5:8 \"0.5\" should be how many times, like 2 or 1.5.");
    }

    @Test
    void a_time_before_the_expiry_of_no_coupon() {
        book.replacing("campaigns/welcome.yaml", "2 days later", "1 day before the coupon expires");

        assertThat(book.problems())
                .containsExactly(
                        "campaigns/welcome.yaml:12:11 No step before this one gives a coupon that could expire.");
    }

    @Test
    void a_campaign_name_used_twice() {
        book.replacing("campaigns/welcome.yaml", "campaign: welcome", "campaign: churn-risk");

        assertThat(book.problems())
                .contains("campaigns/welcome.yaml:1:11 There is a campaign \"churn-risk\""
                        + " in campaigns/churn-risk.yaml already.");
    }

    @Test
    void a_setting_given_twice() {
        book.replacing(DORMANT, "holdout: 10%", "holdout: 10%\nholdout: 20%");

        assertThat(book.problems()).containsExactly(DORMANT + ":13:1 \"holdout\" stands here already, in line 12.");
    }

    @Test
    void a_window_that_is_too_long() {
        book.replacing(
                "campaigns/first-order-coupon.yaml",
                "visited in the last 7 days",
                "visited 2 times or more in the last 9999 days");

        assertThat(book.problems())
                .containsExactly("campaigns/first-order-coupon.yaml:7:41 \"9999\" should be a number from 1 to 3650.");
    }

    @Test
    void variants_that_do_not_make_a_whole() {
        book.replacing(DORMANT, "A 50%, B 50%", "A 50%, B 40%");

        assertThat(book.problems()).containsExactly(DORMANT + ":14:11 The shares of the variants make 90%, not 100%.");
    }

    @Test
    void a_variant_that_does_not_exist() {
        book.replacing(DORMANT, "d30 B:", "d30 C:");

        assertThat(book.problems()).contains(DORMANT + ":17:9 There is no variant \"C\". Did you mean \"A\"?");
    }

    @Test
    void a_group_within_a_group() {
        book.replacing("campaigns/churn-risk.yaml", "    - has tag sentiment_negative", "    - any of: [minor]");

        assertThat(book.problems())
                .containsExactly(
                        "campaigns/churn-risk.yaml:7:7 A group holds sentences only: \"any of:\" goes one level deep.");
    }

    @Test
    void segments_that_are_made_of_each_other() {
        book.with("segments.yaml", "a:\n  all of: [is in segment b]\nb:\n  all of: [is not in segment a]\n");

        assertThat(book.problems()).containsExactly("segments.yaml:1:1 This segment is made of itself: a → b → a.");
    }
}
