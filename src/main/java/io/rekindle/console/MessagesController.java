package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.postgres.Place;
import io.rekindle.postgres.SandboxMessages;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Messages kept in the sandbox, as their readers would have seen them. */
@Controller
@Hidden
public class MessagesController {

    private static final int ON_A_PAGE = 30;

    /** An author's page shows its own styles and pictures it carries within; nothing in it runs or calls anybody. */
    private static final String SEALED =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private final Installation installation;
    private final SandboxMessages sandbox;
    private final MessageSource messages;
    private final RuleTexts texts;

    MessagesController(Installation installation, MessageSource messages, RuleTexts texts) {
        this.installation = installation;
        this.sandbox = new SandboxMessages(installation.dataSource());
        this.messages = messages;
        this.texts = texts;
    }

    @GetMapping(path = "/messages", produces = MediaType.TEXT_HTML_VALUE)
    String messages(
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "") String key,
            Model model,
            Locale locale) {
        Place place = before <= 0 || before > Place.START.at() ? Place.START : new Place(before, key.replace("\0", ""));
        List<SandboxMessages.Kept> kept = sandbox.latest(place, ON_A_PAGE + 1);
        model.addAttribute(
                "w", new Words(messages, texts, locale, installation.release().book()));
        model.addAttribute("release", installation.release().version());
        model.addAttribute("kept", kept.subList(0, Math.min(ON_A_PAGE, kept.size())));
        model.addAttribute("more", kept.size() > ON_A_PAGE);
        return "messages";
    }

    @GetMapping(path = "/messages/{touchpoint}/html", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> html(@PathVariable UUID touchpoint) {
        String html = sandbox.find(touchpoint)
                .map(SandboxMessages.Kept::html)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return ResponseEntity.ok().header("Content-Security-Policy", SEALED).body(html);
    }
}
