package fr.ecoquartier.act.agreement;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Signature;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the charter and the contract have in common: parties, signatures, particular terms. */
@Component
class Agreements {

    private final Dossiers dossiers;
    private final Proceedings proceedings;
    private final Referentiels referentiels;
    private final String carrier;

    Agreements(
            Dossiers dossiers,
            Proceedings proceedings,
            Referentiels referentiels,
            @Value("${ecoquartier.carrier.name:la structure porteuse du label}") String carrier) {
        this.dossiers = dossiers;
        this.proceedings = proceedings;
        this.referentiels = referentiels;
        this.carrier = carrier;
    }

    /**
     * A party's place in the table of signatures.
     *
     * @param party « Pour la collectivité »
     * @param signatory empty before it has signed, as are the others
     */
    record SignatureRow(String party, String signatory, String function, String signedOn, String recordedAt) {}

    Referentiel referentiel(PaperRequest request) {
        String version = request.dossier().referentiel();
        return referentiels.find(version).orElseThrow(() -> new IllegalStateException("no référentiel " + version));
    }

    /** What both templates show. */
    Map<String, Object> model(PaperRequest request, String preparation, List<Party> parties) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("carrier", ActWords.typeset(carrier));
        model.put("referentiel", named(ActWords.typeset(referentiel(request).label())));
        model.put("signatures", signatures(request, parties));
        model.put("terms", terms(request, preparation));
        model.put("signed", request.signed());
        if (request.signedDocument() != null) {
            model.put("toSign", request.signedDocument());
        }
        return model;
    }

    /** « référentiel de test 2012 », in the middle of a sentence. */
    private static String named(String label) {
        return label.toLowerCase(Locale.FRENCH).startsWith("référentiel")
                ? "r" + label.substring(1)
                : "référentiel « %s »".formatted(label).replace("« ", "«\u00a0").replace(" »", "\u00a0»");
    }

    /** The signatures given in this round of the stage; a party that has not signed has an empty line. */
    private List<SignatureRow> signatures(PaperRequest request, List<Party> parties) {
        ActWords words = new ActWords();
        Instant since = entered(request);
        List<Signature> given = !request.signed()
                ? List.of()
                : proceedings.signatures(request.dossier().reference()).stream()
                        .filter(signature -> signature.stage() == request.stage())
                        .filter(signature -> !signature.recordedAt().isBefore(since)
                                && !signature.recordedAt().isAfter(request.asOf()))
                        .toList();
        List<SignatureRow> rows = new ArrayList<>();
        for (Party party : parties) {
            Optional<Signature> signature =
                    given.stream().filter(each -> each.party() == party).reduce((first, second) -> second);
            String name = "Pour " + ActWords.typeset(party.label());
            rows.add(signature
                    .map(each -> new SignatureRow(
                            name,
                            ActWords.typeset(each.signatoryName()),
                            ActWords.typeset(each.signatoryFunction()),
                            words.date(each.signedOn()),
                            words.dateTime(each.recordedAt())))
                    .orElse(new SignatureRow(name, "", "", "", "")));
        }
        return rows;
    }

    /** When the dossier entered the round of the stage that the document belongs to. */
    private Instant entered(PaperRequest request) {
        return dossiers.stages(request.dossier().reference()).stream()
                .filter(period -> period.stage() == request.stage() && period.round() == request.round())
                .map(StagePeriod::enteredAt)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    /** Paragraphs of the particular terms that the carrier structure wrote. */
    private List<String> terms(PaperRequest request, String preparation) {
        Instant since = entered(request);
        return proceedings.decisions(request.dossier().reference()).stream()
                .filter(decision ->
                        decision.stage() == request.stage() && decision.step().equals(preparation))
                .filter(decision -> !decision.decidedAt().isBefore(since)
                        && !decision.decidedAt().isAfter(request.asOf()))
                .reduce((first, second) -> second)
                .map(Decision::conditions)
                .map(text -> Arrays.stream(text.split("\\R+"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(ActWords::typeset)
                        .toList())
                .orElse(List.of());
    }
}
