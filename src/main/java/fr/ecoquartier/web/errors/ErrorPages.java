package fr.ecoquartier.web.errors;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What people and programs read when a request fails: a French sentence, never the inside of the application. The cause
 * is in the log.
 */
@Controller
class ErrorPages implements ErrorController {

    /** The words of an error. */
    record Words(String title, String sentence) {}

    private static final Words ANY = new Words(
            "Un incident est survenu",
            "Votre demande n’a pas pu aboutir. Rien n’a été perdu de ce qui était enregistré. Réessayez dans un instant ; si"
                    + " l’incident persiste, prévenez l’administrateur du label.");

    private static final Map<Integer, Words> WORDS = Map.of(
            400,
                    new Words(
                            "Demande mal formée",
                            "L’adresse ou les informations envoyées ne sont pas valables. Revenez à la page précédente et"
                                    + " recommencez."),
            401, new Words("Connexion requise", "Connectez-vous pour accéder à cette page."),
            403,
                    new Words(
                            "Accès refusé",
                            "Votre compte ne donne pas accès à cette page. Si vous pensez qu’il le devrait, adressez-vous à"
                                    + " l’administrateur du label."),
            404,
                    new Words(
                            "Page introuvable",
                            "Cette page n’existe pas ou n’existe plus. Vérifiez l’adresse, ou repartez de l’accueil."),
            405, new Words("Demande mal formée", "Cette adresse ne répond pas à ce type de demande."),
            413,
                    new Words(
                            "Fichier trop volumineux",
                            "Ce que vous avez envoyé dépasse la taille admise : 20 Mio par fichier."),
            429,
                    new Words(
                            "Trop de demandes",
                            "Trop de demandes viennent de votre adresse. Patientez quelques minutes, puis réessayez."),
            503,
                    new Words(
                            "Service momentanément saturé",
                            "Trop de personnes demandent la même chose au même moment. Réessayez dans quelques secondes."));

    @RequestMapping(value = "${server.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request, HttpServletResponse response) {
        HttpStatus status = status(request);
        response.setStatus(status.value());
        Words words = WORDS.getOrDefault(status.value(), ANY);
        return new ModelAndView("error/error", Map.of("title", words.title(), "sentence", words.sentence()), status);
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        HttpStatus status = status(request);
        ProblemDetail problem = problem(status);
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked) {
            problem.setInstance(UriComponentsBuilder.fromPath(asked).build().toUri());
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    static ProblemDetail problem(HttpStatusCode status) {
        Words words = WORDS.getOrDefault(status.value(), ANY);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, words.sentence());
        problem.setTitle(words.title());
        return problem;
    }

    /** A person with a browser, on a page; programs ask for JSON or use the API. */
    static boolean wantsPage(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return String.valueOf(request.getHeader("Accept")).contains(MediaType.TEXT_HTML_VALUE)
                && !path.startsWith("/api/");
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
