package fr.ecoquartier.workflow.form;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.act.seal.SignedFiles;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewSignature;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Proceedings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A party signs the charter or the contract: the document that was issued to be signed, whose SHA-256 comes back with the
 * signature, and its text. A dossier that was on its way to the signatures before documents were issued has its text only.
 */
class SignatureStep implements Step {

    private static final String DECISION = "stateDecision";
    private static final String HASH = "documentSha256";

    private final DossierDesk desk;
    private final SignedTexts texts;
    private final IssuedDocuments documents;
    private final SignedFiles signedFiles;
    private final Party party;

    SignatureStep(
            DossierDesk desk, SignedTexts texts, IssuedDocuments documents, SignedFiles signedFiles, Party party) {
        this.desk = desk;
        this.texts = texts;
        this.documents = documents;
        this.signedFiles = signedFiles;
        this.party = party;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = party == Party.AUTHORITY ? desk.dossier(situation) : desk.review(situation);
        String text = texts.toSign(situation);
        Optional<IssuedDocument> document = toSign(situation);
        Map<String, Object> words = new HashMap<>();
        words.put("file", document.map(this::file).orElse(""));
        words.put("text", text);
        words.put(
                "proof",
                "Empreinte SHA-256 de ce texte, conservée avec la signature : `%s`"
                        .formatted(Proceedings.sha256(text)));
        shown.put("document", words);
        document.ifPresent(issued -> shown.put(HASH, issued.sha256()));
        return shown;
    }

    @Override
    public void check(Situation situation, Answers answers) {
        // a correction of the document waits, or has come before
        desk.dossiers().lock(situation.reference());
        if (party == Party.STATE && signs(answers)) {
            answers.require("signatoryName", "Indiquez qui signe.");
            answers.require("signatoryFunction", "Indiquez en quelle qualité.");
            answers.require("signedOn", "Indiquez la date de signature.");
            if (!answers.yes("confirmation")) {
                answers.refuse("confirmation", "Cette case doit être cochée.");
            }
        }
        if (signs(answers)) {
            toSign(situation).ifPresent(document -> mustBeTheOneShown(document, answers));
        }
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        boolean signs = signs(answers);
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
            toSign(situation)
                    .ifPresent(document -> signedFiles.signed(situation.step().effect(), document));
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

    private boolean signs(Answers answers) {
        return party != Party.STATE || answers.text(DECISION).equals("signed");
    }

    private static void mustBeTheOneShown(IssuedDocument document, Answers answers) {
        String shown = answers.text(HASH);
        if (shown.isEmpty()) {
            answers.refuse(
                    HASH,
                    "Lisez le document à signer : son empreinte doit accompagner la signature. Rechargez la page si vous"
                            + " ne la voyez pas.");
        } else if (!shown.equals(document.sha256())) {
            answers.refuse(
                    HASH,
                    "Le document à signer a été remplacé par une correction (version %d) : rechargez la page, lisez cette version, puis signez."
                            .formatted(document.number()));
        }
    }

    private Optional<IssuedDocument> toSign(Situation situation) {
        return documents.toSign(
                situation.reference(),
                situation.stage() == DossierStage.CHARTER ? DocumentKind.CHARTER : DocumentKind.CONTRACT);
    }

    private String file(IssuedDocument document) {
        String folder = party == Party.AUTHORITY ? "/collectivite/dossiers/" : "/dossiers/";
        return """
                **[Lire le document à signer (PDF)](%s%s/documents/%d)**

                C'est ce fichier que vous signez : « %s », version %d, %s. Le texte ci-dessous en reprend l'essentiel pour la lecture à l'écran.
                """.formatted(
                        folder,
                        document.reference(),
                        document.id(),
                        Markdown.line(document.title()),
                        document.number(),
                        document.pages() == 1 ? "une page" : document.pages() + " pages");
    }
}
