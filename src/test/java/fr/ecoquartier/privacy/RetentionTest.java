package fr.ecoquartier.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.pilot.run.Progress;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worked example: dossiers of 2012, and the years that follow. */
class RetentionTest {

    private static final Instant CLOSED = Instant.parse("2012-06-01T10:00:00Z");
    private static final Instant AFTER_ONE_YEAR = Instant.parse("2013-06-15T10:00:00Z");
    private static final Instant AFTER_SIX_YEARS = Instant.parse("2018-06-15T10:00:00Z");

    private final PrivacyDatabase db = PrivacyDatabase.shared();
    private String marie;

    @BeforeEach
    void aPerson() {
        db.clock.now = CLOSED;
        marie = "marie." + UUID.randomUUID().toString().substring(0, 8);
        db.user(marie, "Marie", "Durand-Leroy", "dreal");
    }

    private RetentionRuns.Run run(Instant at) {
        db.clock.now = at;
        RetentionRuns node = db.node();
        RetentionJob job = db.job(node);
        long run = job.begin(PrivacyDatabase.ADMIN);
        assertThat(job.work(run, Progress.none())).isTrue();
        RetentionRuns.Run done = node.find(run).orElseThrow();
        assertThat(done.message()).isNull();
        return done;
    }

    @Test
    void aClosedDossierKeepsItsDecisionAndLosesItsPeopleWhenTheyAreDue() {
        String reference = db.dossier("REFUSED", CLOSED, marie, "Marie Durand-Leroy");
        db.instance(reference, marie, true);
        db.jdbc.sql("""
                        update ecoquartier.dossier set details = '{"programme": "Logements", "contactName": "Camille Lafleur",
                            "contactFunction": "Chef de projet", "contactEmail": "camille@example.org", "contactPhone": "0102030405"}'
                        where reference = ?
                        """).param(reference).update();
        db.jdbc.sql("""
                        insert into ecoquartier.journal (reference, at, actor_id, actor_name, actor_role, kind, stage, text, internal, referentiel)
                        values (?, ?, 'system', 'Application', 'Application', 'ACTION_PLAN', 'CHARTER',
                            'Plan proposé par Robin Duplan, échéance proposée le 3 mars 2013. Contact : camille@example.org', false, '2012-test')
                        """).params(reference, PrivacyDatabase.at(CLOSED)).update();

        run(AFTER_ONE_YEAR);
        assertThat(db.count("select count(*) from ecoquartier.draft where reference = ?", reference))
                .as("drafts go after three months")
                .isZero();
        assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                .as("names stay for five years")
                .contains("Marie Durand-Leroy");
        assertThat(db.engineHistory.rememberedOf(reference)).isEqualTo(1);

        run(AFTER_SIX_YEARS);
        assertThat(db.text(
                        "select outcome_label || ' | ' || reason || ' | ' || author_name || ' | ' || author_id from ecoquartier.decision where reference = ?",
                        reference))
                .isEqualTo("[Refusée | Densité insuffisante. | personne effacée (DREAL) | efface]");
        assertThat(db.text(
                        "select value || ' | ' || reason || ' | ' || author_name from ecoquartier.opinion where reference = ?",
                        reference))
                .isEqualTo("[UNFAVOURABLE | Selon [effacé], la densité est insuffisante. | personne effacée (DREAL)]");
        assertThat(db.text(
                        "select signatory_name || ' | ' || signed_by || ' | ' || signed_text || ' | ' || sha256 from ecoquartier.signature where reference = ?",
                        reference))
                .isEqualTo("[personne effacée (Maire) | efface | Nous signons. | abc]");
        assertThat(db.text(
                        "select actor_name || ' : ' || text from ecoquartier.journal where reference = ? order by id",
                        reference))
                .isEqualTo(
                        "[Application : Ouverture du dossier., personne effacée (DREAL) : Avis défavorable de [effacé] : densité insuffisante.,"
                                + " Application : Plan proposé par [effacé], échéance proposée le 3 mars 2013. Contact : [effacé]]");
        assertThat(db.text("select details::text from ecoquartier.dossier where reference = ?", reference))
                .contains("Logements", "Chef de projet", "personne effacée (Collectivité)")
                .doesNotContain("Lafleur", "camille", "0102030405");
        assertThat(db.engineHistory.rememberedOf(reference)).isZero();
        for (String table : new String[] {
            "act_hi_taskinst", "act_hi_varinst", "act_hi_detail", "act_hi_identitylink", "act_hi_actinst"
        }) {
            assertThat(db.count("select count(*) from " + table
                            + " where root_proc_inst_id_ not in (select id_ from act_hi_procinst)"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void messagesNotesFilesAndMailsGoEachInTheirTime() {
        String reference = db.dossier("REFUSED", CLOSED, marie, "Marie Durand-Leroy");
        UUID piece = UUID.randomUUID();
        db.jdbc
                .sql("""
                        insert into ecoquartier.evidence (id, piece, reference, commitment, stage, file_name, media_type, size, sha256, proves,
                            added_by, added_by_id, added_at)
                        values (?, ?, ?, 'E01', 'CHARTER', 'plan-durand.pdf', 'application/pdf', 3, 'abc', 'Plan de Marie Durand-Leroy', ?, ?, ?)
                        """)
                .params(piece, piece, reference, "Marie Durand-Leroy", marie, PrivacyDatabase.at(CLOSED))
                .update();
        db.jdbc
                .sql("insert into ecoquartier.evidence_chunk (evidence, part, content) values (?, 0, 'abc')")
                .param(piece)
                .update();
        for (String table : new String[] {"message", "private_note"}) {
            db.jdbc
                    .sql("insert into ecoquartier." + table + " (reference, key, author_id, author_name, author_role,"
                            + (table.equals("message") ? " side," : "")
                            + " text, posted_at) values (?, ?, ?, 'Marie Durand-Leroy', 'DREAL',"
                            + (table.equals("message") ? " 'REVIEWER'," : "") + " 'Appelez-moi au 01.', ?)")
                    .params(reference, UUID.randomUUID(), marie, PrivacyDatabase.at(CLOSED))
                    .update();
        }
        db.jdbc
                .sql("""
                        insert into ecoquartier.mail (effect, recipient, recipient_name, kind, subject, body_text, body_html, message_id, state,
                            created_at)
                        values (?, ?, 'Marie Durand-Leroy', 'TASK', 'Une tâche', 't', 't', ?, 'HELD', ?)
                        """)
                .params(reference, marie, UUID.randomUUID().toString(), PrivacyDatabase.at(CLOSED))
                .update();

        run(AFTER_ONE_YEAR);
        String texts = "select text || ' | ' || author_name from ecoquartier.%s where reference = ?";
        assertThat(db.text(texts.formatted("private_note"), reference))
                .isEqualTo("[[effacé] | personne effacée (DREAL)]");
        assertThat(db.text(texts.formatted("message"), reference))
                .isEqualTo("[Appelez-moi au 01. | Marie Durand-Leroy]");
        assertThat(db.count("select count(*) from ecoquartier.mail where recipient = ?", marie))
                .isZero();

        run(Instant.parse("2014-07-01T00:00:00Z"));
        assertThat(db.text(texts.formatted("message"), reference)).isEqualTo("[[effacé] | personne effacée (DREAL)]");
        assertThat(db.count("select count(*) from ecoquartier.evidence_chunk where evidence = ?", piece))
                .isEqualTo(1);

        run(AFTER_SIX_YEARS);
        assertThat(db.count("select count(*) from ecoquartier.evidence_chunk where evidence = ?", piece))
                .isZero();
        assertThat(db.text(
                        "select file_name || ' | ' || proves || ' | ' || added_by || ' | ' || sha256 from ecoquartier.evidence where id = ?",
                        piece))
                .isEqualTo("[[effacé] | Plan de [effacé] | personne effacée (Collectivité) | abc]");
    }

    @Test
    void whatStillRunsIsNeverTouched() {
        String open = db.dossier("OPEN", CLOSED, marie, "Marie Durand-Leroy");
        db.instance(open, marie, false);
        String labelled = db.dossier("LABELLED", CLOSED, marie, "Marie Durand-Leroy");
        String signed = db.dossier("CONTRACT_SIGNED", CLOSED, marie, "Marie Durand-Leroy");

        run(Instant.parse("2040-01-01T00:00:00Z"));

        for (String reference : new String[] {open, labelled, signed}) {
            assertThat(db.count("select count(*) from ecoquartier.draft where reference = ?", reference))
                    .isEqualTo(1);
            assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                    .contains("Marie Durand-Leroy");
        }
        assertThat(db.count("select count(*) from act_hi_procinst where business_key_ = ?", open))
                .isEqualTo(1);
        assertThat(db.count("select count(*) from act_ru_task where assignee_ = ?", marie))
                .isEqualTo(1);
    }

    @Test
    void anExceptedDossierWaitsUntilTheExceptionEnds() {
        String reference = db.dossier("ABANDONED", CLOSED, marie, "Marie Durand-Leroy");
        db.instance(reference, marie, true);
        db.holds.place(reference.toLowerCase(), "Recours devant le tribunal", PrivacyDatabase.ADMIN);
        assertThatThrownBy(() -> db.holds.place(reference, "Encore", PrivacyDatabase.ADMIN))
                .isInstanceOf(PrivacyRefused.class)
                .hasMessageContaining("déjà excepté");

        run(AFTER_SIX_YEARS);
        assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                .contains("Marie Durand-Leroy");
        assertThat(db.engineHistory.rememberedOf(reference)).isEqualTo(1);

        long hold = db.holds.all().stream()
                .filter(one -> one.reference().equals(reference))
                .findFirst()
                .orElseThrow()
                .id();
        db.holds.lift(hold, "Jugement rendu", PrivacyDatabase.ADMIN);
        run(AFTER_SIX_YEARS);
        assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                .isEqualTo("[personne effacée (DREAL)]");
        assertThat(db.engineHistory.rememberedOf(reference)).isZero();
    }

    @Test
    void aSecondRunFindsNothingLeftAndThePreviewAgrees() {
        String reference = db.dossier("WITHDRAWN", CLOSED, marie, "Marie Durand-Leroy");
        db.clock.now = AFTER_SIX_YEARS;
        RetentionJob job = db.job(db.node());
        RetentionJob.Preview before = job.preview(AFTER_SIX_YEARS);
        assertThat(before.nothing()).isFalse();
        assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                .as("a preview erases nothing")
                .contains("Marie Durand-Leroy");

        RetentionRuns.Run first = run(AFTER_SIX_YEARS);
        assertThat(first.replaced()).isPositive();
        RetentionRuns.Run second = run(AFTER_SIX_YEARS);
        assertThat(second.removed() + second.replaced()).isZero();
        assertThat(job.preview(AFTER_SIX_YEARS).nothing()).isTrue();
    }

    @Test
    void aRunThatWasKilledIsTakenOverAndCountsNothingTwice() {
        run(AFTER_SIX_YEARS);
        for (int n = 0; n < 4; n++) {
            db.dossier("REFUSED", CLOSED, marie, "Marie Durand-Leroy");
        }
        db.clock.now = AFTER_SIX_YEARS;
        RetentionRuns killed = db.node();
        RetentionJob killedJob = db.job(killed);
        long run = killedJob.begin(PrivacyDatabase.ADMIN);
        assertThatThrownBy(() -> killedJob.work(run, new Progress() {
                    private int steps;

                    @Override
                    public void report(double share, String message) {
                        if (++steps > 2) {
                            throw new OutOfMemoryError("killed");
                        }
                    }

                    @Override
                    public boolean cancelled() {
                        return false;
                    }
                }))
                .isInstanceOf(OutOfMemoryError.class);
        RetentionRuns other = db.node();
        RetentionRuns.Run left = other.find(run).orElseThrow();
        assertThat(left.running()).isTrue();
        assertThat(left.removed()).as("two drafts were gone").isEqualTo(2);
        assertThatThrownBy(() -> db.job(other).begin(PrivacyDatabase.ADMIN)).hasMessageContaining("déjà en cours");
        assertThat(other.takeOver()).as("the node may still live").isEmpty();

        db.jdbc
                .sql("update ecoquartier.retention_run set lease_until = now() - interval '1 second' where id = ?")
                .param(run)
                .update();
        assertThat(other.takeOver()).contains(run);
        assertThat(db.job(other).work(run, Progress.none())).isTrue();
        RetentionRuns.Run done = other.find(run).orElseThrow();
        assertThat(done.state()).isEqualTo(RetentionRuns.State.DONE);
        assertThat(done.takeovers()).isEqualTo(1);
        assertThat(other.lines(run).stream()
                        .filter(line -> line.kind() == Retention.DRAFTS)
                        .mapToLong(RetentionRuns.Line::removed)
                        .sum())
                .isEqualTo(4);
        assertThat(killedJob.work(run, Progress.none()))
                .as("what was thought dead does nothing more")
                .isFalse();
    }

    @Test
    void aRunStopsWhenAskedAndTheNextOneGoesOn() {
        run(AFTER_SIX_YEARS);
        db.dossier("REFUSED", CLOSED, marie, "Marie Durand-Leroy");
        db.clock.now = AFTER_SIX_YEARS;
        RetentionRuns node = db.node();
        RetentionJob job = db.job(node);
        long run = job.begin(PrivacyDatabase.ADMIN);
        job.stop(run, PrivacyDatabase.ADMIN);
        assertThat(job.work(run, Progress.none())).isFalse();
        assertThat(node.find(run).orElseThrow().state()).isEqualTo(RetentionRuns.State.STOPPED);
        assertThat(run(AFTER_SIX_YEARS).removed()).isEqualTo(1);
    }

    @Test
    void somebodyWhoLeftIsAFormerAgentWhoseRunningDecisionsStillNameThem() {
        String reference = db.dossier("LABELLED", CLOSED, marie, "Marie Durand-Leroy");
        db.jdbc
                .sql("insert into ecoquartier.staff_account (user_id, enabled) values (?, false)")
                .param(marie)
                .update();
        db.jdbc.sql("""
                        insert into ecoquartier.account_journal (at, account, by_id, by_name, kind, text, reason)
                        values (?, ?, 'admin.test', 'Ada Admin', 'DEACTIVATED', 'Compte de Marie désactivé.', 'Mutation')
                        """).params(PrivacyDatabase.at(CLOSED), marie).update();
        db.jdbc
                .sql("insert into ecoquartier.known_browser (token_hash, account, last_used) values (?, ?, ?)")
                .params(UUID.randomUUID().toString(), marie, PrivacyDatabase.at(AFTER_SIX_YEARS))
                .update();

        run(Instant.parse("2014-06-15T10:00:00Z"));
        assertThat(db.text("select last_ from act_id_user where id_ = ?", marie))
                .isEqualTo("[Durand-Leroy]");

        run(AFTER_SIX_YEARS);
        assertThat(db.text(
                        "select first_ || ' ' || last_ || coalesce(email_, '') from act_id_user where id_ = ?", marie))
                .isEqualTo("[ancien agent (DREAL)]");
        assertThat(db.count("select count(*) from ecoquartier.known_browser where account = ?", marie))
                .isZero();
        assertThat(db.text(
                        "select account || by_name || text || reason from ecoquartier.account_journal where at = ? and by_id = 'efface'",
                        PrivacyDatabase.at(CLOSED)))
                .contains("effacepersonne effacée (Administrateur)[effacé][effacé]");
        assertThat(db.text("select author_name from ecoquartier.decision where reference = ?", reference))
                .as("the label still runs on this decision")
                .isEqualTo("[Marie Durand-Leroy]");
    }
}
