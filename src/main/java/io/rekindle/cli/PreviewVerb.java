package io.rekindle.cli;

import io.rekindle.PreviewDocument;
import io.rekindle.engine.delivery.Content;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.delivery.Rendering;
import io.rekindle.engine.delivery.SmsText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rekindle preview}: a message as a customer would read it. */
@Command(
        name = "preview",
        description = {
            "Show a step's message as a customer would read it, with its parts and price, or why it would be held.",
            "A coupon in it is made up. Nothing is decided, sent or written; explain says whether the customer would get it."
        })
final class PreviewVerb extends Verb {

    @Mixin
    private Previewing message = new Previewing();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "On the facts as of this instant (default: now); a day stands for its end.")
    private String at = "";

    @Option(names = "--html", paramLabel = "FILE", description = "Write an e-mail's page there, to open it.")
    private @Nullable Path html;

    @Override
    int run(Surroundings here) {
        return opened(here, installation -> {
            Preview preview = message.preview(installation, at);
            String currency = installation.policy().currency();
            here.answer(PreviewDocument.of(preview, currency), () -> print(here.out(), preview, currency));
            if (!(preview.rendering() instanceof Rendering.Ready ready)) {
                return NO;
            }
            if (html != null) {
                write(here, ready.content(), html);
            }
            return DONE;
        });
    }

    private static void print(PrintWriter out, Preview preview, String currency) {
        out.println(preview.step().channel() + " " + preview.step().template() + ", " + preview.language());
        out.println();
        if (preview.rendering() instanceof Rendering.Held held) {
            out.println("held: " + held.why());
            return;
        }
        Content content = ((Rendering.Ready) preview.rendering()).content();
        Previewing.print(out, content);
        out.println();
        preview.sms().ifPresent(sms -> out.println(inWords(sms)));
        out.println("price " + PreviewDocument.price(preview).toPlainString() + " " + currency);
        if (content.html() != null) {
            out.println("with a page of " + content.html().length() + " characters; --html FILE writes it");
        }
    }

    private static String inWords(SmsText sms) {
        String alphabet = sms.alphabet() == SmsText.Alphabet.GSM_7 ? "GSM" : "UCS-2";
        return sms.units() + " characters in " + alphabet + ", " + sms.parts()
                + (sms.parts() == 1 ? " part" : " parts");
    }

    private static void write(Surroundings here, Content content, Path file) {
        String page = content.html();
        if (page == null) {
            throw new Refusal("this message has no page; nothing was written to " + file);
        }
        try {
            Files.writeString(file, page);
            here.err().println("the page is in " + file);
        } catch (IOException failure) {
            throw new Refusal("the page cannot be written to " + file + ": " + failure.getMessage(), failure);
        }
    }
}
