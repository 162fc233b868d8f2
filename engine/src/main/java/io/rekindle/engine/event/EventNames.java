package io.rekindle.engine.event;

/** The event names Rekindle gives a meaning to, as the keys that rule files use; any other name is counted by its key. */
public final class EventNames {

    public static final String USER_REGISTERED = "user_registered";
    public static final String ORDER_COMPLETED = "order_completed";
    /** A view that is counted both as a visit and by itself, with what was viewed. */
    public static final String PRODUCT_VIEWED = "product_viewed";

    public static final String ORDER_REFUNDED = "order_refunded";
    public static final String REFUND_REQUESTED = "refund_requested";
    public static final String CASE_OPENED = "case_opened";
    public static final String CASE_CLOSED = "case_closed";
    public static final String TAG_ADDED = "tag_added";
    public static final String TAG_REMOVED = "tag_removed";
    public static final String TRAITS_CHANGED = "traits_changed";
    public static final String CONSENT_GRANTED = "consent_granted";
    public static final String CONSENT_WITHDRAWN = "consent_withdrawn";
    /** Stop: in one channel (property {@code channel}), or everywhere. */
    public static final String UNSUBSCRIBED = "unsubscribed";
    /** The end of a stop: in one channel (property {@code channel}), or of the one everywhere. */
    public static final String SUBSCRIBED = "subscribed";

    public static final String COUPON_REDEEMED = "coupon_redeemed";

    public static final String MESSAGE_DELIVERED = "message_delivered";
    public static final String MESSAGE_OPENED = "message_opened";
    public static final String MESSAGE_CLICKED = "message_clicked";
    public static final String MESSAGE_BOUNCED = "message_bounced";
    public static final String MESSAGE_COMPLAINED = "message_complained";
    /** An answer of the customer to a message, as an SMS or an e-mail written back. */
    public static final String MESSAGE_REPLIED = "message_replied";
    /** A touchpoint that will never leave, or that its provider refused. */
    public static final String MESSAGE_FAILED = "message_failed";

    public static final String LIFECYCLE_CHANGED = "lifecycle_changed";
    public static final String CAMPAIGN_ENTERED = "campaign_entered";
    public static final String CAMPAIGN_EXITED = "campaign_exited";
    public static final String STEP_DECIDED = "step_decided";
    public static final String COUPON_ISSUED = "coupon_issued";

    private EventNames() {}
}
