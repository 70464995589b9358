package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The seats of the retained sample and their holders: the pilots, from their naming to the end of their test. */
@Service
@Transactional
public class Pilots {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Samples samples;
    private final Dossiers dossiers;

    Pilots(
            JdbcClient jdbc,
            Clock clock,
            Campaigns campaigns,
            Candidates candidates,
            Samples samples,
            Dossiers dossiers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.samples = samples;
        this.dossiers = dossiers;
    }

    /** The seats of the retained sample, from 1; empty before the decision. */
    @Transactional(readOnly = true)
    public List<Integer> seats(String campaign) {
        return jdbc.sql("select distinct seat from ecoquartier.pilot where campaign = ? order by seat")
                .param(campaign)
                .query(Integer.class)
                .list();
    }

    /**
     * Opens the test dossier of the seat's present holder; opened already, answers it again.
     *
     * @throws NotPossible when the holder withdrew, or the dossier cannot be opened
     */
    public PilotDossier openDossier(String campaignId, int seat, String effect) throws NotPossible {
        Campaign campaign = campaigns.lock(campaignId);
        Pilot pilot = holder(campaignId, seat)
                .orElseThrow(() -> new IllegalArgumentException("no seat " + seat + " in " + campaignId));
        if (pilot.state() == PilotState.DROPPED_OUT) {
            throw new NotPossible("%s s’est désistée : la place %d attend un remplaçant."
                    .formatted(pilot.candidate().authorityName(), seat));
        }
        Candidate candidate = pilot.candidate();
        String reference = pilot.reference();
        if (reference == null) {
            reference = dossiers.openTest(
                    new NewDossier(
                            candidate.authorityCode(),
                            candidate.operation(),
                            candidate.context(),
                            campaign.demonstration()),
                    campaign.referentiel(),
                    Actor.system());
            jdbc.sql("update ecoquartier.pilot set reference = ?, state = 'RUNNING', opened_at = ? where id = ?")
                    .params(reference, Timestamp.from(clock.instant()), pilot.id())
                    .update();
            campaigns.journal(
                    campaignId,
                    effect,
                    CampaignEvent.PILOT,
                    "Place %d : dossier de test %s ouvert pour %s."
                            .formatted(seat, reference, candidate.authorityName()),
                    candidate.id(),
                    Actor.system());
        }
        return new PilotDossier(
                reference,
                candidate.regionCode(),
                candidate.authorityName(),
                candidate.operation(),
                campaign.referentiel());
    }

    /**
     * The next of the reserve list takes the seat; the same effect takes place once.
     *
     * @return false when nobody is left in the reserve: the seat stays vacant
     */
    public boolean replace(String campaignId, int seat, String effect) {
        campaigns.lock(campaignId);
        boolean done = jdbc.sql("select count(*) from ecoquartier.pilot where effect = ?")
                        .param(effect)
                        .query(Integer.class)
                        .single()
                > 0;
        if (done) {
            return true;
        }
        holder(campaignId, seat)
                .filter(pilot -> pilot.state() == PilotState.NAMED || pilot.state() == PilotState.RUNNING)
                .ifPresent(pilot -> end(pilot, PilotState.DROPPED_OUT, "Le dossier de test n’a pas pu être ouvert."));
        Optional<Candidate> next = reserve(campaignId).stream().findFirst();
        if (next.isEmpty()) {
            campaigns.journal(
                    campaignId,
                    effect,
                    CampaignEvent.PILOT,
                    "Place %d : la liste de réserve est épuisée, la place reste vacante.".formatted(seat),
                    Actor.system());
            return false;
        }
        jdbc.sql("""
                        insert into ecoquartier.pilot (campaign, seat, candidate, effect, state, named_at)
                        values (?, ?, ?, ?, 'NAMED', ?)
                        """)
                .params(campaignId, seat, next.get().id(), effect, Timestamp.from(clock.instant()))
                .update();
        campaigns.journal(
                campaignId,
                effect,
                CampaignEvent.PILOT,
                "Place %d : %s, première de la liste de réserve, la prend."
                        .formatted(seat, next.get().authorityName()),
                next.get().id(),
                Actor.system());
        return true;
    }

