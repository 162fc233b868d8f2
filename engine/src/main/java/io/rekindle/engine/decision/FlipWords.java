package io.rekindle.engine.decision;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.fact.History;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what would turn a refusal: each possibility a sentence, in English or Chinese. */
public final class FlipWords {

    private final boolean chinese;
    private final String currency;
    private final DateTimeFormatter time;
    private final boolean message;

    private FlipWords(String language, String currency, ZoneId zone, boolean message) {
        this.chinese = language.startsWith("zh");
        this.currency = currency;
        this.time = (chinese
                        ? DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINESE)
                        : DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH))
                .withZone(zone);
        this.message = message;
    }

    /** What would let a customer enter. */
    public static FlipWords ofEntering(String language, String currency, ZoneId zone) {
        return new FlipWords(language, currency, zone, false);
    }

    /** What would let a message leave. */
    public static FlipWords ofMessage(String language, String currency, ZoneId zone) {
        return new FlipWords(language, currency, zone, true);
    }

    /** One or two sentences; or that nothing was found. */
    public List<String> of(Flip flip) {
        List<String> sentences = new ArrayList<>();
        if (!flip.changes().isEmpty()) {
            String when = time(flip.then());
            String changes = flip.changes().stream()
                    .map(change -> chinese ? inChinese(change) : inEnglish(change))
                    .collect(Collectors.joining(chinese ? "，且" : " and "));
            sentences.add(
                    chinese
                            ? "若" + changes + "，将于 " + when + (message ? " 发出" : " 进入")
                            : (message ? "leaves " : "enters ") + when + " when " + changes);
        }
        if (flip.byItself() != History.NEVER) {
            String when = time(flip.byItself());
            sentences.add(
                    chinese
                            ? "若无新情况，将于 " + when + (message ? " 自动发出" : " 自动进入")
                            : (message ? "leaves " : "enters ") + when + " by itself, if nothing new happens");
        }
        if (sentences.isEmpty()) {
            sentences.add(
                    chinese
                            ? "未来 " + Flip.AHEAD_DAYS + " 天内，未找到能改变结果的已知变化"
                            : "nothing known would change this within " + Flip.AHEAD_DAYS + " days");
        }
        return sentences;
    }

    private String time(long instant) {
        return time.format(Instant.ofEpochMilli(instant));
    }

    private String inEnglish(Change change) {
        long n = change.count();
        String what = change.what();
        return switch (change.kind()) {
            case CASES_CLOSED ->
                n == 1
                        ? "the open refund or complaint is closed"
                        : "all " + n + " open refunds and complaints are closed";
            case CONSENT_GIVEN -> "consent to " + what + " is given";
            case CONSENT_WITHDRAWN -> "consent to " + what + " is withdrawn";
            case ADDRESS_GIVEN -> "there is a usable address for " + what;
            case TAG_ADDED -> "the tag " + what + " is given";
            case TAG_REMOVED -> "the tag " + what + " is taken away";
            case TRAIT_SET -> what + " becomes " + change.value();
            case VISITS -> n == 1 ? "the customer visits once more" : "the customer visits " + n + " times more";
            case MESSAGE_OPENED -> "the message of " + what + " is opened";
            case MESSAGE_CLICKED -> "the message of " + what + " is clicked";
            case COUPON_USED -> "the coupon " + what + " is used";
            case EVENTS -> what + " happens" + (n == 1 ? "" : " " + n + " times");
            case CART -> "there is a cart of " + money(change);
            case ORDERS ->
                change.amount() > 0
                        ? "the customer orders for " + money(change)
                        : n == 1 ? "the customer orders once more" : "the customer orders " + n + " times more";
        };
    }

    private String inChinese(Change change) {
        long n = change.count();
        String what = change.what();
        return switch (change.kind()) {
            case CASES_CLOSED -> n == 1 ? "进行中的退款或投诉结束" : n + " 个进行中的退款或投诉全部结束";
            case CONSENT_GIVEN -> "客户同意 " + what;
            case CONSENT_WITHDRAWN -> "客户撤回对 " + what + " 的同意";
            case ADDRESS_GIVEN -> "有可用的" + ChannelName.IN_CHINESE.getOrDefault(what, what) + "联系方式";
            case TAG_ADDED -> "添加标签 " + what;
            case TAG_REMOVED -> "移除标签 " + what;
            case TRAIT_SET -> what + " 变为 " + change.value();
            case VISITS -> "客户再访问 " + n + " 次";
            case MESSAGE_OPENED -> "客户打开 " + what + " 的消息";
            case MESSAGE_CLICKED -> "客户点击 " + what + " 的消息";
            case COUPON_USED -> "客户使用优惠券 " + what;
            case EVENTS -> "发生 " + n + " 次 " + what;
            case CART -> "购物车金额达到 " + money(change);
            case ORDERS -> change.amount() > 0 ? "客户下单 " + money(change) : "客户再下单 " + n + " 次";
        };
    }

    private String money(Change change) {
        return BigDecimal.valueOf(change.amount(), 2).toPlainString() + " " + currency;
    }
}
