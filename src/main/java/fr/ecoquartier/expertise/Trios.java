package fr.ecoquartier.expertise;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.dossier.Step;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The trios: naming them without conflict of interest, and whose opinion is still awaited. */
@Service
@Transactional
public class Trios {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Proceedings proceedings;
    private final Experts experts;

    Trios(JdbcClient jdbc, Clock clock, Dossiers dossiers, Proceedings proceedings, Experts experts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.proceedings = proceedings;
        this.experts = experts;
    }

    /**
     * Why an expert cannot sit for a dossier whatever the other members: same authority, declared interest, stepped
     * down before; empty when nothing is against it.
     */
    @Transactional(readOnly = true)
    public Optional<String> conflict(String reference, Expert expert) {
        DossierSummary dossier = dossiers.get(reference);
        if (dossier.authorityCode().equals(expert.authorityCode())) {
            return Optional.of("%s travaille pour la collectivité du dossier.".formatted(expert.name()));
        }
        Optional<String> recusal = jdbc.sql(
                        "select reason from ecoquartier.recusal where reference = ? and user_id = ?")
                .params(reference, expert.userId())
                .query(String.class)
                .optional();
        if (recusal.isPresent()) {
            return Optional.of("%s s'est récusé(e) pour ce dossier : %s".formatted(expert.name(), recusal.get()));
        }
        return experts.interest(expert.userId(), dossier.authorityCode())
                .map(reason -> "%s a déclaré un intérêt : %s".formatted(expert.name(), reason));
    }

    /**
     * Names the trio of a stage.
     *
     * @throws ConflictOfInterest when a member is unknown, sits in the wrong seat, shares an employer with another, or
     *     has a conflict with the dossier
     */
    public void name(Step step, Trio trio, Actor actor) throws ConflictOfInterest {
        List<Conflict> conflicts = new ArrayList<>();
        Map<String, Expert> seats = new LinkedHashMap<>();
        seat(seats, conflicts, "national", trio.national(), ExpertKind.NATIONAL);
        seat(seats, conflicts, "local", trio.local(), ExpertKind.LOCAL);
        seat(seats, conflicts, "external", trio.external(), ExpertKind.EXTERNAL);
        seats.forEach((seat, expert) -> {
            conflict(step.reference(), expert).ifPresent(reason -> conflicts.add(new Conflict(seat, reason)));
            seats.forEach((other, colleague) -> {
                if (other.compareTo(seat) > 0 && colleague.employer().equalsIgnoreCase(expert.employer())) {
                    conflicts.add(new Conflict(
                            other,
                            "%s et %s ont le même employeur : %s."
                                    .formatted(expert.name(), colleague.name(), expert.employer())));
                }
            });
        });
        if (!conflicts.isEmpty()) {
            throw new ConflictOfInterest(conflicts);
        }
        int added = jdbc.sql("""
                        insert into ecoquartier.trio (reference, stage, effect, national, local, external, named_by, named_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        step.reference(),
                        step.stage().name(),
                        step.effect(),
                        trio.national(),
                        trio.local(),
                        trio.external(),
                        actor.id(),
                        Timestamp.from(clock.instant()))
                .update();
        if (added > 0) {
            String names = seats.values().stream().map(Expert::name).collect(Collectors.joining(", "));
            dossiers.journal(step, actor, JournalKind.TRIO_NAMED, "Trio d'experts désigné : " + names + ".", true);
        }
    }

    private void seat(
            Map<String, Expert> seats, List<Conflict> conflicts, String seat, String userId, ExpertKind kind) {
        Optional<Expert> expert = experts.find(userId).filter(Expert::active);
        if (expert.isEmpty()) {
            conflicts.add(new Conflict(seat, "Choisissez un expert de l'annuaire."));
        } else if (expert.get().kind() != kind) {
            conflicts.add(new Conflict(
                    seat,
                    "%s ne peut pas siéger comme « %s ».".formatted(expert.get().name(), kind.label())));
        } else {
            seats.put(seat, expert.get());
        }
    }

    /** The trio last named for a stage. */
    @Transactional(readOnly = true)
    public Optional<Trio> of(String reference, DossierStage stage) {
        return jdbc.sql("select * from ecoquartier.trio where reference = ? and stage = ? order by id desc limit 1")
                .params(reference, stage.name())
                .query((row, n) ->
                        new Trio(row.getString("national"), row.getString("local"), row.getString("external")))
                .optional();
    }

    /**
     * The members whose personal opinion is still awaited in the present round of the stage.
     *
     * @throws IllegalStateException when no trio was named
     */
    @Transactional(readOnly = true)
    public List<String> pending(String reference, DossierStage stage) {
        Trio trio = of(reference, stage)
                .orElseThrow(() -> new IllegalStateException("no trio for " + stage + " of " + reference));
        Instant since = dossiers.stages(reference).stream()
                .filter(period -> period.stage() == stage)
                .map(StagePeriod::enteredAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Set<String> given = proceedings.opinions(reference).stream()
                .filter(opinion -> opinion.kind() == OpinionKind.PERSONAL && opinion.stage() == stage)
                .filter(opinion -> !opinion.givenAt().isBefore(since))
                .map(GivenOpinion::authorId)
                .collect(Collectors.toSet());
        return trio.members().stream().filter(member -> !given.contains(member)).toList();
    }

    /** An expert discovers a conflict and steps down; he or she is never named again for the dossier. */
    public void stepDown(Step step, String reason, Actor actor) {
        int added = jdbc.sql(
                        "insert into ecoquartier.recusal (reference, user_id, reason, at) values (?, ?, ?, ?) on conflict do nothing")
                .params(step.reference(), actor.id(), reason, Timestamp.from(clock.instant()))
                .update();
        if (added > 0) {
            dossiers.journal(step, actor, JournalKind.TRIO_NAMED, actor.name() + " se récuse : " + reason, true);
        }
    }

    /** The dossiers whose trio the expert belongs to, past stages included, unless he or she stepped down. */
    @Transactional(readOnly = true)
    public Set<String> dossiersOf(String userId) {
        return new TreeSet<>(
                jdbc.sql("""
                        select distinct reference from ecoquartier.trio t where :user in (national, local, external)
                        and not exists (select 1 from ecoquartier.recusal r where r.reference = t.reference and r.user_id = :user)
                        """).param("user", userId).query(String.class).list());
    }
}
