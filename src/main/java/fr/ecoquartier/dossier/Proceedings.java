package fr.ecoquartier.dossier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people ask, say, decide and sign about a dossier. */
@Service
@Transactional
public class Proceedings {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final ApplicationEventPublisher events;

    Proceedings(JdbcClient jdbc, Clock clock, Dossiers dossiers, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.events = events;
    }

    /**
     * A reviewer asks the authority to complete its dossier, until a date when one is given.
     *
     * @return the id of the request, the same when the step takes effect again
     */
    public long requestCorrection(Step step, String request, @Nullable LocalDate dueOn, Actor actor) {
        int added = jdbc.sql("""
                        insert into ecoquartier.correction_request
                            (reference, stage, step, effect, request, due_on, requested_by, requested_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        step.element(),
                        step.effect(),
                        request,
                        dueOn,
                        actor.name(),
                        now())
                .update();
        if (added > 0) {
            dossiers.journal(step, actor, JournalKind.CORRECTION_REQUESTED, "Complément demandé : " + request, false);
            events.publishEvent(new CorrectionRequested(step, request, dueOn, actor));
        }
        return jdbc.sql("select id from ecoquartier.correction_request where effect = ?")
                .param(step.effect())
                .query(Long.class)
                .single();
    }

    /** Answers every open request of the dossier. */
    public void answerCorrection(Step step, String answer, Actor actor) {
        int answered = jdbc.sql("""
                        update ecoquartier.correction_request set answer = ?, answered_by = ?, answered_at = ?
                        where reference = ? and answered_at is null
                        """)
                .params(answer, actor.name(), now(), step.reference())
                .update();
        if (answered > 0) {
            dossiers.journal(step, actor, JournalKind.CORRECTION_ANSWERED, "Réponse : " + answer, false);
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<CorrectionRequest> corrections(String reference) {
        return jdbc.sql("select * from ecoquartier.correction_request where reference = ? order by id")
                .param(reference)
                .query((row, n) -> new CorrectionRequest(
                        row.getLong("id"),
                        DossierStage.valueOf(row.getString("stage")),
                        row.getString("step"),
                        row.getString("request"),
                        row.getObject("due_on", LocalDate.class),
                        row.getString("requested_by"),
                        Dossiers.instant(row, "requested_at"),
                        row.getString("answer"),
                        row.getString("answered_by"),
                        Dossiers.instant(row, "answered_at")))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<CorrectionRequest> openCorrection(String reference) {
        return corrections(reference).stream().filter(CorrectionRequest::open).reduce((first, second) -> second);
    }

    /** Keeps an opinion; the authority reads personal opinions and syntheses only once the stage was decided. */
    public void giveOpinion(Step step, OpinionKind kind, String value, String reason, Actor actor) {
        int added = jdbc.sql("""
                        insert into ecoquartier.opinion (reference, stage, step, effect, kind, value, reason, author_id, author_name, given_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        step.element(),
                        step.effect(),
                        kind.name(),
                        value,
                        reason,
                        actor.id(),
                        actor.name(),
                        now())
                .update();
        if (added > 0) {
            boolean deliberation = kind == OpinionKind.PERSONAL || kind == OpinionKind.SYNTHESIS;
            dossiers.journal(step, actor, JournalKind.OPINION, kind.label() + " rendu.", deliberation);
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<GivenOpinion> opinions(String reference) {
        return jdbc.sql("select * from ecoquartier.opinion where reference = ? order by id")
                .param(reference)
                .query((row, n) -> new GivenOpinion(
                        row.getLong("id"),
                        DossierStage.valueOf(row.getString("stage")),
                        row.getString("step"),
                        OpinionKind.valueOf(row.getString("kind")),
                        row.getString("value"),
                        row.getString("reason"),
                        row.getString("author_id"),
                        row.getString("author_name"),
                        Dossiers.instant(row, "given_at")))
                .list();
    }

    /** Keeps a decision with the versions it was taken under. */
    public void decide(Step step, NewDecision decision, Actor actor) {
        String referentiel = dossiers.get(step.reference()).referentiel();
        int added = jdbc.sql("""
                        insert into ecoquartier.decision (reference, stage, step, effect, outcome, outcome_label, reason, conditions,
                            deferred_until, author_id, author_name, process_version, referentiel, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        step.element(),
                        step.effect(),
                        decision.outcome(),
                        decision.outcomeLabel(),
                        decision.reason(),
                        decision.conditions(),
                        decision.deferredUntil(),
                        actor.id(),
                        actor.name(),
                        step.processVersion(),
                        referentiel,
                        now())
                .update();
        if (added > 0) {
            dossiers.journal(
                    step,
                    actor,
                    JournalKind.DECISION,
                    "%s. Motif : %s".formatted(decision.outcomeLabel(), decision.reason()),
                    false);
            events.publishEvent(new DecisionTaken(step, decision, actor));
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> decisions(String reference) {
        return jdbc.sql("select * from ecoquartier.decision where reference = ? order by id")
                .param(reference)
                .query(Proceedings::decision)
                .list();
    }

    private static Decision decision(ResultSet row, int n) throws SQLException {
        return new Decision(
                row.getLong("id"),
                DossierStage.valueOf(row.getString("stage")),
                row.getString("step"),
                row.getString("outcome"),
                row.getString("outcome_label"),
                row.getString("reason"),
                row.getString("conditions"),
                row.getObject("deferred_until", LocalDate.class),
                row.getString("author_id"),
                row.getString("author_name"),
                row.getString("process_version"),
                row.getString("referentiel"),
                Dossiers.instant(row, "decided_at"));
    }

    /** Keeps a signature with the exact text signed and its hash. */
    public void sign(Step step, NewSignature signature, Actor actor) {
        int added = jdbc.sql("""
                        insert into ecoquartier.signature (reference, stage, party, effect, signatory_name, signatory_function, signed_on,
                            signed_text, sha256, signed_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        signature.party().name(),
                        step.effect(),
                        signature.signatoryName(),
                        signature.signatoryFunction(),
                        signature.signedOn(),
                        signature.text(),
                        sha256(signature.text()),
                        actor.id(),
                        now())
                .update();
        if (added > 0) {
            dossiers.journal(
                    step,
                    actor,
                    JournalKind.SIGNATURE,
                    "Signature pour %s par %s, %s."
                            .formatted(
                                    signature.party().label(),
                                    signature.signatoryName(),
                                    signature.signatoryFunction()),
                    false);
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Signature> signatures(String reference) {
        return jdbc.sql("select * from ecoquartier.signature where reference = ? order by id")
                .param(reference)
                .query((row, n) -> new Signature(
                        DossierStage.valueOf(row.getString("stage")),
                        Party.valueOf(row.getString("party")),
                        row.getString("signatory_name"),
                        row.getString("signatory_function"),
                        row.getObject("signed_on", LocalDate.class),
                        row.getString("signed_text"),
                        row.getString("sha256"),
                        row.getString("signed_by"),
                        Dossiers.instant(row, "recorded_at")))
                .list();
    }

    /** Hexadecimal SHA-256 of a text in UTF-8. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
