package fr.ecoquartier.web.space;

import fr.ecoquartier.web.StorageTrouble;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.support.RequestContextUtils;

/** A file that is over the limit, or that could not be received, never reaches a controller; the person gets a French sentence all the same. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TooLarge {

    private static final String SENTENCE = "Le fichier est trop volumineux : 20 Mo au plus par fichier.";
    private static final String OF_A_MODEL = "Le fichier est trop volumineux : 2 Mio au plus pour un modèle.";

    /** The container could not write the file to its disk, or the connection broke off. */
    @ExceptionHandler(MultipartException.class)
    ResponseEntity<ProblemDetail> notReceived(
            MultipartException failure, HttpServletRequest request, HttpServletResponse response) {
        StorageTrouble trouble = StorageTrouble.of(failure);
        return request.getHeader("X-Requested-With") == null
                ? back(request, response, trouble.sentence(), trouble.sentence())
                : trouble.problem();
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    ResponseEntity<ProblemDetail> refuse(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("X-Requested-With") == null) {
            return back(request, response, SENTENCE, OF_A_MODEL);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PAYLOAD_TOO_LARGE, SENTENCE);
        problem.setTitle("Fichier trop volumineux");
        return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<ProblemDetail> back(
            HttpServletRequest request, HttpServletResponse response, String sentence, String ofAModel) {
        // found before any page was chosen: the container has come back through its error page
        Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String page = asked instanceof String address ? address : request.getRequestURI();
        boolean model = page.startsWith(request.getContextPath() + "/modeles/");
        if (model && page.endsWith("/import")) {
            // the page that has the import among its forms
            page = page.substring(0, page.length() - "/import".length())
                    + (page.contains("/brouillons/") ? "/historique" : "");
        }
        RequestContextUtils.getOutputFlashMap(request).put("failure", model ? ofAModel : sentence);
        RequestContextUtils.saveOutputFlashMap(page, request, response);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", page)
                .build();
    }
}
