package io.rekindle.receipt;

import io.rekindle.Installation;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.delivery.Receipt;
import io.rekindle.postgres.PostgresReceipts;
import io.rekindle.postgres.PostgresReceipts.Taken;
import java.util.function.Consumer;

/** Takes receipts in as they arrive, counts them, and has their customers evaluated. */
public final class Receipts {

    private final Installation installation;
    private final Runnable evaluateSoon;
    private final Consumer<Receipt> stored;

    /**
     * @param evaluateSoon called after something was stored
     * @param stored hears of each receipt that was new
     */
    public Receipts(Installation installation, Runnable evaluateSoon, Consumer<Receipt> stored) {
        this.installation = installation;
        this.evaluateSoon = evaluateSoon;
        this.stored = stored;
    }

    /** Stores the receipt; once it returns, nothing of it can be lost or counted twice. */
    public Taken take(Receipt receipt) {
        Taken taken = store().take(receipt, now());
        if (taken == Taken.STORED) {
            stored.accept(receipt);
            evaluateSoon.run();
        }
        return taken;
    }

    /** The owner of the address wants no more; the id tells this stop from others. Returns how many customers it stops. */
    public int stop(ContactPoint address, String id) {
        int customers = store().stop(address, id, now());
        evaluateSoon.run();
        return customers;
    }

    /** The owner of the address takes a stop back. */
    public int start(ContactPoint address, String id) {
        int customers = store().start(address, id, now());
        evaluateSoon.run();
        return customers;
    }

    /** A reader changed what they want, which is stored already. */
    public void changedByReader() {
        evaluateSoon.run();
    }

    /** Finds touchpoints by what providers know of them. */
    public PostgresReceipts store() {
        return installation.receipts();
    }

    long now() {
        return installation.clock().millis();
    }
}
