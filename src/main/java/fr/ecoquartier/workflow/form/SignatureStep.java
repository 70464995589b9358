package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewSignature;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import java.util.Map;

/** A party signs the charter or the contract: the exact text that was shown is kept with its hash. */
class SignatureStep implements Step {

    private static final String DECISION = "stateDecision";

    private final DossierDesk desk;
    private final SignedTexts texts;
    private final Party party;

    SignatureStep(DossierDesk desk, SignedTexts texts, Party party) {
        this.desk = desk;
        this.texts = texts;
        this.party = party;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = party == Party.AUTHORITY ? desk.dossier(situation) : desk.review(situation);
        String text = texts.toSign(situation);
        shown.put(
                "document",
                Map.of(
                        "text",
                        text,
                        "proof",
                        "Empreinte SHA-256 de ce texte, conservée avec la signature : `%s`"
                                .formatted(Proceedings.sha256(text))));
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        if (party == Party.STATE && answers.text(DECISION).equals("signed")) {
            answers.require("signatoryName", "Indiquez qui signe.");
            answers.require("signatoryFunction", "Indiquez en quelle qualité.");
            answers.require("signedOn", "Indiquez la date de signature.");
            if (!answers.yes("confirmation")) {
                answers.refuse("confirmation", "Cette case doit être cochée.");
            }
        }
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        boolean signs = party != Party.STATE || answers.text(DECISION).equals("signed");
        if (signs) {
            desk.proceedings()
                    .sign(
                            situation.step(),
                            new NewSignature(
                                    party,
                                    answers.text("signatoryName"),
                                    answers.text("signatoryFunction"),
                                    answers.date("signedOn").orElseThrow(),
                                    texts.toSign(situation)),
                            situation.actor());
        }
        if (party != Party.STATE) {
            return Map.of();
        }
        desk.proceedings()
                .decide(
                        situation.step(),
                        new NewDecision(
                                answers.text(DECISION),
                                signs ? "Signé pour l'État" : "Signature refusée par l'État",
                                answers.text("reason")),
                        situation.actor());
        return Map.of(DECISION, answers.text(DECISION));
    }
}
