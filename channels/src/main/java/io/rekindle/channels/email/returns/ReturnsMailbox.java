package io.rekindle.channels.email.returns;

import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailbox to which letters come back, over IMAP or POP3.
 *
 * <p>A mail is deleted once all it says has been taken, so that each is read once; a crash in between lets it be read again, with
 * the same {@link Returned#id}. A mail that says nothing here stays for people to read: over IMAP it is flagged and not read
 * again, over POP3, which has no flags, not again by this object.
 */
public final class ReturnsMailbox {

    private static final Logger LOG = LoggerFactory.getLogger(ReturnsMailbox.class);
    private static final int MOST_BYTES = 256 * 1024;

    private final MailboxSettings settings;
    private final ReturnedMail reader;
    private final Session session;
    private final Set<String> left = new HashSet<>();

    public ReturnsMailbox(MailboxSettings settings, ReturnedMail reader) {
        this.settings = settings;
        this.reader = reader;
        this.session = Session.getInstance(properties(settings));
    }

    /**
     * Reads the mails that are there.
     *
     * @param most so many at most
     * @param taker is given each thing that came back; where it throws, its mail stays and so do those after it
     * @return how many mails said something
     * @throws MessagingException if the mailbox cannot be reached or read
     */
    public synchronized int read(int most, Consumer<Returned> taker) throws MessagingException {
        try (Store store = session.getStore(settings.protocol().name().toLowerCase(Locale.ROOT))) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            Folder folder = store.getFolder(settings.folder());
            folder.open(Folder.READ_WRITE);
            try {
                return read(folder, most, taker);
            } finally {
                folder.close(true);
            }
        }
    }

    private int read(Folder folder, int most, Consumer<Returned> taker) throws MessagingException {
        int told = 0;
        int looked = 0;
        int count = folder.getMessageCount();
        for (int number = 1; number <= count && looked < most; number++) {
            Message mail = folder.getMessage(number);
            if (isLeft(folder, mail)) {
                continue;
            }
            looked++;
            List<Returned> said = said(mail);
            if (said.isEmpty()) {
                leave(folder, mail);
            } else {
                said.forEach(taker);
                mail.setFlag(Flag.DELETED, true);
                told++;
            }
        }
        return told;
    }

    private List<Returned> said(Message mail) throws MessagingException {
        try {
            return reader.read(new ByteArrayInputStream(start(mail)));
        } catch (IOException e) {
            LOG.warn("a mail in the mailbox of returned letters cannot be read and is left there", e);
            return List.of();
        }
    }

    /** The first bytes of the mail; the rest is not kept. */
    private static byte[] start(Message mail) throws MessagingException, IOException {
        var start = new ByteArrayOutputStream();
        try {
            mail.writeTo(new OutputStream() {
                @Override
                public void write(int each) throws IOException {
                    write(new byte[] {(byte) each}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    start.write(bytes, from, Math.min(length, MOST_BYTES - start.size()));
                    if (start.size() >= MOST_BYTES) {
                        throw new EnoughException();
                    }
                }
            });
        } catch (EnoughException e) {
            return start.toByteArray();
        }
        return start.toByteArray();
    }

    private boolean isLeft(Folder folder, Message mail) throws MessagingException {
        if (folder instanceof POP3Folder pop3) {
            return left.contains(pop3.getUID(mail));
        }
        Flags flags = mail.getFlags();
        return flags.contains(Flag.FLAGGED) || flags.contains(Flag.DELETED);
    }

    private void leave(Folder folder, Message mail) throws MessagingException {
        if (folder instanceof POP3Folder pop3) {
            left.add(pop3.getUID(mail));
        } else {
            mail.setFlag(Flag.FLAGGED, true);
        }
    }

    private static Properties properties(MailboxSettings settings) {
        var properties = new Properties();
        for (String protocol : List.of("imap", "imaps", "pop3", "pop3s")) {
            String prefix = "mail." + protocol + ".";
            String limit = String.valueOf(settings.limit().toMillis());
            properties.put(prefix + "connectiontimeout", limit);
            properties.put(prefix + "timeout", limit);
            properties.put(prefix + "writetimeout", limit);
            properties.put(prefix + "ssl.checkserveridentity", "true");
            properties.put(prefix + "partialfetch", "true");
        }
        return properties;
    }

    /** Thrown to stop reading a long mail. */
    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
