package io.rekindle.reader;

import io.rekindle.Installation;
import io.rekindle.console.PageLanguage;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import io.rekindle.postgres.Held;
import io.rekindle.postgres.Preferences;
import io.rekindle.postgres.Wanted;
import io.rekindle.receipt.Receipts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page on which the reader of a message says what they want. Reading it changes nothing, since scanners of mail read it too;
 * a POST does, the one-click kind of mailbox providers (RFC 8058) as well as the page's own.
 */
@Controller
@Hidden
public class PreferencesController {

    private static final Logger LOG = LoggerFactory.getLogger(PreferencesController.class);
    private static final String PAGE = "preferences";
    private static final String GONE = "preferences-gone";
    private static final int MOST_NAMES = 400;

    private final Seal seal;
    private final Preferences preferences;
    private final Receipts receipts;
    private final Clock clock;

    PreferencesController(Seal seal, Installation installation, Receipts receipts) {
        this.seal = seal;
        this.preferences = new Preferences(
                installation.dataSource(), () -> installation.release().book());
        this.receipts = receipts;
        this.clock = installation.clock();
    }

    @GetMapping("/u/{sealed}")
    String show(@PathVariable String sealed, HttpServletRequest request, HttpServletResponse response, Model model) {
        return page(seal.open(Purpose.UNSUBSCRIBE, sealed).flatMap(preferences::of), request, response, model);
    }

    @PostMapping("/u/{sealed}")
    String change(
            @PathVariable String sealed,
            @RequestParam MultiValueMap<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<String> touchpoint = seal.open(Purpose.UNSUBSCRIBE, sealed);
        Optional<Held> before = touchpoint.flatMap(preferences::of);
        Optional<Held> after = before.flatMap(held -> change(held.touchpoint(), form));
        if (before.isPresent() && after.isPresent()) {
            tell(before.get(), after.get());
            model.addAttribute("saved", true);
            model.addAttribute("before", before.get().on());
            model.addAttribute("undo", !after.get().on().equals(before.get().on()));
        }
        return page(after, request, response, model);
    }

    private void tell(Held before, Held after) {
        if (!after.wishes().equals(before.wishes())) {
            boolean stopped = !after.on().containsAll(before.on());
            LOG.info("touchpoint {}: its reader {}", after.touchpoint(), stopped ? "wants less" : "wants more");
            receipts.changedByReader();
        }
    }

    private Optional<Held> change(String touchpoint, MultiValueMap<String, String> form) {
        long now = clock.millis();
        if ("One-Click".equalsIgnoreCase(form.getFirst("List-Unsubscribe"))) {
            return preferences.stop(touchpoint, now);
        }
        if (form.containsKey("stop")) {
            return preferences.stopEverything(touchpoint, now);
        }
        return preferences.change(touchpoint, Wanted.between(names(form, "was"), names(form, "on")), now);
    }

    private static Collection<String> names(MultiValueMap<String, String> form, String field) {
        return form.getOrDefault(field, List.of()).stream().limit(MOST_NAMES).toList();
    }

    private static String page(
            Optional<Held> held, HttpServletRequest request, HttpServletResponse response, Model model) {
        Unlisted.mark(response);
        if (held.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return GONE;
        }
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        PageLanguage.ofMessage(request, held.get().language());
        model.addAttribute("held", held.get());
        return PAGE;
    }
}
