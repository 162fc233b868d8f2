package io.rekindle.engine.delivery;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.rule.book.Offer;
import io.rekindle.engine.rule.book.Policy;
import io.rekindle.engine.rule.book.RuleBook;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What messages of a book cost: the policy's price of the channel, for an SMS once for each part. When a message is decided nobody
 * knows yet who it is written to, so the price of its longest text is set aside; what it really comes to is known when it is
 * rendered. Amounts are millionths of the policy's currency. Safe for many threads.
 */
public final class MessagePrices {

    private final RuleBook book;
    private final Templates texts;
    private final Map<String, Integer> parts = new ConcurrentHashMap<>();

    public MessagePrices(RuleBook book) {
        this.book = book;
        this.texts = Templates.of(book.templates().entrySet().stream()
                .filter(file -> file.getKey().contains("." + ChannelName.SMS + "."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    public RuleBook book() {
        return book;
    }

    /** The price of a template at its longest, in the customer's language. */
    public long atMost(String template, ChannelName channel, String language) {
        int times = channel.equals(ChannelName.SMS)
                ? parts.computeIfAbsent(template + "." + language, any -> mostParts(template, language))
                : 1;
        return times * ofOne(book.policy(), channel);
    }

    /** The price of a message as it is sent. */
    public static long of(Policy policy, ChannelName channel, Content content) {
        int times = channel.equals(ChannelName.SMS) ? SmsText.of(content.text()).parts() : 1;
        return times * ofOne(policy, channel);
    }

    private int mostParts(String template, String language) {
        Set<Offer> offers = SentMessage.of(book).stream()
                .filter(sent -> sent.name().equals(template) && sent.channel().equals(ChannelName.SMS))
                .flatMap(sent -> sent.offers().stream())
                .collect(Collectors.toSet());
        return texts.find(template, ChannelName.SMS, language)
                .flatMap(found -> LongestSms.of(found, offers))
                .map(SmsText::parts)
                .orElse(1);
    }

    private static long ofOne(Policy policy, ChannelName channel) {
        return policy.costMicros().getOrDefault(channel, 0L);
    }
}
