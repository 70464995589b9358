package fr.ecoquartier.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.dossier.DossierStatus;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The narrow door in the tables that nobody may rewrite. */
class ErasureGuardTest {

    private static final Instant CLOSED = Instant.parse("2012-06-01T10:00:00Z");

    private final PrivacyDatabase db = PrivacyDatabase.shared();

    private void attempt(String sql, String reference, boolean open) {
        new TransactionTemplate(db.transactions).executeWithoutResult(status -> {
            if (open) {
                db.jdbc
                        .sql("select set_config('ecoquartier.erasure', 'on', true)")
                        .query(String.class)
                        .single();
            }
            assertThat(db.jdbc.sql(sql).param(reference).update()).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ecoquartier.decision set outcome = 'signed', outcome_label = 'Acceptée' where reference = ?",
                "update ecoquartier.decision set author_name = 'Jean Autre' where reference = ?",
                "update ecoquartier.decision set author_id = 'jean.autre' where reference = ?",
                "update ecoquartier.decision set author_name = null where reference = ?",
                "update ecoquartier.decision set reason = 'Un autre motif' where reference = ?",
                "update ecoquartier.decision set reason = 'Densité [effacé] bien.' where reference = ?",
                "update ecoquartier.decision set author_name = 'personne effacée (DREAL)', decided_at = now() where reference = ?",
                "update ecoquartier.signature set sha256 = 'def' where reference = ?",
                "update ecoquartier.signature set signed_text = '[effacé]' where reference = ?",
                "update ecoquartier.journal set kind = 'DECISION' where reference = ?",
                "update ecoquartier.journal set actor_role = 'Ministère' where reference = ?",
                "delete from ecoquartier.decision where reference = ?",
                "delete from ecoquartier.journal where reference = ?"
            })
    void nothingButPersonalColumnsCanBeErasedAndNothingCanBeWrittenThroughIt(String attack) {
        String reference = db.dossier("REFUSED", CLOSED, "jeanne.x", "Jeanne Exemple");
        assertThatThrownBy(() -> attempt(attack, reference, true)).isInstanceOf(Exception.class);
    }

    @Test
    void erasingNeedsATransactionThatSaysSo() {
        String reference = db.dossier("REFUSED", CLOSED, "jeanne.x", "Jeanne Exemple");
        String erasure =
                "update ecoquartier.decision set author_name = 'personne effacée (DREAL)', author_id = 'efface' where reference = ?";
        assertThatThrownBy(() -> attempt(erasure, reference, false)).hasStackTraceContaining("append-only");
        assertThatCode(() -> attempt(erasure, reference, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> attempt(erasure, reference, false))
                .as("the door closes with the transaction")
                .hasStackTraceContaining("append-only");
    }

    @Test
    void aRunningOrExceptedDossierIsClosedToItWhateverTheApplicationDoes() {
        String erasure = "update ecoquartier.decision set author_name = 'personne effacée (DREAL)' where reference = ?";
        String running = db.dossier("LABELLED", CLOSED, "jeanne.x", "Jeanne Exemple");
        assertThatThrownBy(() -> attempt(erasure, running, true)).hasStackTraceContaining("runs or is excepted");
        String held = db.dossier("REFUSED", CLOSED, "jeanne.x", "Jeanne Exemple");
        db.holds.place(held, "Recours", PrivacyDatabase.ADMIN);
        assertThatThrownBy(() -> attempt(erasure, held, true)).hasStackTraceContaining("runs or is excepted");
    }

    @Test
    void aGuardedTableWithoutRowChecksStaysShut() {
        assertThatThrownBy(() -> new TransactionTemplate(db.transactions).executeWithoutResult(status -> {
                    db.jdbc
                            .sql("select set_config('ecoquartier.erasure', 'on', true)")
                            .query(String.class)
                            .single();
                    db.jdbc
                            .sql("update ecoquartier.sample_run set campaign = campaign")
                            .update();
                }))
                .hasStackTraceContaining("append-only");
    }

    @Test
    void theDatabaseKnowsTheSameClosedStatusesAsTheApplication() {
        Arrays.stream(DossierStatus.values()).forEach(status -> {
            String reference = db.dossier(status.name(), CLOSED, "jeanne.x", "Jeanne Exemple");
            assertThat(db.text("select ecoquartier.erasable(?)", reference))
                    .as(status.name())
                    .isEqualTo("[" + status.terminal() + "]");
        });
    }

    @Test
    void everyTableThatIsErasedAndGuardedHasItsRowChecks() {
        PersonalInventory.tables().stream()
                .filter(table -> table.fate() == PersonalTable.Fate.REPLACED
                        && table.schema().equals("ecoquartier"))
                .forEach(table -> {
                    long guarded = db.count(
                            "select count(*) from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = cast(? as regclass)"
                                    + " and p.proname in ('append_only', 'refuse_referentiel_history_change', 'refuse_model_draft_history_change')"
                                    + " and t.tgtype::int & 16 > 0",
                            table.qualified());
                    long checked = db.count(
                            "select count(*) from pg_trigger where tgrelid = cast(? as regclass) and tgname = 'only_erasure'",
                            table.qualified());
                    assertThat(checked > 0 || guarded == 0).as(table.name()).isTrue();
                });
    }
}
