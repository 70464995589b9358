package fr.ecoquartier.workflow.form;

import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.act.seal.SignedFiles;
import fr.ecoquartier.dossier.Party;
import org.springframework.stereotype.Component;

/** The steps in which the parties sign. */
@Component
class Signatures {

    private final DossierDesk desk;
    private final SignedTexts texts;
    private final IssuedDocuments documents;
    private final SignedFiles signedFiles;

    Signatures(DossierDesk desk, SignedTexts texts, IssuedDocuments documents, SignedFiles signedFiles) {
        this.desk = desk;
        this.texts = texts;
        this.documents = documents;
        this.signedFiles = signedFiles;
    }

    SignatureStep by(Party party) {
        return new SignatureStep(desk, texts, documents, signedFiles, party);
    }

    SignedTexts texts() {
        return texts;
    }
}
