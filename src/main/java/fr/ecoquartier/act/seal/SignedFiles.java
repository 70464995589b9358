package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Party;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which file each signature is about: the document and the SHA-256 of the very bytes that the signer was shown. */
@Service
@Transactional
public class SignedFiles {

    /** A signature and the file it is about. */
    public record SignedFile(
            DossierStage stage,
            Party party,
            String signatoryName,
            String signatoryFunction,
            LocalDate signedOn,
            Instant recordedAt,
            long document,
            String sha256) {}

    private final JdbcClient jdbc;

    SignedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes the file that a signature is about; the first time only.
     *
     * @param effect key of the step that recorded the signature
     */
    public void signed(String effect, IssuedDocument document) {
        jdbc.sql("""
                        insert into ecoquartier.signature_document (signature, document, sha256)
                        select id, :document, :sha256 from ecoquartier.signature where effect = :effect
                        on conflict (signature) do nothing
                        """)
                .param("document", document.id())
                .param("sha256", document.sha256())
                .param("effect", effect)
                .update();
    }

    /** The signatures that a document received, in their order. */
    @Transactional(readOnly = true)
    public List<SignedFile> of(long document) {
        return jdbc.sql("""
                        select s.stage, s.party, s.signatory_name, s.signatory_function, s.signed_on, s.recorded_at,
                            d.document, d.sha256
                        from ecoquartier.signature_document d join ecoquartier.signature s on s.id = d.signature
                        where d.document = :document order by s.id
                        """)
                .param("document", document)
                .query((row, n) -> new SignedFile(
                        DossierStage.valueOf(row.getString("stage")),
                        Party.valueOf(row.getString("party")),
                        row.getString("signatory_name"),
                        row.getString("signatory_function"),
                        row.getObject("signed_on", LocalDate.class),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getLong("document"),
                        row.getString("sha256")))
                .list();
    }
}
