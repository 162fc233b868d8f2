package io.rekindle.engine.rule.drools;

import static io.rekindle.engine.rule.Shopper.somebody;
import static io.rekindle.engine.rule.drools.SentenceExamples.example;
import static io.rekindle.engine.rule.drools.SentenceExamples.no;
import static io.rekindle.engine.rule.drools.SentenceExamples.reached;
import static io.rekindle.engine.rule.drools.SentenceExamples.yes;

import io.rekindle.engine.rule.Shopper;
import io.rekindle.engine.rule.drools.SentenceExamples.Example;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Examples of coupons, of entering campaigns, and of messages of any campaign. */
final class ExamplesOfMessages {

    private static final String HELLO = "welcome/hello";

    private ExamplesOfMessages() {}

    static List<Example> all() {
        return Stream.of(coupons(), entries(), received(), reactions(), reactionsToOne(), ownSteps())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> coupons() {
        Shopper none = somebody();
        Shopper used = somebody().used("BACK15", 2);
        return List.of(
                example(
                        "holds an unused coupon",
                        yes(somebody().given("NEW20", 1)),
                        no(none, used, somebody().given("NEW20", 0))),
                example("holds no unused coupon", yes(none, used), no(somebody().given("NEW20", 1))),
                example(
                        "coupon BACK15 expires unused within 3 days",
                        yes(somebody().given("BACK15", 3), somebody().given("BACK15", 1)),
                        no(
                                somebody().given("BACK15", 4),
                                somebody().given("BACK15", 0),
                                somebody().given("NEW20", 3))),
                example(
                        "a coupon expires unused within 3 days",
                        yes(somebody().given("NEW20", 3)),
                        no(somebody().given("NEW20", 4), none)),
                example(
                        "coupon BACK15 expired unused in the last 3 days",
                        yes(somebody().given("BACK15", 0), somebody().given("BACK15", -2)),
                        no(
                                somebody().given("BACK15", 1),
                                somebody().given("BACK15", -3),
                                somebody().given("NEW20", 0),
                                used)),
                example(
                        "a coupon expired unused in the last 3 days",
                        yes(somebody().given("NEW20", -2)),
                        no(somebody().given("NEW20", -3), none)),
                example(
                        "has used coupon BACK15",
                        yes(used),
                        no(somebody().used("NEW20", 2), somebody().given("BACK15", 1))),
                example("has never used coupon BACK15", yes(somebody().used("NEW20", 2), none), no(used)),
                example("used coupon BACK15 in the last 2 days", yes(somebody().used("BACK15", 1)), no(used)),
                example(
                        "used a coupon in the last 2 days",
                        yes(
                                somebody().used("NEW20", 1),
                                somebody().did("Order Completed", 1, Map.of("coupon", "SUMMER"))),
                        no(used, none)),
                example(
                        "was given coupon BACK15",
                        yes(used, somebody().given("BACK15", 1)),
                        no(somebody().given("NEW20", 1))),
                example("was never given coupon BACK15", yes(none, somebody().given("NEW20", 1)), no(used)));
    }

    private static Shopper entered(int daysAgo) {
        return somebody().enteredOther("welcome", daysAgo);
    }

    private static List<Example> entries() {
        Map<String, Object> exit = Map.of("entry", "welcome", "campaign", "welcome", "reason", "completed");
        return List.of(
                example(
                        "has entered campaign welcome",
                        yes(entered(400)),
                        no(somebody().enteredOther("churn-risk", 1))),
                example(
                        "has never entered campaign welcome",
                        yes(somebody().enteredOther("churn-risk", 1)),
                        no(entered(400))),
                example("entered campaign welcome in the last 7 days", yes(entered(6)), no(entered(7), somebody())),
                example(
                        "did not enter campaign welcome in the last 7 days",
                        yes(entered(7), somebody()),
                        no(entered(6))),
                example(
                        "is in campaign welcome now",
                        yes(entered(400)),
                        no(entered(400).did("Campaign Exited", 1, exit), somebody())),
                example(
                        "is not in campaign welcome now",
                        yes(entered(9).did("Campaign Exited", 1, exit), somebody()),
                        no(entered(9))));
    }

    private static Shopper sent(int... daysAgo) {
        Shopper shopper = somebody();
        for (int days : daysAgo) {
            shopper.sentBy("welcome", "hello" + days, "push", days);
        }
        return shopper;
    }

    private static Shopper hello(int daysAgo) {
        return somebody().sentBy("welcome", "hello", "push", daysAgo);
    }

    private static List<Example> received() {
        Shopper byMail = somebody().sentBy("welcome", "hello", "email", 6);
        return List.of(
                example(
                        "received 2 messages or more in the last 7 days",
                        yes(sent(0, 6)),
                        no(sent(1, 7), sent(1, -1), sent(1, 2).receipt("Message Failed", "welcome/hello2", 1))),
                example("received fewer than 2 messages in the last 7 days", yes(sent(1, 7)), no(sent(1, 6))),
                example("received 1 messages or more by push in the last 7 days", yes(sent(6)), no(sent(7), byMail)),
                example("received fewer than 1 messages by push in the last 7 days", yes(sent(7), byMail), no(sent(6))),
                example(
                        "received a message of campaign welcome in the last 7 days",
                        yes(sent(6)),
                        no(sent(7), somebody().sentBy("churn-risk", "push", "push", 1))),
                example(
                        "received no message of campaign welcome in the last 7 days",
                        yes(sent(7), somebody().sentBy("churn-risk", "push", "push", 1)),
                        no(sent(6))),
                example(
                        "received message welcome/hello",
                        yes(hello(0)),
                        no(hello(-1), hello(2).receipt("Message Bounced", HELLO, 1))),
                example(
                        "a message could not be delivered in the last 7 days",
                        yes(hello(9).receipt("Message Failed", HELLO, 6)),
                        no(hello(9).receipt("Message Failed", HELLO, 7), hello(1))));
    }

    private static Shopper opened(int daysAgo) {
        return hello(30).receipt("Message Opened", HELLO, daysAgo);
    }

    private static Shopper clicked(int daysAgo) {
        return hello(30).receipt("Message Clicked", HELLO, daysAgo);
    }

    private static Shopper replied(int daysAgo) {
        return hello(30).receipt("Message Replied", HELLO, daysAgo);
    }

    private static List<Example> reactions() {
        return List.of(
                example("opened a message in the last 7 days", yes(opened(6), clicked(6)), no(opened(7), hello(1))),
                example("opened no message in the last 7 days", yes(opened(7), hello(1)), no(opened(6))),
                example("clicked a message in the last 7 days", yes(clicked(6)), no(clicked(7), opened(1))),
                example("clicked no message in the last 7 days", yes(clicked(7), opened(1)), no(clicked(6))),
                example("replied to a message in the last 7 days", yes(replied(6)), no(replied(7), clicked(1))));
    }

    private static List<Example> reactionsToOne() {
        Shopper other = somebody()
                .sentBy("churn-risk", "push", "push", 9)
                .receipt("Message Clicked", "churn-risk/push", 1)
                .receipt("Message Replied", "churn-risk/push", 1);
        Shopper second = somebody().sentBy("welcome", "tips", "push", 9).receipt("Message Clicked", "welcome/tips", 1);
        return List.of(
                example("opened a message of campaign welcome", yes(opened(20), second), no(hello(1), other)),
                example("opened no message of campaign welcome", yes(hello(1), other), no(opened(20))),
                example(
                        "opened a message of campaign welcome in the last 7 days",
                        yes(opened(6)),
                        no(opened(7), other)),
                example("clicked a message of campaign welcome", yes(clicked(20), second), no(opened(1), other)),
                example("clicked no message of campaign welcome", yes(opened(1), other), no(clicked(20))),
                example("replied to a message of campaign welcome", yes(replied(20)), no(clicked(1), other)),
                example("opened message welcome/hello", yes(opened(20), replied(9)), no(hello(1), other, second)),
                example("did not open message welcome/hello", yes(hello(1), other, second), no(opened(20))),
                example("clicked message welcome/hello", yes(clicked(20)), no(opened(1), other, second)),
                example("did not click message welcome/hello", yes(opened(1), second), no(clicked(20))),
                example("replied to message welcome/hello", yes(replied(20)), no(clicked(1), other)),
                example(
                        "message welcome/hello could not be delivered",
                        yes(hello(9).receipt("Message Failed", HELLO, 8)),
                        no(hello(9), somebody())));
    }

    private static List<Example> ownSteps() {
        return List.of(
                example("replied to d30", yes(reached().receipt("Message Replied", "d30")), no(reached(), replied(1))),
                example("did not reply to d30", yes(reached()), no(reached().receipt("Message Replied", "d30"))));
    }
}
