package io.rekindle.reader;

import io.rekindle.engine.delivery.Receipt;
import io.rekindle.link.LinkToken;

/**
 * A link that was followed, or a picture that was loaded.
 *
 * @param kind opened or clicked
 * @param link which link, {@link LinkToken#TRAP} for the one no person sees; 0 for a picture
 * @param sign what in the request gave a machine away, or none
 * @param at epoch milliseconds
 */
record Visit(Receipt.Kind kind, int link, MachineSigns.Sign sign, long at) {

    boolean isOfTrap() {
        return kind == Receipt.Kind.CLICKED && link == LinkToken.TRAP;
    }
}
