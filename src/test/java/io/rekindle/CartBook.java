package io.rekindle;

import io.rekindle.engine.rule.book.RuleBook;
import java.util.Map;

/** The shipped rule book with a cart campaign that e-mails at once, at any hour, with a coupon, and leaves nobody out. */
public final class CartBook {

    private CartBook() {}

    public static RuleBook atOnce() {
        return Books.shippedBut(Map.of(
                "campaigns/cart-abandoned.yaml",
                """
                campaign: cart-abandoned
                name: 购物车未支付 | Cart abandoned
                trigger: webhook cart_abandoned
                audience:
                  - cart value is 99 CNY or more
                exit when:
                  - has ordered since entering
                re-entry: after 3 days
                goal: order_completed within 3 days
                holdout: 0%
                steps:
                  - soft: at once, send email cart-now with coupon CART5
                """,
                "policy.yaml",
                """
                timezone: customer, else Asia/Shanghai
                frequency cap:
                  all channels: 3 per 7 days
                when capped: highest priority first
                priority: [cart-abandoned]
                consent: {email: marketing_email}
                never contact: [has an open refund, unsubscribed, minor]
                cost: {email: 0.004 CNY}
                """,
                "templates/cart-now.email.en.txt",
                """
                Your cart is waiting

                {{first_name|Hello}}, your cart of {{cart.value|some things}} is waiting. {{coupon.code|No code}} is for it.
                """,
                "templates/cart-now.email.zh.txt",
                """
                您的购物车还在等您

                {{first_name|您好}}，购物车（{{cart.value|商品}}）还在等您。优惠码 {{coupon.code|无}}
                """));
    }
}
