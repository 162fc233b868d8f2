package io.rekindle.api;

import io.rekindle.Installation;
import io.rekindle.PreviewDocument;
import io.rekindle.Previews;
import io.rekindle.engine.delivery.Preview;
import io.rekindle.engine.rule.book.Campaign;
import io.rekindle.release.Evaluators;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages as a customer would read them. */
@RestController
@RequestMapping(path = "/v1/previews", produces = "application/json")
@Tag(name = "campaigns")
public class PreviewsController {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    private final Installation installation;
    private final Previews previews;
    private final Evaluators evaluators;

    PreviewsController(Installation installation, Evaluators evaluators) {
        this.installation = installation;
        this.previews = new Previews(installation);
        this.evaluators = evaluators;
    }

    @GetMapping
    @Operation(
            summary = "A step's message, as a customer would read it",
            description = "Rendered by the code that renders what is sent, on the customer's facts as of the instant:"
                    + " subject, text and page, an SMS's parts and encoding, its price; or why it would be held. A coupon"
                    + " in it is made up. Whether the customer would get it is /v1/explanations' to say. Nothing is"
                    + " written.")
    Map<String, Object> preview(
            @RequestParam String customer,
            @RequestParam String campaign,
            @Parameter(description = "Its name, or name and variant as in the file: d30 A") @RequestParam String step,
            @Parameter(description = "An instant, ISO 8601; now where it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    Instant at,
            @Parameter(description = "Such as en or zh; the customer's where it is left out")
                    @RequestParam(required = false)
                    @Nullable
                    String language) {
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw ProblemException.parameter("language", "language", "language is two or three letters, such as zh");
        }
        Campaign asked = installation
                .release()
                .book()
                .campaign(campaign)
                .orElseThrow(() -> ProblemException.notFound("the rule book has no such campaign"));
        Preview.Reader reader = previews.customer(Customers.id(customer)).orElseThrow(Customers::none);
        long instant = Instants.checked(at, installation.clock().instant());
        return evaluators.lend(evaluator -> previews.of(evaluator, reader, asked, step, language, instant)
                .map(preview ->
                        PreviewDocument.of(preview, installation.policy().currency()))
                .orElseThrow(() -> ProblemException.notFound("the campaign has no such step")));
    }
}
