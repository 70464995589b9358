package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.referentiel.Checks;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps of the contract, save those of the trio. */
@Component
class ContractSteps implements Steps.Group {

    private static final String PROCESS = "contract";

    private final DossierDesk desk;
    private final Signatures signatures;
    private final Checks checks;

    ContractSteps(DossierDesk desk, Signatures signatures, Checks checks) {
        this.desk = desk;
        this.signatures = signatures;
        this.checks = checks;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "enterPlannedMeasures", new FiguresStep(desk, checks, FiguresKind.PLANNED));
        steps.add(PROCESS, "setObjectives", new ObjectivesStep(desk, checks));
        steps.add(
                PROCESS,
                "instructContract",
                new ReviewStep(
                        desk,
                        "instruction",
                        "forward",
                        Map.of(
                                "forward", "Demande de contrat transmise au trio d'experts",
                                "correction", "Complément demandé pendant l'instruction du contrat",
                                "returned", "Projet de contrat renvoyé à la collectivité")));
        steps.add(PROCESS, "answerContractCorrection", new AnswerStep(desk));
        steps.add(
                PROCESS,
                "decideContract",
                new DecisionStep(
                        desk,
                        "contractDecision",
                        Map.of(
                                "accepted", "Contrat accepté",
                                "refused", "Contrat refusé",
                                "returned", "Projet de contrat renvoyé à la collectivité")));
        steps.add(PROCESS, "prepareContract", new Preparation());
        steps.add(PROCESS, "signContractAsAuthority", signatures.by(Party.AUTHORITY));
        steps.add(PROCESS, "signContractAsCarrier", signatures.by(Party.CARRIER));
        steps.add(PROCESS, "signContractForState", signatures.by(Party.STATE));
    }

    /** The carrier structure prepares the contract. */
    private final class Preparation implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.review(situation);
            shown.put("document", Map.of("text", signatures.texts().contract(situation.reference())));
            return shown;
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String years = FormRules.french(answers.numbers().get("contractYears"));
            String duration = "Durée du contrat : %s %s.".formatted(years, years.equals("1") ? "an" : "ans");
            String number = answers.has("contractNumber") ? answers.text("contractNumber") : situation.reference();
            desk.proceedings()
                    .decide(
                            situation.step(),
                            new NewDecision(
                                    "prepared",
                                    "Contrat préparé",
                                    "Contrat numéro %s. %s".formatted(number, duration),
                                    (duration + "\n\n" + answers.text("specificTerms")).strip(),
                                    null),
                            situation.actor());
            return Map.of();
        }
    }
}
