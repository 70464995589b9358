package fr.ecoquartier.pilot.rating;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.pilot.rating.Evaluator.State;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who evaluates a test dossier: named at the kick-off, awaited, heard, or silent until the deadline. */
@Service("testEvaluators") // the plain name is what models call
@Transactional
public class Evaluators {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Experts experts;
    private final Trios trios;

    Evaluators(JdbcClient jdbc, Clock clock, Dossiers dossiers, Experts experts, Trios trios) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.experts = experts;
        this.trios = trios;
    }

    /**
     * Why these experts cannot all evaluate the dossier, one French sentence per reason: unknown, of the same
     * authority, a declared interest, a recusal, or the employer of another one.
     */
    @Transactional(readOnly = true)
    public List<String> conflicts(String reference, List<String> expertIds) {
        List<String> reasons = new ArrayList<>();
        Map<String, Expert> byEmployer = new LinkedHashMap<>();
        for (String id : expertIds) {
            Optional<Expert> found = experts.find(id).filter(Expert::active);
            if (found.isEmpty()) {
                reasons.add("« %s » n'est pas un expert de l'annuaire.".formatted(id));
                continue;
            }
            Expert expert = found.get();
            trios.conflict(reference, expert).ifPresent(reasons::add);
            Expert colleague = byEmployer.putIfAbsent(expert.employer().toLowerCase(Locale.FRANCE), expert);
            if (colleague != null) {
                reasons.add("%s et %s ont le même employeur : %s."
                        .formatted(colleague.name(), expert.name(), expert.employer()));
            }
        }
        return reasons;
    }

    /**
     * Records the kick-off of a test and names its evaluators.
     *
     * @throws NotPossible when an expert has a conflict of interest, nobody is named, or somebody twice
     */
    public void kickOff(Step step, KickOff kickOff, Actor actor) throws NotPossible {
        List<String> reasons = new ArrayList<>(conflicts(step.reference(), kickOff.experts()));
        if (kickOff.experts().isEmpty() && kickOff.partners().isEmpty()) {
            reasons.add("Désignez au moins un expert ou un partenaire.");
        }
        List<String> all = Stream.concat(
                        kickOff.experts().stream(), kickOff.partners().stream().map(KickOff.Partner::userId))
                .toList();
        if (Set.copyOf(all).size() != all.size()) {
            reasons.add("Une même personne ne peut évaluer deux fois le même dossier.");
        }
        if (!reasons.isEmpty()) {
            throw new NotPossible(String.join(" ", reasons));
        }
        int added = jdbc.sql("""
                        insert into ecoquartier.kick_off (reference, effect, held_on, participants, recorded_by, recorded_at)
                        values (?, ?, ?, ?, ?, ?) on conflict (reference) do nothing
                        """)
                .params(step.reference(), step.effect(), kickOff.heldOn(), kickOff.participants(), actor.name(), now())
                .update();
        if (added == 0) {
            return;
        }
        kickOff.experts()
                .forEach(id -> name(
                        step.reference(),
                        EvaluatorRole.EXPERT,
                        id,
                        experts.find(id).map(Expert::name).orElse(id),
                        actor));
        kickOff.partners()
                .forEach(partner ->
                        name(step.reference(), EvaluatorRole.PARTNER, partner.userId(), partner.name(), actor));
        dossiers.journal(
                step,
                actor,
                JournalKind.EVALUATION,
                "Réunion de lancement du test, le %s. Participants : %s"
                        .formatted(day(kickOff.heldOn()), kickOff.participants()),
                false);
        dossiers.journal(
                step,
                actor,
                JournalKind.EVALUATION,
                "Évaluateurs désignés : %s.".formatted(String.join(", ", names(step.reference()))),
                true);
    }

    private static String day(LocalDate date) {
        return (date.getDayOfMonth() == 1 ? "1er " : date.getDayOfMonth() + " ")
                + DateTimeFormatter.ofPattern("MMMM yyyy", Locale.FRANCE).format(date);
    }

    private void name(String reference, EvaluatorRole role, String userId, String name, Actor actor) {
        jdbc.sql("""
                        insert into ecoquartier.evaluator (reference, role, user_id, name, named_by, named_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(reference, role.name(), userId, name, actor.name(), now())
                .update();
    }

    private List<String> names(String reference) {
        return jdbc.sql("select name from ecoquartier.evaluator where reference = ? order by role, name")
                .param(reference)
                .query(String.class)
                .list();
    }

    /** The kick-off of a test, once it took place. */
    @Transactional(readOnly = true)
    public Optional<KickOff> kickOff(String reference) {
        return jdbc.sql("select held_on, participants from ecoquartier.kick_off where reference = ?")
                .param(reference)
                .query((row, n) -> new KickOff(
                        row.getObject("held_on", LocalDate.class),
                        row.getString("participants"),
                        experts(reference),
                        jdbc.sql("""
                                        select user_id, name from ecoquartier.evaluator
                                        where reference = ? and role = 'PARTNER' order by name
                                        """)
                                .param(reference)
                                .query((partner, m) -> new KickOff.Partner(partner.getString(1), partner.getString(2)))
                                .list()))
                .optional();
    }

    /** The accounts of the experts named for a dossier, in the order of their names. */
    @Transactional(readOnly = true)
    public List<String> experts(String reference) {
        return named(reference, EvaluatorRole.EXPERT);
    }

    /** The accounts of the partners named for a dossier, in the order of their names. */
    @Transactional(readOnly = true)
    public List<String> partners(String reference) {
        return named(reference, EvaluatorRole.PARTNER);
    }

    private List<String> named(String reference, EvaluatorRole role) {
        return jdbc.sql(
                        "select user_id from ecoquartier.evaluator where reference = ? and role = ? order by name, user_id")
                .params(reference, role.name())
                .query(String.class)
                .list();
    }

    /** The deadline passed: whoever of this role has not answered is recorded as silent. */
    public void closeWithout(String reference, EvaluatorRole role, String effect) {
        List<Evaluator> silent = of(reference).stream()
                .filter(evaluator -> evaluator.role() == role && evaluator.state() == State.AWAITED)
                .toList();
        List<String> recorded = new ArrayList<>();
        for (Evaluator evaluator : silent) {
            int added = jdbc.sql("""
                            insert into ecoquartier.evaluation_silence (reference, role, user_id, effect, at)
                            values (?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(reference, role.name(), evaluator.userId() == null ? "" : evaluator.userId(), effect, now())
                    .update();
            if (added > 0) {
                recorded.add(evaluator.name());
            }
        }
        if (!recorded.isEmpty()) {
            dossiers.journal(
                    reference,
                    Actor.system(),
                    JournalKind.DEADLINE,
                    role.rates()
                            ? "Évaluation close sans réponse de : %s.".formatted(String.join(", ", recorded))
                            : "Retour d'expérience clos sans réponse de la collectivité.");
        }
    }

    /** The test dossiers that somebody evaluates or evaluated. */
    @Transactional(readOnly = true)
    public Set<String> dossiersOf(String userId) {
        return new TreeSet<>(jdbc.sql("select reference from ecoquartier.evaluator where user_id = ?")
                .param(userId)
                .query(String.class)
                .list());
    }

    /** Everybody whose evaluation of the dossier was expected, is or will be; nobody before the kick-off. */
    @Transactional(readOnly = true)
    public List<Evaluator> of(String reference) {
        Optional<Instant> start = jdbc.sql("select recorded_at from ecoquartier.kick_off where reference = ?")
                .param(reference)
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
        if (start.isEmpty()) {
            return List.of();
        }
        DossierSummary dossier = dossiers.get(reference);
        List<Answer> answers = answers(reference);
        List<Evaluator> all = new ArrayList<>();
        all.add(service(reference, EvaluatorRole.DREAL, "DREAL", start.get(), answers));
        all.addAll(jdbc.sql("select * from ecoquartier.evaluator where reference = ? order by role, name, user_id")
                .param(reference)
                .query((row, n) -> {
                    EvaluatorRole role = EvaluatorRole.valueOf(row.getString("role"));
                    String userId = row.getString("user_id");
                    Optional<Answer> answer = answers.stream()
                            .filter(one -> one.role() == role && one.userId().equals(userId))
                            .findFirst();
                    return new Evaluator(
                            reference,
                            role,
                            userId,
                            row.getString("name"),
                            answer.map(Answer::state).orElse(State.AWAITED),
                            row.getTimestamp("named_at").toInstant(),
                            answer.map(Answer::at).orElse(null));
                })
                .list());
        all.add(service(reference, EvaluatorRole.AUTHORITY, dossier.authorityName(), start.get(), answers));
        return all;
    }

    private static Evaluator service(
            String reference, EvaluatorRole role, String name, Instant since, List<Answer> answers) {
        Optional<Answer> answer =
                answers.stream().filter(one -> one.role() == role).findFirst();
        return new Evaluator(
                reference,
                role,
                answer.map(Answer::userId).filter(id -> !id.isEmpty()).orElse(null),
                answer.map(Answer::name).filter(given -> !given.isEmpty()).orElse(name),
                answer.map(Answer::state).orElse(State.AWAITED),
                since,
                answer.map(Answer::at).orElse(null));
    }

    private record Answer(EvaluatorRole role, String userId, String name, State state, Instant at) {}

    /** Answers first, so that somebody who answered is never silent. */
    private List<Answer> answers(String reference) {
        return jdbc.sql("""
                        select role, evaluator_id, evaluator_name, 'GIVEN' as state, given_at as at, 0 as place
                        from ecoquartier.rating where reference = :reference
                        union all
                        select role, user_id, '', 'SILENT', at, 1 from ecoquartier.evaluation_silence where reference = :reference
                        order by place
                        """)
                .param("reference", reference)
                .query((row, n) -> new Answer(
                        EvaluatorRole.valueOf(row.getString("role")),
                        row.getString("evaluator_id"),
                        row.getString("evaluator_name"),
                        State.valueOf(row.getString("state")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