    /** Who would step in next, in this order: the reserve of the retained sample, without who withdrew or has a seat. */
    @Transactional(readOnly = true)
    public List<Candidate> reserve(String campaignId) {
        Set<Long> seated = new HashSet<>(jdbc.sql("select candidate from ecoquartier.pilot where campaign = ?")
                .param(campaignId)
                .query(Long.class)
                .list());
        return samples.retained(campaignId)
                .map(StoredSample::result)
                .map(result -> result.reserve().stream()
                        .map(next -> candidates.get(next.id()))
                        .filter(candidate -> !candidate.withdrawn() && !seated.contains(candidate.id()))
                        .toList())
                .orElse(List.of());
    }

    /** A pilot drops out: its dossier is withdrawn, its seat waits for the next of the reserve. */
    public void dropOut(String reference, String reason, String effect, Actor actor) {
        Pilot pilot = running(reference).orElse(null);
        if (pilot == null) {
            return;
        }
        dossiers.markWithdrawn(reference, reason, actor);
        end(pilot, PilotState.DROPPED_OUT, reason);
        candidates.markWithdrawn(pilot.candidate().id(), reason);
        campaigns.journal(
                pilot.campaign(),
                effect,
                CampaignEvent.PILOT,
                "Place %d : %s se désiste (%s) : %s"
                        .formatted(pilot.seat(), pilot.candidate().authorityName(), reference, reason),
                pilot.candidate().id(),
                actor);
    }

    /** The test of a pilot reached its term. */
    public void close(String reference, String effect) {
        Pilot pilot = running(reference).orElse(null);
        if (pilot == null) {
            return;
        }
        end(pilot, PilotState.CLOSED, null);
        campaigns.journal(
                pilot.campaign(),
                effect,
                CampaignEvent.PILOT,
                "Place %d : %s a mené son test à terme (%s)."
                        .formatted(pilot.seat(), pilot.candidate().authorityName(), reference),
                pilot.candidate().id(),
                Actor.system());
    }

    /** The ministry ends the tests as they are: whoever still runs is closed with what was gathered so far. */
    public void closeRunning(String campaignId, String reason, String effect, Actor actor) {
        campaigns.lock(campaignId);
        for (Pilot pilot : of(campaignId)) {
            if (pilot.state() == PilotState.RUNNING) {
                end(pilot, PilotState.CLOSED, reason);
            } else if (pilot.state() == PilotState.NAMED) {
                end(pilot, PilotState.DROPPED_OUT, reason);
            }
        }
        campaigns.journal(
                campaignId, effect, CampaignEvent.TESTS_ENDED, "Fin des tests avant leur terme : " + reason, actor);
    }

    private void end(Pilot pilot, PilotState state, @Nullable String reason) {
        jdbc.sql("update ecoquartier.pilot set state = ?, reason = ?, ended_at = ? where id = ?")
                .params(state.name(), reason, Timestamp.from(clock.instant()), pilot.id())
                .update();
    }

    private Optional<Pilot> running(String reference) {
        return ofDossier(reference).filter(pilot -> pilot.state() == PilotState.RUNNING);
    }

    private Optional<Pilot> holder(String campaign, int seat) {
        return of(campaign).stream().filter(pilot -> pilot.seat() == seat).reduce((earlier, later) -> later);
    }

    /** All who hold or held a seat, seat by seat, the present holder last. */
    @Transactional(readOnly = true)
    public List<Pilot> of(String campaign) {
        return jdbc.sql("select * from ecoquartier.pilot where campaign = ? order by seat, id")
                .param(campaign)
                .query(this::pilot)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Pilot> ofDossier(String reference) {
        return jdbc.sql("select * from ecoquartier.pilot where reference = ?")
                .param(reference)
                .query(this::pilot)
                .optional();
    }

    private Pilot pilot(ResultSet row, int n) throws SQLException {
        return new Pilot(
                row.getLong("id"),
                row.getString("campaign"),
                row.getInt("seat"),
                candidates.get(row.getLong("candidate")),
                row.getString("reference"),
                PilotState.valueOf(row.getString("state")),
                row.getString("reason"),
                Rows.instant(row, "named_at"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "ended_at"));
    }
}
