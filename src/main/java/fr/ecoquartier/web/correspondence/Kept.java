package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.correspondence.KeptText;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.web.French;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The answers to a page that keeps what is typed while it is typed. */
@Component
class Kept {

    /** Something that keeps a text. */
    interface Keeping {
        KeptText keep() throws NotPossible;
    }

    private final French french;

    Kept(French french) {
        this.french = french;
    }

    /**
     * What was kept, or why it was not. When it was kept aside, {@code aside} is true and the page shows both texts.
     */
    ResponseEntity<?> answer(Keeping keeping, String typed) {
        try {
            KeptText kept = keeping.keep();
            boolean aside = kept.aside() != null
                    && !kept.text().strip().equals(typed.replace("\r\n", "\n").strip());
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(Map.of("message", saved(kept.savedAt()), "revision", kept.revision(), "aside", aside));
        } catch (NotPossible refusal) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refusal.getMessage());
            problem.setTitle("Saisie non enregistrée");
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
    }

    private String saved(@Nullable Instant at) {
        return at == null ? "" : "Enregistré le " + french.dateTime(at);
    }
}
