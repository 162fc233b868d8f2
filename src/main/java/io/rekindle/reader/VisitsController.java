package io.rekindle.reader;

import io.rekindle.engine.delivery.Receipt.Kind;
import io.rekindle.engine.delivery.Seal;
import io.rekindle.engine.delivery.Seal.Purpose;
import io.rekindle.link.LinkToken;
import io.rekindle.postgres.StoreException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Links and pictures of messages: they lead where they say, whatever becomes of the counting. */
@Controller
@Hidden
public class VisitsController {

    private static final Logger LOG = LoggerFactory.getLogger(VisitsController.class);

    /** One transparent pixel. */
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Seal seal;
    private final Visits visits;

    VisitsController(Seal seal, Visits visits) {
        this.seal = seal;
        this.visits = visits;
    }

    @GetMapping("/l/{sealed}")
    @Nullable
    String follow(@PathVariable String sealed, HttpServletRequest request, HttpServletResponse response) {
        Unlisted.mark(response);
        Optional<LinkToken> link = LinkToken.open(seal, sealed);
        if (link.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return "preferences-gone";
        }
        keep(link.get().touchpoint().toString(), Kind.CLICKED, link.get().index(), request);
        response.setStatus(HttpStatus.FOUND.value());
        response.setHeader(HttpHeaders.LOCATION, link.get().target());
        return null;
    }

    @GetMapping("/o/{sealed}.gif")
    void look(@PathVariable String sealed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Unlisted.mark(response);
        Optional<String> touchpoint = seal.open(Purpose.OPEN, sealed);
        touchpoint.ifPresent(id -> keep(id, Kind.OPENED, 0, request));
        response.setStatus(touchpoint.isPresent() ? HttpStatus.OK.value() : HttpStatus.NOT_FOUND.value());
        response.setContentType(MediaType.IMAGE_GIF_VALUE);
        response.setContentLength(PIXEL.length);
        response.getOutputStream().write(PIXEL);
    }

    private void keep(String touchpoint, Kind kind, int link, HttpServletRequest request) {
        try {
            String agent = request.getHeader(HttpHeaders.USER_AGENT);
            String purpose = Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
                    .map(request::getHeader)
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            visits.came(touchpoint, kind, link, request.getMethod(), agent == null ? "" : agent, purpose);
        } catch (StoreException failure) {
            // Whoever follows a link wants to get there, also while the database is away.
            LOG.error("touchpoint {}: a visit was not kept", touchpoint, failure);
        }
    }
}
