package fr.ecoquartier.workflow.label;

import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.workflow.Modelled;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** A document is issued, once for each passage of the element. */
@Component
@Modelled("Établit et conserve le document nommé par le paramètre d'entrée document : charterToSign, signedCharter,"
        + " contractToSign, signedContract, checkReport, opinions, refusal, deferral, termination, certificate")
class DocumentIssue extends Effect {

    private enum Issued {
        CHARTER_TO_SIGN("charterToSign", DocumentKind.CHARTER, false),
        SIGNED_CHARTER("signedCharter", DocumentKind.CHARTER, true),
        CONTRACT_TO_SIGN("contractToSign", DocumentKind.CONTRACT, false),
        SIGNED_CONTRACT("signedContract", DocumentKind.CONTRACT, true),
        CHECK_REPORT("checkReport", DocumentKind.CHECK_REPORT, true),
        OPINIONS("opinions", DocumentKind.OPINIONS, true),
        REFUSAL("refusal", DocumentKind.REFUSAL, true),
        DEFERRAL("deferral", DocumentKind.DEFERRAL, true),
        TERMINATION("termination", DocumentKind.TERMINATION, true),
        CERTIFICATE("certificate", DocumentKind.CERTIFICATE, true);

        private final String name;
        private final DocumentKind kind;
        private final boolean signed;

        Issued(String name, DocumentKind kind, boolean signed) {
            this.name = name;
            this.kind = kind;
            this.signed = signed;
        }

        static Issued of(Object name) {
            return Arrays.stream(values())
                    .filter(issued -> issued.name.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the input parameter document is " + name
                            + ", not one of "
                            + Arrays.stream(values()).map(issued -> issued.name).collect(Collectors.joining(", "))));
        }
    }

    private final IssuedDocuments documents;

    DocumentIssue(IssuedDocuments documents) {
        this.documents = documents;
    }

    @Override
    void apply(DelegateExecution execution) {
        Issued issued = Issued.of(execution.getVariable(StageVariables.DOCUMENT));
        documents.issue(step(execution), issued.kind, issued.signed);
    }
}
