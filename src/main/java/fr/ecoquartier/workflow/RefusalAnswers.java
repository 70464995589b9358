package fr.ecoquartier.workflow;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A refusal that reaches our own pages leaves as the same problem that the engine's interfaces answer with. */
@RestControllerAdvice
class RefusalAnswers {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatus(refusal.status());
        problem.setTitle(refusal.title());
        problem.setDetail(refusal.detail());
        problem.setProperty("errors", refusal.problems());
        return ResponseEntity.status(refusal.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
