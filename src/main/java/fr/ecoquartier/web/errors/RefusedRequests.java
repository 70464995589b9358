package fr.ecoquartier.web.errors;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * What the framework refuses by itself (no such page, a missing parameter, a file that is too large) is said in French,
 * as a page to people and as problem+json to programs.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusedRequests extends ResponseEntityExceptionHandler {

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest web && ErrorPages.wantsPage(web.getRequest())) {
            showPage(web.getResponse(), status);
            return null;
        }
        boolean ownWords =
                failure instanceof ErrorResponseException own && own.getBody().getDetail() != null;
        ProblemDetail problem = ownWords ? ((ErrorResponseException) failure).getBody() : ErrorPages.problem(status);
        return super.handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static void showPage(HttpServletResponse response, HttpStatusCode status) {
        try {
            response.sendError(status.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
