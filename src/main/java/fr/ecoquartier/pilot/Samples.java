package fr.ecoquartier.pilot;

import com.fasterxml.jackson.core.type.TypeReference;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.InvalidRequest;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleSelection;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The samples computed for a campaign, and the one that the ministry retained. */
@Service
@Transactional
public class Samples {

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Territories territories;

    Samples(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Campaigns campaigns,
            Candidates candidates,
            Territories territories) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.territories = territories;
    }

    /** What the sample would be computed from now: the candidates who did not withdraw and the saved parameters. */
    @Transactional(readOnly = true)
    public SampleRequest request(String campaignId) {
        return request(campaignId, campaigns.get(campaignId).parameters());
    }

    /** As {@link #request(String)} with other parameters than the saved ones. */
    @Transactional(readOnly = true)
    public SampleRequest request(String campaignId, CampaignParameters parameters) {
        Campaign campaign = campaigns.get(campaignId);
        return new SampleRequest(
                candidates.of(campaignId).stream()
                        .filter(candidate -> !candidate.withdrawn())
                        .map(Samples::applicant)
                        .toList(),
                parameters.size(),
                parameters.reserve(),
                parameters.quotas(),
                parameters.mustBeIn(),
                parameters.mustNotBeIn(),
                parameters.weights(),
                campaign.seed(),
                territories.regions().stream().collect(Collectors.toMap(Region::code, Region::label)));
    }

    /** A candidate as the selection compares it. */
    public static Applicant applicant(Candidate candidate) {
        return new Applicant(
                candidate.id(),
                "%s, « %s »".formatted(candidate.authorityName(), candidate.operation()),
                Map.of(
                        Attribute.POPULATION_CLASS, candidate.populationClass().code(),
                        Attribute.CONTEXT, candidate.context(),
                        Attribute.AGENDA_21, candidate.agenda21() ? "yes" : "no",
                        Attribute.HQE_AMENAGEMENT, candidate.hqeAmenagement() ? "yes" : "no",
                        Attribute.REGION, candidate.regionCode(),
                        Attribute.STAGE, candidate.operationStage().code()));
    }

    /**
     * Applications are over: computes the sample that is going to be commented and decided, and keeps it. The same effect
     * is computed once.
     */
    public SampleOutcome compute(String campaignId, String effect, Progress progress) {
        Optional<StoredSample> known = byEffect(effect);
        if (known.isPresent()) {
            return outcome(known.get());
        }
        Campaign campaign = campaigns.get(campaignId);
        if (campaign.status() == CampaignStatus.OPEN) {
            campaigns.moveTo(
                    campaignId,
                    CampaignStatus.SELECTION,
                    effect + ":status",
                    CampaignEvent.APPLICATIONS_CLOSED,
                    "Les candidatures sont closes.",
                    Actor.system());
        }
        SampleOutcome outcome = outcome(select(campaign, effect, true, progress));
        campaigns.journal(campaignId, effect, CampaignEvent.SAMPLE, outcome.message(), Actor.system());
        return outcome;
    }

    /** Computes a sample to see what it would be; it is kept, and never decided upon. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public SampleOutcome tryOut(String campaignId, String effect, Progress progress) {
        Optional<StoredSample> known = byEffect(effect);
        return outcome(known.isPresent() ? known.get() : select(campaigns.get(campaignId), effect, false, progress));
    }

    /** As {@link #tryOut(String, String, Progress)} with other parameters than the saved ones. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public SampleOutcome tryOut(String campaignId, CampaignParameters parameters, String effect, Progress progress) {
        return outcome(select(campaigns.get(campaignId), request(campaignId, parameters), effect, false, progress));
    }

    private StoredSample select(Campaign campaign, String effect, boolean official, Progress progress) {
        return select(campaign, request(campaign.id()), effect, official, progress);
    }

    private StoredSample select(
            Campaign campaign, SampleRequest request, String effect, boolean official, Progress progress) {
        SampleResult result = null;
        List<InvalidRequest.Problem> problems = List.of();
        try {
            result = SampleSelection.select(request, progress);
        } catch (InvalidRequest invalid) {
            problems = invalid.problems();
        }
        long run = jdbc.sql("""
                        insert into ecoquartier.sample_run (campaign, effect, revision, official, request, result, problems, feasible,
                            computed_at)
                        values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?) returning id
                        """)
                .params(
                        campaign.id(),
                        effect,
                        campaign.revision(),
                        official,
                        json.write(request),
                        result == null ? null : json.write(result),
                        json.write(problems),
                        result != null && result.hasSample(),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
        return find(run).orElseThrow();
    }

    private static SampleOutcome outcome(StoredSample sample) {
        String message;
        if (sample.result() == null) {
            message = "L’échantillon n’a pas pu être calculé : "
                    + sample.problems().stream()
                            .map(InvalidRequest.Problem::message)
                            .collect(Collectors.joining(" "));
        } else {
            message = sample.result().summary();
        }
        return new SampleOutcome(sample.run(), sample.feasible(), message);
    }

    private Optional<StoredSample> byEffect(String effect) {
        return jdbc.sql("select * from ecoquartier.sample_run where effect = ?")
                .param(effect)
                .query(this::sample)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<StoredSample> find(long run) {
        return jdbc.sql("select * from ecoquartier.sample_run where id = ?")
                .param(run)
                .query(this::sample)
                .optional();
    }

    /** The last one computed by the process, feasible or not. */
    @Transactional(readOnly = true)
    public Optional<StoredSample> latest(String campaign) {
        return jdbc.sql("select * from ecoquartier.sample_run where campaign = ? and official order by id desc limit 1")
                .param(campaign)
                .query(this::sample)
                .optional();
    }

    /**
     * The last ones, the very last first; each holds all that it was computed from.
     *
     * @param triedToo those only tried out too
     */
    @Transactional(readOnly = true)
    public List<StoredSample> runs(String campaign, boolean triedToo, int most) {
        return jdbc.sql("""
                        select * from ecoquartier.sample_run where campaign = ? and (official or ?) order by id desc limit ?
                        """)
                .params(campaign, triedToo, most)
                .query(this::sample)
                .list();
    }

    /** The one that the ministry retained. */
    @Transactional(readOnly = true)
    public Optional<StoredSample> retained(String campaign) {
        Long run = campaigns.get(campaign).retainedRun();
        return run == null ? Optional.empty() : find(run);
    }

    /** Those of the sample who withdrew since it was computed. */
    @Transactional(readOnly = true)
    public List<Candidate> withdrawnSince(StoredSample sample) {
        if (sample.result() == null) {
            return List.of();
        }
        return sample.result().chosen().stream()
                .map(chosen -> candidates.get(chosen.id()))
                .filter(Candidate::withdrawn)
                .toList();
    }

    /**
     * The ministry retains the sample of a run: every place of it becomes a seat, and the tests may begin. The same effect
     * takes place once.
     *
     * @param replaceWithdrawn whoever withdrew since is replaced by the next of the reserve
     * @throws NotPossible when the run has no sample, another one is retained already, or one of the sample withdrew and
     *     is not to be replaced or cannot be
     */
    public void retain(String campaignId, long run, String reason, boolean replaceWithdrawn, String effect, Actor actor)
            throws NotPossible {
        Campaign campaign = campaigns.lock(campaignId);
        if (campaign.retainedRun() != null) {
            if (seatTaken(effect + ":1")) {
                return;
            }
            throw new NotPossible("L’échantillon de cette campagne est déjà décidé.");
        }
        StoredSample sample = find(run)
                .filter(stored -> stored.campaign().equals(campaignId) && stored.official())
                .orElseThrow(() -> new NotPossible("Cet échantillon n’est pas de ceux qui sont soumis à la décision."));
        if (!sample.feasible() || sample.result() == null) {
            throw new NotPossible("Ce calcul n’a donné aucun échantillon : changez les paramètres et recalculez.");
        }
        List<Candidate> gone = withdrawnSince(sample);
        Iterator<Candidate> reserve = sample.result().reserve().stream()
                .map(next -> candidates.get(next.id()))
                .filter(next -> !next.withdrawn())
                .iterator();
        if (!gone.isEmpty() && !replaceWithdrawn) {
            throw new NotPossible(goneMessage(gone, reserve.hasNext() ? reserve.next() : null));
        }
        List<Candidate> holders = new ArrayList<>();
        for (SampleResult.Retained chosen : sample.result().chosen()) {
            Candidate holder = candidates.get(chosen.id());
            if (holder.withdrawn()) {
                if (!reserve.hasNext()) {
                    throw new NotPossible("La liste de réserve ne suffit pas à remplacer %s : recalculez l’échantillon."
                            .formatted(names(gone)));
                }
                holder = reserve.next();
            }
            holders.add(holder);
        }
        Timestamp now = Timestamp.from(clock.instant());
        int seat = 0;
        for (Candidate holder : holders) {
            seat++;
            jdbc.sql("""
                            insert into ecoquartier.pilot (campaign, seat, candidate, effect, state, named_at)
                            values (?, ?, ?, ?, 'NAMED', ?)
                            """)
                    .params(campaignId, seat, holder.id(), effect + ":" + seat, now)
                    .update();
        }
        jdbc.sql("update ecoquartier.campaign set retained_run = ? where id = ?")
                .params(run, campaignId)
                .update();
        String replaced = gone.isEmpty()
                ? ""
                : " Retirées depuis le calcul et remplacées par la liste de réserve : %s.".formatted(names(gone));
        campaigns.moveTo(
                campaignId,
                CampaignStatus.TESTS,
                effect,
                CampaignEvent.DECISION,
                "Échantillon retenu : %d\u00a0%s.%s Motif : %s"
                        .formatted(holders.size(), holders.size() < 2 ? "pilote" : "pilotes", replaced, reason.strip()),
                actor);
    }

    private static String goneMessage(List<Candidate> gone, Candidate next) {
        String offer = next == null
                ? "La liste de réserve est épuisée : recalculez l’échantillon."
                : "Demandez son remplacement par la liste de réserve (d’abord %s), ou recalculez l’échantillon."
                        .formatted(names(List.of(next)));
        return (gone.size() == 1
                                ? "Une candidature de l’échantillon a été retirée depuis le calcul : %s. "
                                : "Des candidatures de l’échantillon ont été retirées depuis le calcul : %s. ")
                        .formatted(names(gone))
                + offer;
    }

    private static String names(List<Candidate> list) {
        return list.stream()
                .map(one -> "%s (« %s »)".formatted(one.authorityName(), one.operation()))
                .collect(Collectors.joining(", "));
    }

    private boolean seatTaken(String effect) {
        return jdbc.sql("select count(*) from ecoquartier.pilot where effect = ?")
                        .param(effect)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private StoredSample sample(ResultSet row, int n) throws SQLException {
        String result = row.getString("result");
        return new StoredSample(
                row.getLong("id"),
                row.getString("campaign"),
                row.getInt("revision"),
                row.getBoolean("official"),
                json.read(row.getString("request"), SampleRequest.class),
                result == null ? null : json.read(result, SampleResult.class),
                json.read(row.getString("problems"), new TypeReference<>() {}),
                row.getBoolean("feasible"),
                Rows.instant(row, "computed_at"));
    }
}
