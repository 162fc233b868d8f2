package io.rekindle.engine.rule.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.TestBook;
import org.junit.jupiter.api.Test;

/** A channel that the engine has never heard of, named by a policy. */
class ChannelOfItsOwnTest {

    private static final String CAMPAIGN = """
            campaign: vip-care
            trigger: every day at 10:00
            audience: [lifecycle is dormant]
            steps:
              - tell: at once, send robot silent-vip
            """;

    private static TestBook book() {
        return TestBook.empty()
                .with("campaigns/vip-care.yaml", CAMPAIGN)
                .with("templates/silent-vip.robot.en.txt", "A silent customer\nPlease call.")
                .with("templates/silent-vip.robot.zh.txt", "久未下单的客户\n请致电。");
    }

    @Test
    void is_a_word_of_rule_files_once_the_policy_has_its_cost() {
        var named = book().with("policy.yaml", "currency: CNY\ncost: {robot: 0 CNY}\n");

        assertThat(named.book().campaigns().stream().toList()).singleElement().satisfies(campaign -> assertThat(
                        campaign.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.channel()).isEqualTo(new ChannelName("robot"))));
    }

    @Test
    void is_unknown_until_then() {
        assertThat(book().problems()).anySatisfy(problem -> assertThat(problem)
                .contains("campaigns/vip-care.yaml")
                .contains("There is no channel \"robot\"."));
    }
}
