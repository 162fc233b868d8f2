package io.rekindle.link;

import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Links;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import io.rekindle.engine.touchpoint.Touchpoint;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Links of ours, sealed with the touchpoint they came in. */
public final class SealedLinks implements Links {

    /** What of a message tells us that it was read. */
    public record Tracking(boolean clicks, boolean opens, boolean sms) {
        public static final Tracking NOTHING = new Tracking(false, false, false);
    }

    private final Supplier<String> base;
    private final Seal seal;
    private final Tracking tracking;

    /**
     * @param base where our pages are, ending in a slash, as in {@code https://shop.example/}; empty where nobody reaches them
     */
    public SealedLinks(Supplier<String> base, Seal seal, Tracking tracking) {
        this.base = base;
        this.seal = seal;
        this.tracking = tracking;
    }

    @Override
    public Optional<String> preferences(Touchpoint touchpoint) {
        String at = base.get();
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(at + "u/" + seal.closeShort(Purpose.UNSUBSCRIBE, touchpoint.id()));
    }

    @Override
    public Content tracked(Touchpoint touchpoint, Content content) {
        String at = base.get();
        if (at.isEmpty()) {
            return content;
        }
        String html = content.html();
        if (html != null && touchpoint.channel().equals(ChannelName.EMAIL)) {
            return new Content(content.title(), content.text(), page(at, touchpoint, html));
        }
        if (tracking.sms() && touchpoint.channel().equals(ChannelName.SMS)) {
            return new Content(content.title(), Rewriting.text(content.text(), at, tokens(at, touchpoint)), html);
        }
        return content;
    }

    private String page(String at, Touchpoint touchpoint, String html) {
        String page = html;
        if (tracking.clicks()) {
            Rewriting.Tokens tokens = tokens(at, touchpoint);
            page = Rewriting.page(page, at, tokens);
            String trap = tokens.link(LinkToken.TRAP, preferences(touchpoint).orElse(at));
            page = Rewriting.atEnd(
                    page, "<a href=\"" + trap + "\" style=\"display:none\" tabindex=\"-1\" aria-hidden=\"true\"></a>");
        }
        if (tracking.opens()) {
            String pixel = at + "o/" + seal.closeShort(Purpose.OPEN, touchpoint.id()) + ".gif";
            page = Rewriting.atEnd(page, "<img src=\"" + pixel + "\" width=\"1\" height=\"1\" alt=\"\">");
        }
        return page;
    }

    private Rewriting.Tokens tokens(String at, Touchpoint touchpoint) {
        UUID id = UUID.fromString(touchpoint.id());
        return (index, target) -> at + "l/" + new LinkToken(id, index, target).sealed(seal);
    }
}
