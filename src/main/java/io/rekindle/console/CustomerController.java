package io.rekindle.console;

import io.rekindle.Installation;
import io.rekindle.engine.customer.CustomerId;
import io.rekindle.postgres.PostgresCustomers;
import io.rekindle.release.Evaluators;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** One customer: a year in one line, what happened, and why or why not. */
@Controller
@Hidden
public class CustomerController {

    private final Installation installation;
    private final Evaluators evaluators;
    private final MessageSource messages;
    private final RuleTexts texts;

    CustomerController(Installation installation, Evaluators evaluators, MessageSource messages, RuleTexts texts) {
        this.installation = installation;
        this.evaluators = evaluators;
        this.messages = messages;
        this.texts = texts;
    }

    /** The search field of every page. */
    @GetMapping(path = "/customers", produces = MediaType.TEXT_HTML_VALUE)
    String find(@RequestParam(defaultValue = "") String id) {
        return id.isBlank() ? "redirect:/" : "redirect:/customers/" + UriUtils.encodePathSegment(id.strip(), "UTF-8");
    }

    @GetMapping(path = "/customers/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String customer(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String campaign,
            Model model,
            Locale locale) {
        PostgresCustomers.Known known = known(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Words words = new Words(messages, texts, locale, installation.release().book());
        ZoneId zone = installation.policy().zone();
        long now = installation.clock().millis();
        long asked = asked(at, zone, now);
        model.addAttribute("w", words);
        model.addAttribute("release", installation.release().version());
        model.addAttribute("at", words.local(Instant.ofEpochMilli(asked)));
        model.addAttribute("opened", campaign == null ? "" : campaign);
        model.addAttribute("c", evaluators.lend(evaluator -> new CustomerPage(installation, evaluator, words)
                .of(known, asked, now)));
        return "customer";
    }

    private Optional<PostgresCustomers.Known> known(String id) {
        try {
            return id.indexOf('\0') >= 0
                    ? Optional.empty()
                    : installation.customers().find(new CustomerId(id));
        } catch (IllegalArgumentException cannotBeOne) {
            return Optional.empty();
        }
    }

    /** A local time of the rule book's zone as a date-time field gives it; now where there is none. */
    private static long asked(@Nullable String at, ZoneId zone, long now) {
        if (at == null || at.isBlank()) {
            return now;
        }
        try {
            long instant = LocalDateTime.parse(at).atZone(zone).toInstant().toEpochMilli();
            return Math.max(0, Math.min(instant, now));
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not a time", notATime);
        }
    }
}
