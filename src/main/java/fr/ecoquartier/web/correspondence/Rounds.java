package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.SentPoint;
import fr.ecoquartier.correspondence.Subject;
import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Proceedings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The correction requests of a dossier with their points, as both sides read them; {@code @rounds} in templates. */
@Component("rounds")
class Rounds {

    /** A request with its points; {@code answered} of them have a draft of an answer. */
    record Round(CorrectionRequest request, List<SentPoint> points, long answered) {}

    private final Proceedings proceedings;
    private final Corrections corrections;

    Rounds(Proceedings proceedings, Corrections corrections) {
        this.proceedings = proceedings;
        this.corrections = corrections;
    }

    /** The newest first. */
    List<Round> of(String reference) {
        Map<Long, List<SentPoint>> points = corrections.of(reference);
        List<Round> rounds = new ArrayList<>();
        for (CorrectionRequest request : proceedings.corrections(reference)) {
            List<SentPoint> own = points.getOrDefault(request.id(), List.of());
            rounds.add(new Round(
                    request,
                    own,
                    own.stream().filter(point -> !point.draft().blank()).count()));
        }
        Collections.reverse(rounds);
        return rounds;
    }

    /** Those that wait for the authority and have points to answer one by one. */
    public List<Round> open(String reference) {
        return of(reference).stream()
                .filter(round -> round.request().open() && !round.points().isEmpty())
                .toList();
    }

    /** The page that shows what a point is about. */
    public String address(String reference, boolean authority, Subject subject) {
        String dossier = "/dossiers/" + reference;
        return switch (subject.kind()) {
            case FIELD -> dossier + "#champ-" + subject.code();
            case FIGURE -> dossier + "#donnee-" + subject.code();
            case EVIDENCE -> dossier + "/pieces/" + subject.code();
            case COMMITMENT ->
                UriComponentsBuilder.fromPath((authority ? "/collectivite" : "") + dossier + "/pieces")
                        .queryParam("engagement", subject.code())
                        .fragment("engagement-" + subject.code())
                        .build()
                        .encode()
                        .toUriString();
        };
    }

    /** What the link to it says. */
    public String linkText(Subject subject) {
        return switch (subject.kind()) {
            case FIELD -> "Voir ce champ";
            case FIGURE -> "Voir cette donnée";
            case EVIDENCE -> "Ouvrir la pièce";
            case COMMITMENT -> "Voir les pièces de cet engagement";
        };
    }
}
