package io.rekindle.engine.trial;

/** The keys of test files as readers ask for them: their English names in the catalogue. */
final class Words {

    static final String DIRECTORY = "tests/";
    static final String ENDING = ".test.yaml";

    static final String NAME = "name";
    static final String CAMPAIGN = "campaign";
    static final String ZONE = "zone";
    static final String AT = "at";
    static final String THROUGH = "through";
    static final String VARIANT = "variant";
    static final String HOLDOUT = "holdout";
    static final String GIVEN = "given";
    static final String EVENTS = "events";
    static final String THEN = "then";
    static final String EXPECT = "expect";

    static final String LIFECYCLE = "lifecycle";
    static final String ORDERS = "orders";
    static final String ORDER_VALUE = "order_value";
    static final String SPEND = "spend";
    static final String SINCE_ORDER = "days_since_order";
    static final String SINCE_FIRST_ORDER = "days_since_first_order";
    static final String VISITS = "visits";
    static final String SINCE_VISIT = "days_since_visit";
    static final String SINCE_REGISTERED = "days_since_registered";
    static final String OPEN_CASES = "open_cases";
    static final String TAGS = "tags";
    static final String TRAITS = "traits";
    static final String CONSENT = "consent";
    static final String UNSUBSCRIBED = "unsubscribed";
    static final String ADDRESSES = "addresses";

    /** How many visits of all fall in the last so many days, and the short form: {@code visits_30d}. */
    static final String VISITS_IN = "visits(?: in the last |_)(\\d{1,4})(?: days|d)";

    static final String EVENT = "event";

    private Words() {}
}
