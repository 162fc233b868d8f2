package io.rekindle.receipt;

import io.rekindle.channels.email.returns.Returned;
import io.rekindle.channels.email.returns.ReturnsMailbox;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the mailbox to which letters come back, where there is one. */
public final class Postbox {

    private static final Logger LOG = LoggerFactory.getLogger(Postbox.class);
    private static final int MOST_MAILS = 500;

    private final Optional<ReturnsMailbox> mailbox;
    private final Consumer<Returned> taker;

    /** @param taker is given each thing that came back; where it throws, its mail stays for the next time */
    public Postbox(Optional<ReturnsMailbox> mailbox, Consumer<Returned> taker) {
        this.mailbox = mailbox;
        this.taker = taker;
    }

    /** Takes in what is there, up to 500 mails; a mailbox that cannot be read is left for the next time. */
    public void empty() {
        mailbox.ifPresent(this::empty);
    }

    private void empty(ReturnsMailbox there) {
        try {
            int told = there.read(MOST_MAILS, taker);
            if (told > 0) {
                LOG.info("{} mails came back and said something", told);
            }
        } catch (MessagingException failure) {
            LOG.warn(
                    "the mailbox of returned letters cannot be read: {}",
                    failure.getClass().getSimpleName());
        }
    }
}
