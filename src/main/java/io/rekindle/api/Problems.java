package io.rekindle.api;

import io.rekindle.postgres.StoreException;
import java.io.IOException;
import java.sql.SQLTransientException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Answers what goes wrong in the API with a problem: what it was and what to do, never what broke inside. */
@RestControllerAdvice(basePackages = {"io.rekindle.api", "io.rekindle.hook", "io.rekindle.provider"})
public final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException known) {
        return answer(known.problem(), new HttpHeaders());
    }

    /** The database is away or out of connections: worth another try. */
    @ExceptionHandler
    ResponseEntity<Object> store(StoreException failure) {
        LOG.error("the store failed", failure);
        HttpHeaders headers = new HttpHeaders();
        if (!(failure.getCause() instanceof SQLTransientException)) {
            return answer(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, null), headers);
        }
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "the database does not answer; try again"), headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(RuntimeException bug) {
        if (tooLarge(bug)) {
            return tooLarge();
        }
        LOG.error("a request failed", bug);
        return answer(Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, null), new HttpHeaders());
    }

    /** A body that a controller reads by itself went on too long, or broke off. */
    @ExceptionHandler
    ResponseEntity<Object> unread(IOException broken) {
        return tooLarge(broken)
                ? tooLarge()
                : answer(Problem.of(HttpStatus.BAD_REQUEST, "the body cannot be read"), new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (tooLarge(unreadable)) {
            return tooLarge();
        }
        String place = unreadable.getCause() instanceof JacksonException json && json.getLocation() != null
                ? " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "";
        return answer(
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "malformed-json",
                        "the body is not the JSON that is wanted here" + place,
                        List.of()),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name =
                mismatch instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "parameter";
        return answer(
                ProblemException.parameter(name, "type", name + " cannot be read")
                        .problem(),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name = missing.getParameterName();
        return answer(
                ProblemException.parameter(name, "missing", name + " is missing")
                        .problem(),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException wrong, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = wrong instanceof MissingRequestHeaderException missing ? missing.getHeaderName() : "request";
        return answer(
                ProblemException.parameter(name, "missing", "the header " + name + " is missing")
                        .problem(),
                headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException other, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json"), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException other,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return answer(Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "there is no " + other.getMethod() + " here"), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception other, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.of(HttpStatus.valueOf(status.value()), null), headers);
    }

    private static boolean tooLarge(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof BodyLimit.BodyTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private static ResponseEntity<Object> tooLarge() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.CONNECTION, "close");
        return answer(BodyLimit.PROBLEM, headers);
    }

    static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
