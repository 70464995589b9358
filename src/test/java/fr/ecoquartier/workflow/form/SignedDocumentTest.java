package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.act.seal.SignedFiles;
import fr.ecoquartier.act.seal.SignedFiles.SignedFile;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Party;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.FormService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** The act of a signer is about the file that they were shown. */
@IntegrationTest
class SignedDocumentTest {

    private static final Actor CARRIER = new Actor("signed-carrier", "Claire Martin", "Structure porteuse");
    private static final String SIGN = "signCharterAsAuthority";

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private IssuedDocuments documents;

    @Autowired
    private SignedFiles signedFiles;

    @Autowired
    private AuthorityTasks authorityTasks;

    @Autowired
    private FormService forms;

    private Desk desk;
    private String reference;

    @BeforeEach
    void aCharterIsToBeSigned() throws NotPossible {
        desk = Desk.in(application);
        reference = desk.openAt("registerCharter");
        desk.answer(reference, "registerCharter");
    }

    @Test
    void theSignerReadsTheFileAndItsHashAndBothAreKeptWithTheSignature() {
        IssuedDocument toSign =
                documents.toSign(reference, DocumentKind.CHARTER).orElseThrow();
        Map<String, Object> shown = shown();
        assertThat(shown).containsEntry("documentSha256", toSign.sha256());
        assertThat(((Map<?, ?>) shown.get("document")).get("file").toString())
                .contains("/collectivite/dossiers/" + reference + "/documents/" + toSign.id());

        desk.answer(reference, SIGN);
        desk.answer(reference, "signCharterForState");

        assertThat(signedFiles.of(toSign.id()))
                .extracting(SignedFile::party, SignedFile::sha256)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Party.AUTHORITY, toSign.sha256()),
                        org.assertj.core.groups.Tuple.tuple(Party.STATE, toSign.sha256()));
    }

    @Test
    void aDocumentReplacedMeanwhileIsNotSignedByWhoeverReadTheFormerOne() throws Exception {
        IssuedDocument former =
                documents.toSign(reference, DocumentKind.CHARTER).orElseThrow();
        authorityTasks.saveDraft(
                task(),
                Set.of("38185"),
                Map.of("documentSha256", former.sha256(), "signatoryName", "Jeanne"),
                Desk.GRENOBLE);
        IssuedDocument corrected = documents.correct(former.id(), "Une erreur dans le nom de l’opération", CARRIER);

        assertThatThrownBy(() -> sign(former.sha256()))
                .hasMessageContaining("a été remplacé par une correction (version " + corrected.number() + ")");
        assertThat(desk.openSteps(reference)).contains(SIGN);
        assertThat(signedFiles.of(former.id())).isEmpty();
        // what was kept of the form does not bring the former hash back
        assertThat(shown())
                .containsEntry("documentSha256", corrected.sha256())
                .containsEntry("signatoryName", "Jeanne");

        sign(corrected.sha256());
        assertThat(signedFiles.of(corrected.id())).hasSize(1);
    }

    @Test
    void nobodySignsADocumentThatTheyWereNotShown() {
        assertThatThrownBy(() -> sign(null)).hasMessageContaining("Lisez le document à signer");
        assertThatThrownBy(() -> sign("0".repeat(64))).hasMessageContaining("a été remplacé");
    }

    @Test
    void theStateRefusesToSignWithoutTheHash() {
        desk.answer(reference, SIGN);
        forms.submitTaskForm(
                desk.task(reference, "signCharterForState").getId(),
                Map.of("stateDecision", "refused", "reason", "Le projet ne répond pas aux engagements de la charte."));
        IssuedDocument toSign =
                documents.toSign(reference, DocumentKind.CHARTER).orElseThrow();
        assertThat(signedFiles.of(toSign.id())).extracting(SignedFile::party).containsExactly(Party.AUTHORITY);
    }

    private void sign(String sha256) {
        Map<String, Object> answers = new HashMap<>(SampleAnswers.of(SIGN));
        if (sha256 != null) {
            answers.put("documentSha256", sha256);
        }
        authorityTasks.submit(task(), Set.of("38185"), answers, Desk.GRENOBLE);
    }

    private String task() {
        return desk.task(reference, SIGN).getId();
    }

    private Map<String, Object> shown() {
        return authorityTasks.form(task(), Set.of("38185")).orElseThrow().data();
    }
}
