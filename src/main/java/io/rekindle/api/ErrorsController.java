package io.rekindle.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Answers what goes wrong before or outside a controller of the API: a page for people, a problem for programs. */
@Controller
@Hidden
public final class ErrorsController implements ErrorController {

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    Object page(HttpServletRequest request) {
        HttpStatus status = status(request);
        return isApi(request)
                ? problem(request)
                : new ModelAndView(
                        "error", Map.of("status", status.value(), "reason", status.getReasonPhrase()), status);
    }

    @RequestMapping("/error")
    ResponseEntity<Object> problem(HttpServletRequest request) {
        HttpStatus status = status(request);
        return Problems.answer(
                status == HttpStatus.CONTENT_TOO_LARGE
                        ? BodyLimit.PROBLEM
                        : Problem.of(status, detail(status, request)),
                new HttpHeaders());
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/v1/") || path.startsWith("/hooks/") || path.startsWith("/v3/");
    }

    private static String path(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    }

    private static @Nullable String detail(HttpStatus status, HttpServletRequest request) {
        return switch (status) {
            case NOT_FOUND -> "there is nothing here; /v3/api-docs lists what there is";
            case METHOD_NOT_ALLOWED -> "there is no " + request.getMethod() + " here";
            case MISDIRECTED_REQUEST -> "this server does not go by that name; see rekindle.api.hosts";
            default -> null;
        };
    }
}
