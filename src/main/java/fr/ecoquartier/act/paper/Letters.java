package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * The letters that tell an authority a decision it did not wish for: what was decided, why in the very words of who
 * decided, what can be done next and whom to turn to.
 */
@Component
class Letters {

    private static final ActWords WORDS = new ActWords();
    private static final String CLOSED =
            "Ce dossier est clos. Il reste consultable dans l’espace de la collectivité, avec les avis, les décisions et leurs motifs.";
    private static final String AGAIN =
            "La collectivité peut ouvrir un nouveau dossier quand elle le souhaite, en tenant compte des motifs exposés ci-dessus.";

    private final Proceedings proceedings;
    private final Territories territories;
    private final PaperTemplates templates;
    private final String carrier;

    Letters(
            Proceedings proceedings,
            Territories territories,
            PaperTemplates templates,
            @Value("${ecoquartier.carrier.name:la structure porteuse du label}") String carrier) {
        this.proceedings = proceedings;
        this.territories = territories;
        this.templates = templates;
        this.carrier = carrier;
    }

    /** One maker per kind of letter. */
    @Configuration(proxyBeanMethods = false)
    static class Makers {

        @Bean
        PaperMaker refusalLetter(Letters letters) {
            return letters.new Maker(DocumentKind.REFUSAL, "refused", "confirmed");
        }

        @Bean
        PaperMaker deferralLetter(Letters letters) {
            return letters.new Maker(DocumentKind.DEFERRAL, "deferred");
        }

        @Bean
        PaperMaker terminationLetter(Letters letters) {
            return letters.new Maker(DocumentKind.TERMINATION, "terminated");
        }
    }

    /** Writes the letters of one kind, after a decision with one of {@code outcomes}. */
    final class Maker implements PaperMaker {

        private final DocumentKind kind;
        private final String[] outcomes;

        Maker(DocumentKind kind, String... outcomes) {
            this.kind = kind;
            this.outcomes = outcomes;
        }

        @Override
        public DocumentKind kind() {
            return kind;
        }

        @Override
        public Paper make(PaperRequest request) {
            return write(request, Decided.of(proceedings, request, outcomes));
        }
    }

    private Paper write(PaperRequest request, Decision decision) {
        String operation = request.dossier().operation();
        List<List<String>> reasons = Paragraphs.of(decision.reason());
        List<List<String>> conditions = Paragraphs.of(decision.conditions());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("kind", request.kind().name());
        model.put("opening", Wording.typeset(opening(request, operation)));
        model.put("decidedOn", WORDS.date(decision.decidedAt()));
        model.put("decided", decision.outcomeLabel().replace('\'', '’'));
        model.put("author", decision.authorName());
        model.put("process", Versions.process(decision.processVersion()));
        model.put("referentiel", "version " + decision.referentiel());
        model.put("reasons", reasons);
        model.put("conditions", conditions);
        model.put("until", WORDS.date(decision.deferredUntil()));
        model.put("next", next(request, decision).stream().map(Wording::typeset).toList());
        model.put(
                "service",
                territories
                        .region(request.dossier().regionCode())
                        .map(Region::service)
                        .orElse("le service régional de l’État"));
        model.put("carrier", carrier);
        return templates.fill("letter", title(request), request, model);
    }

    static String title(PaperRequest request) {
        return switch (request.kind()) {
            case DEFERRAL ->
                request.stage() == DossierStage.CONFIRMATION
                        ? "Ajournement de la confirmation du label"
                        : "Ajournement du label";
            case TERMINATION -> "Résiliation du contrat";
            default ->
                switch (request.stage()) {
                    case CHARTER -> "Refus de la charte";
                    case CONTRACT -> "Refus du contrat";
                    case CONFIRMATION -> "Refus de la confirmation du label";
                    default -> "Refus du label";
                };
        };
    }

    private static String opening(PaperRequest request, String operation) {
        String asked = switch (request.stage()) {
            case CHARTER -> "la demande de charte ÉcoQuartier";
            case CONTRACT -> "la demande de contrat ÉcoQuartier";
            case CONFIRMATION -> "la confirmation du label ÉcoQuartier";
            default -> "la demande de label ÉcoQuartier";
        };
        return switch (request.kind()) {
            case DEFERRAL ->
                "Après examen de %s pour l’opération « %s », la décision est ajournée : des conditions restent à remplir."
                        .formatted(asked, operation);
            case TERMINATION ->
                "Après le suivi du contrat ÉcoQuartier de l’opération « %s », le contrat est résilié."
                        .formatted(operation);
            default ->
                "Après examen de %s pour l’opération « %s », la réponse est un refus, pour les motifs exposés ci-dessous."
                        .formatted(asked, operation);
        };
    }

    /** What the models do next, and no more. */
    private static List<String> next(PaperRequest request, Decision decision) {
        List<String> next = new ArrayList<>();
        boolean confirmation = request.stage() == DossierStage.CONFIRMATION;
        switch (request.kind()) {
            case DEFERRAL -> {
                String date = WORDS.date(decision.deferredUntil());
                next.add(
                        date.isEmpty()
                                ? "Le dossier sera examiné à nouveau ; la collectivité donnera alors ses valeurs mesurées à jour et joindra ses pièces."
                                : "Le dossier sera examiné à nouveau le " + date
                                        + " ; la collectivité donnera alors ses valeurs mesurées à jour et joindra ses pièces.");
                next.add(
                        confirmation
                                ? "D’ici là, le label reste en vigueur."
                                : "Si les conditions sont remplies plus tôt, « Demander le réexamen », dans l’espace de la collectivité, évite d’attendre cette date.");
            }
            case TERMINATION -> {
                next.add(
                        "Le suivi annuel s’arrête : aucune valeur mesurée n’est plus attendue au titre de ce contrat.");
                next.add(CLOSED);
                next.add(AGAIN);
            }
            default -> {
                if (confirmation) {
                    next.add("Le label est retiré : le registre public l’indique.");
                }
                next.add(CLOSED);
                next.add(AGAIN);
            }
        }
        return next;
    }
}
