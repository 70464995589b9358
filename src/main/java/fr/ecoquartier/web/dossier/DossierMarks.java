package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierStatus;
import org.springframework.stereotype.Component;

/** The colour that goes with a status; the word is always there too. {@code @dossierMarks} in templates. */
@Component("dossierMarks")
public class DossierMarks {

    public String of(DossierStatus status) {
        return switch (status) {
            case CHARTER_SIGNED, CONTRACT_SIGNED, LABELLED, CONFIRMED -> "badge--ok";
            case DEFERRED -> "badge--warn";
            case REFUSED, ABANDONED, TERMINATED, LABEL_WITHDRAWN -> "badge--bad";
            case OPEN -> "badge--info";
            case WITHDRAWN, TEST_ENDED -> "badge--neutral";
        };
    }
}
