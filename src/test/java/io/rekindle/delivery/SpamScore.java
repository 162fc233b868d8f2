package io.rekindle.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rekindle.Books;
import io.rekindle.channels.email.letter.DkimKey;
import io.rekindle.channels.email.letter.Letter;
import io.rekindle.channels.email.letter.Letterhead;
import io.rekindle.channels.email.letter.Returns;
import io.rekindle.channels.email.letter.UnsubscribePage;
import io.rekindle.engine.customer.ChannelName;
import io.rekindle.engine.customer.ContactPoint;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.engine.customer.Profile;
import io.rekindle.engine.decision.Evaluator;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Message;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Renderer;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.fact.History;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.engine.rule.book.RuleBook;
import io.rekindle.engine.rule.book.Step;
import io.rekindle.engine.rule.drools.Release;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What SpamAssassin, with its own rules and no network, thinks of each e-mail of the shipped campaigns, as the e-mail channel writes it
 * and a mailbox provider gets it. Run by {@code ./mvnw -Pspamassassin test}; needs the Debian package {@code spamassassin}.
 */
class SpamScore {

    private static final double LIMIT = 3;
    private static final Pattern STATUS =
            Pattern.compile("(?s)X-Spam-Status: \\w+, score=(-?[0-9.]+).*?tests=(.*?)\\s+autolearn");

    /** What an unsolicited letter looks like: to know that the rules were there and asked. */
    private static final String SPAM = """
            From: "Win" <win@win.example>
            To: you@example.org
            Subject: XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X
            Date: %s
            Message-ID: <1@win.example>

            XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X
            """;

    @TempDir
    private Path directory;

    @Test
    void every_letter_of_the_shipped_campaigns_scores_less_than_3() throws Exception {
        RuleBook book = Books.shipped();
        List<String> table = new ArrayList<>();
        double highest = -100;
        try (Evaluator evaluator = new Evaluator(Release.compile(book))) {
            for (Campaign campaign : book.campaigns()) {
                for (Step step : campaign.steps()) {
                    for (String language : List.of("en", "zh")) {
                        if (step.channel().equals(ChannelName.EMAIL)) {
                            Scored scored = score(letter(evaluator, campaign, step, language));
                            String name = campaign.name() + " " + step.name() + " " + language;
                            table.add(String.format("%-28s %5.1f  %s", name, scored.score(), scored.rules()));
                            highest = Math.max(highest, scored.score());
                        }
                    }
                }
            }
        }
        System.out.println(String.join("\n", table));
        assertThat(table).hasSizeGreaterThanOrEqualTo(6);
        assertThat(highest).isLessThan(LIMIT);
    }

    @Test
    void spam_scores_more() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));

        assertThat(score(SPAM.formatted(date).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII))
                        .score())
                .isGreaterThan(LIMIT);
    }

    private record Scored(double score, String rules) {}

    private static byte[] letter(Evaluator evaluator, Campaign campaign, Step step, String language) throws Exception {
        Instant now = Instant.now();
        String name = language.equals("zh") ? "晓晓" : "Ann";
        Profile profile =
                new Profile(new CustomerId("c1"), ZoneId.of("Asia/Shanghai"), language, Set.of(ChannelName.EMAIL));
        Preview.Reader reader = new Preview.Reader(profile, new History(), Map.of("first_name", name));
        Renderer renderer = new Renderer(evaluator.release().book());
        Preview preview = Preview.of(evaluator, renderer, reader, campaign, step.name(), now.toEpochMilli())
                .orElseThrow();
        Content content = ((Rendering.Ready) preview.rendering()).content();
        Message message = new Message(
                preview.id(),
                new ContactPoint(ChannelName.EMAIL, "lin@mailbox.example"),
                content,
                language,
                campaign.name(),
                now.plusSeconds(86_400).toEpochMilli());
        Letter letter = Letter.write(head(language), message, new InternetAddress("lin@mailbox.example"), now);
        return received(letter, now);
    }

    private static Letterhead head(String language) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Seal seal = new Seal("a key of sixteen".getBytes(StandardCharsets.UTF_8));
        return new Letterhead(
                "hello@yuemai.example",
                language.equals("zh") ? "悦买" : "Yuemai",
                "yuemai.example",
                new Returns("returns.yuemai.example", seal),
                new UnsubscribePage(URI.create("https://yuemai.example/u/"), seal),
                "yuemai",
                new DkimKey("yuemai.example", "k1", generator.generateKeyPair().getPrivate()));
    }

    /** With what the mailbox provider's own servers put before it; an address kept for documents would itself cost points. */
    private static byte[] received(Letter letter, Instant at) throws Exception {
        String date = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                .format(at.atOffset(ZoneOffset.UTC));
        var whole = new ByteArrayOutputStream();
        whole.write(("Return-Path: <" + letter.envelopeSender() + ">\r\n"
                        + "Received: from mail.yuemai.example (mail.yuemai.example [193.0.6.139])\r\n"
                        + " by mx.mailbox.example with ESMTPS id 4Xyz; " + date + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        whole.write(letter.bytes());
        return whole.toByteArray();
    }

    private Scored score(byte[] letter) throws Exception {
        Path file = Files.write(directory.resolve("letter.eml"), letter);
        Path preferences = Files.writeString(directory.resolve("preferences"), "");
        Path answer = directory.resolve("answer.eml");
        int code = new ProcessBuilder("spamassassin", "-L", "-t", "-p", preferences.toString())
                .redirectInput(file.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assertThat(code).isZero();
        String checked = Files.readString(answer, StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(checked);
        assertThat(status.find()).as(checked).isTrue();
        return new Scored(Double.parseDouble(status.group(1)), status.group(2).replaceAll("\\s+", ""));
    }
}
