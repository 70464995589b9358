package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of the charter. */
@Component
class CharterSteps implements Steps.Group {

    private static final String PROCESS = "charter";
    private static final List<String> STATED = List.of(
            "communes",
            "operationDescription",
            "programme",
            "expectedStart",
            "expectedEnd",
            "contactName",
            "contactFunction",
            "contactEmail",
            "contactPhone",
            "deliberationReference",
            "deliberationOn");

    private final DossierDesk desk;
    private final Signatures signatures;
    private final Checks checks;

    CharterSteps(DossierDesk desk, Signatures signatures, Checks checks) {
        this.desk = desk;
        this.signatures = signatures;
        this.checks = checks;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "fileCharterRequest", new CharterRequest());
        steps.add(PROCESS, "enterBaselineMeasures", new FiguresStep(desk, checks, FiguresKind.BASELINE));
        steps.add(
                PROCESS,
                "checkAdmissibility",
                new ReviewStep(
                        desk,
                        "admissibility",
                        "",
                        Map.of(
                                "admissible", "Demande de charte recevable",
                                "correction", "Complément demandé avant de juger la recevabilité",
                                "refusal", "Demande de charte non recevable : refus proposé")) {
                    @Override
                    public Map<String, Object> show(Situation situation) {
                        Map<String, Object> shown = super.show(situation);
                        shown.put("request", statement(situation.reference()));
                        return shown;
                    }
                });
        steps.add(PROCESS, "answerCharterCorrection", new AnswerStep(desk));
        steps.add(
                PROCESS,
                "decideCharterRefusal",
                new DecisionStep(
                        desk,
                        "refusal",
                        Map.of(
                                "confirmed", "Charte refusée",
                                "returned", "Refus non confirmé : dossier renvoyé à la DREAL")));
        steps.add(PROCESS, "registerCharter", new Registration());
        steps.add(PROCESS, "signCharterAsAuthority", signatures.by(Party.AUTHORITY));
        steps.add(PROCESS, "signCharterForState", signatures.by(Party.STATE));
    }

    /** What the authority stated, for those who review it. */
    private String statement(String reference) {
        Map<String, Object> details = desk.dossiers().details(reference);
        return """
                **Situation** : %s

                **Présentation**

                %s

                **Programme**

                %s

                **Calendrier** : du %s au %s

                **Contact** : %s, %s, %s %s

                **Délibération** : %s du %s
                """.formatted(
                        line(details, "communes"),
                        Markdown.quote(plain(details, "operationDescription")),
                        Markdown.quote(plain(details, "programme")),
                        day(details, "expectedStart"),
                        day(details, "expectedEnd"),
                        line(details, "contactName"),
                        line(details, "contactFunction"),
                        line(details, "contactEmail"),
                        line(details, "contactPhone"),
                        line(details, "deliberationReference"),
                        day(details, "deliberationOn"));
    }

    private static String plain(Map<String, Object> details, String key) {
        Object value = details.get(key);
        return value == null ? "" : value.toString();
    }

    private static String line(Map<String, Object> details, String key) {
        return Markdown.line(plain(details, key));
    }

    private static String day(Map<String, Object> details, String key) {
        String value = plain(details, key);
        return value.isEmpty() ? "(non précisé)" : Markdown.day(java.time.LocalDate.parse(value));
    }

    /** The authority states its operation, accepts the commitments and names its deliberation. */
    private final class CharterRequest implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            DossierSummary dossier = desk.dossiers().get(situation.reference());
            Map<String, Object> shown = desk.dossier(situation);
            Map<String, Object> details = desk.dossiers().details(situation.reference());
            shown.put("operationName", dossier.operation());
            shown.put("context", dossier.context());
            STATED.forEach(key -> {
                if (details.get(key) != null) {
                    shown.put(key, details.get(key));
                }
            });
            shown.putIfAbsent("communes", dossier.authorityName());
            if (details.get("commitments") != null) {
                shown.put("commitments", details.get("commitments"));
            }
            shown.put(
                    "commitmentOptions",
                    desk.referentiel(situation.reference()).commitments().stream()
                            .map(commitment -> Map.of(
                                    "value", commitment.code(), "label", commitment.code() + ". " + commitment.label()))
                            .toList());
            shown.put(
                    "deliberation",
                    Map.of(
                            "status",
                            deliberated(situation)
                                    ? "La délibération est jointe au dossier."
                                    : "Joignez le fichier de la délibération parmi les **pièces justificatives** du dossier, avant d'envoyer ce formulaire."));
            return shown;
        }

        @Override
        public void check(Situation situation, Answers answers) {
            List<String> accepted = answers.choices("commitments");
            List<String> missing = desk.referentiel(situation.reference()).commitments().stream()
                    .map(Commitment::code)
                    .filter(code -> !accepted.contains(code))
                    .toList();
            if (!missing.isEmpty()) {
                answers.refuse(
                        "commitments",
                        "La charte demande d'accepter chaque engagement ; il manque : %s."
                                .formatted(String.join(", ", missing)));
            }
            if (!deliberated(situation)) {
                answers.refuse(
                        "deliberationReference",
                        "Le fichier de la délibération manque : joignez-le parmi les pièces justificatives du dossier, comme « Délibération ».");
            }
            answers.date("expectedStart")
                    .ifPresent(start -> answers.date("expectedEnd")
                            .filter(end -> end.isBefore(start))
                            .ifPresent(end ->
                                    answers.refuse("expectedEnd", "La livraison ne peut pas précéder le démarrage.")));
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            Map<String, Object> details = new LinkedHashMap<>();
            STATED.forEach(key -> answers.date(key).ifPresentOrElse(date -> details.put(key, date.toString()), () -> {
                if (answers.has(key)) {
                    details.put(key, answers.text(key));
                }
            }));
            details.put("commitments", answers.choices("commitments"));
            String operation = answers.text("operationName");
            desk.dossiers().describe(situation.step(), operation, answers.text("context"), details, situation.actor());
            return Map.of("operationName", operation);
        }

        private boolean deliberated(Situation situation) {
            return desk.hasEvidence(situation.reference(), Evidence.DELIBERATION);
        }
    }

    /** The carrier structure registers the dossier and prepares the charter. */
    private final class Registration implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.review(situation);
            shown.put("document", Map.of("text", signatures.texts().charter(situation.reference())));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String number =
                    answers.has("registrationNumber") ? answers.text("registrationNumber") : situation.reference();
            String observations = answers.text("observations");
            desk.proceedings()
                    .decide(
                            situation.step(),
                            new NewDecision(
                                    "registered",
                                    "Dossier enregistré, charte préparée",
                                    "Enregistré le %s sous le numéro %s. %s"
                                            .formatted(
                                                    Markdown.day(answers.date("registeredOn")
                                                            .orElseThrow()),
                                                    number,
                                                    observations)
                                            .strip(),
                                    answers.has("specificTerms") ? answers.text("specificTerms") : null,
                                    null),
                            situation.actor());
            return Map.of();
        }
    }
}
