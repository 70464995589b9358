package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The candidates of the campaigns. */
@Service
@Transactional
public class Candidates {

    static final int MIN_OPERATION = 3;
    static final int MAX_OPERATION = 200;
    static final int MAX_MOTIVATION = 4000;
    static final int MIN_REASON = 10;
    static final int MAX_REASON = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Campaigns campaigns;
    private final Territories territories;
    private final Referentiels referentiels;

    Candidates(JdbcClient jdbc, Clock clock, Campaigns campaigns, Territories territories, Referentiels referentiels) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.campaigns = campaigns;
        this.territories = territories;
        this.referentiels = referentiels;
    }

    /** What is wrong with an application, each thing at its field; empty when it can be taken. */
    @Transactional(readOnly = true)
    public List<Campaigns.Problem> problems(Campaign campaign, NewCandidate candidate) {
        List<Campaigns.Problem> problems = new ArrayList<>();
        Optional<Authority> authority = territories.authority(candidate.authorityCode());
        if (authority.isEmpty()) {
            problems.add(new Campaigns.Problem(
                    "authority",
                    "La collectivité « %s » n’est pas connue : choisissez une commune ou un EPCI de la liste."
                            .formatted(candidate.authorityCode() == null ? "" : candidate.authorityCode())));
        } else if (authority.get().region() == null) {
            problems.add(new Campaigns.Problem(
                    "authority",
                    "%s n’est dans aucune des régions qui instruisent le label."
                            .formatted(authority.get().name())));
        }
        String operation =
                candidate.operation() == null ? "" : candidate.operation().strip();
        if (operation.length() < MIN_OPERATION || operation.length() > MAX_OPERATION) {
            problems.add(
                    new Campaigns.Problem("operation", "Donnez le nom de l’opération, de 3 à 200\u00a0caractères."));
        } else if (Rows.fold(operation).isEmpty()) {
            problems.add(new Campaigns.Problem("operation", "Le nom de l’opération doit compter des lettres."));
        }
        boolean contextKnown = referentiels
                .find(campaign.referentiel())
                .map(version -> version.contexts().contains(candidate.context()))
                .orElse(false);
        if (!contextKnown) {
            problems.add(new Campaigns.Problem(
                    "context", "Choisissez le contexte de l’opération : urbain, périurbain ou rural."));
        }
        if (candidate.operationStage() == null) {
            problems.add(new Campaigns.Problem("stage", "Choisissez l’avancement de l’opération."));
        }
        if (candidate.origin() == CandidateOrigin.APPLIED
                && (candidate.motivation() == null || candidate.motivation().isBlank())) {
            problems.add(new Campaigns.Problem(
                    "motivation", "Dites en quelques phrases pourquoi votre collectivité est candidate."));
        }
        if (candidate.motivation() != null && candidate.motivation().strip().length() > MAX_MOTIVATION) {
            problems.add(
                    new Campaigns.Problem("motivation", "La motivation compte 4\u202f000\u00a0caractères au plus."));
        }
        return problems;
    }

    /** The application of the same authority for the same operation, accents, case and punctuation forgiven. */
    @Transactional(readOnly = true)
    public Optional<Candidate> duplicate(String campaign, String authorityCode, String operation) {
        return jdbc.sql("""
                        select * from ecoquartier.candidate
                        where campaign = ? and authority_code = ? and folded_operation = ? and status = 'CANDIDATE'
                        """)
                .params(campaign, authorityCode, Rows.fold(operation))
                .query(Candidates::candidate)
                .optional();
    }

    /**
     * Takes an application.
     *
     * @return the candidate's id
     * @throws NotPossible when applications are over, when something of {@link #problems} is wrong, or when the same
     *     authority applied already for the same operation
     */
    public long apply(String campaignId, NewCandidate candidate, Actor actor) throws NotPossible {
        Campaign campaign = campaigns.lock(campaignId);
        boolean own = candidate.origin() == CandidateOrigin.APPLIED;
        if (own ? !campaigns.takesApplications(campaign) : !campaign.beforeDecision()) {
            throw new NotPossible(
                    own
                            ? "Les candidatures à cette campagne sont closes."
                            : "L’échantillon est décidé : aucune candidature ne peut plus être ajoutée.");
        }
        List<Campaigns.Problem> problems = problems(campaign, candidate);
        if (!problems.isEmpty()) {
            throw new NotPossible(problems.get(0).message());
        }
        Optional<Candidate> same = duplicate(campaignId, candidate.authorityCode(), candidate.operation());
        if (same.isPresent()) {
            throw new NotPossible(duplicateMessage(same.get()));
        }
        long id = insert(campaignId, candidate, actor);
        campaigns.journal(
                campaignId,
                null,
                CampaignEvent.APPLICATION,
                "%s : candidature pour « %s »."
                        .formatted(
                                territories
                                        .authority(candidate.authorityCode())
                                        .orElseThrow()
                                        .name(),
                                candidate.operation().strip()),
                id,
                actor);
        return id;
    }

    static String duplicateMessage(Candidate same) {
        return "%s est déjà candidate à cette campagne pour l’opération « %s »."
                .formatted(same.authorityName(), same.operation());
    }

    long insert(String campaign, NewCandidate candidate, Actor actor) {
        Authority authority = territories.authority(candidate.authorityCode()).orElseThrow();
        return jdbc.sql("""
                        insert into ecoquartier.candidate (campaign, authority_code, authority_name, departement, region_code, population,
                            context, agenda21, hqe_amenagement, operation, folded_operation, operation_stage, motivation, status,
                            origin, applied_by, applied_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CANDIDATE', ?, ?, ?) returning id
                        """)
                .params(
                        campaign,
                        authority.code(),
                        authority.name(),
                        authority.departement(),
                        authority.region(),
                        authority.population() == null ? 0 : authority.population(),
                        candidate.context(),
                        candidate.agenda21(),
                        candidate.hqeAmenagement(),
                        candidate.operation().strip(),
                        Rows.fold(candidate.operation()),
                        candidate.operationStage().name(),
                        candidate.motivation() == null
                                ? ""
                                : candidate.motivation().strip(),
                        candidate.origin().name(),
                        actor.id(),
                        Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** A candidate takes what a newer file says of it. */
    void update(long id, NewCandidate candidate) {
        jdbc.sql("""
                        update ecoquartier.candidate set context = ?, agenda21 = ?, hqe_amenagement = ?, operation = ?,
                            operation_stage = ?, motivation = case when ? = '' then motivation else ? end
                        where id = ?
                        """)
                .params(
                        candidate.context(),
                        candidate.agenda21(),
                        candidate.hqeAmenagement(),
                        candidate.operation().strip(),
                        candidate.operationStage().name(),
                        candidate.motivation().strip(),
                        candidate.motivation().strip(),
                        id)
                .update();
    }

    /**
     * A candidate withdraws. A pilot who is named and has no test dossier yet gives up the seat; one whose test runs drops
     * out through its dossier instead.
     *
     * @throws NotPossible when it is withdrawn already, its test runs, or the reason is missing
     */
    public void withdraw(long id, String reason, Actor actor) throws NotPossible {
        Candidate candidate = get(id);
        campaigns.lock(candidate.campaign());
        candidate = get(id);
        String text = reason == null ? "" : reason.strip();
        if (text.length() < MIN_REASON || text.length() > MAX_REASON) {
            throw new NotPossible("Indiquez le motif, en %d\u00a0caractères au moins et %d au plus."
                    .formatted(MIN_REASON, MAX_REASON));
        }
        if (candidate.withdrawn()) {
            throw new NotPossible("Cette candidature est déjà retirée.");
        }
        Optional<String> running = jdbc.sql(
                        "select reference from ecoquartier.pilot where candidate = ? and reference is not null")
                .param(id)
                .query(String.class)
                .optional();
        if (running.isPresent()) {
            throw new NotPossible(
                    "Le dossier de test %s est ouvert : c’est de ce dossier que la collectivité se désiste."
                            .formatted(running.get()));
        }
        markWithdrawn(id, text);
        jdbc.sql("""
                        update ecoquartier.pilot set state = 'DROPPED_OUT', reason = ?, ended_at = ?
                        where candidate = ? and state = 'NAMED'
                        """).params(text, Timestamp.from(clock.instant()), id).update();
        campaigns.journal(
                candidate.campaign(),
                null,
                CampaignEvent.WITHDRAWAL,
                "%s : la candidature pour « %s » est retirée. Motif : %s"
                        .formatted(candidate.authorityName(), candidate.operation(), text),
                id,
                actor);
    }

    void markWithdrawn(long id, String reason) {
        jdbc.sql("update ecoquartier.candidate set status = 'WITHDRAWN', withdrawal_reason = ? where id = ?")
                .params(reason, id)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Candidate> find(long id) {
        return jdbc.sql("select * from ecoquartier.candidate where id = ?")
                .param(id)
                .query(Candidates::candidate)
                .optional();
    }

    /** @throws IllegalArgumentException when there is no such candidate */
    @Transactional(readOnly = true)
    public Candidate get(long id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no candidate " + id));
    }

    /** All candidates of a campaign, withdrawn ones too, in the order in which they applied. */
    @Transactional(readOnly = true)
    public List<Candidate> of(String campaign) {
        return jdbc.sql("select * from ecoquartier.candidate where campaign = ? order by id")
                .param(campaign)
                .query(Candidates::candidate)
                .list();
    }

    /** The applications of these authorities, in every campaign, the last first. */
    @Transactional(readOnly = true)
    public List<Candidate> ofAuthorities(Set<String> codes) {
        if (codes.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select * from ecoquartier.candidate where authority_code in (:codes) order by id desc")
                .param("codes", codes)
                .query(Candidates::candidate)
                .list();
    }

    static Candidate candidate(ResultSet row, int n) throws SQLException {
        int population = row.getInt("population");
        return new Candidate(
                row.getLong("id"),
                row.getString("campaign"),
                row.getString("authority_code"),
                row.getString("authority_name"),
                row.getString("departement"),
                row.getString("region_code"),
                population,
                PopulationClass.of(population),
                row.getString("context"),
                row.getBoolean("agenda21"),
                row.getBoolean("hqe_amenagement"),
                row.getString("operation"),
                OperationStage.valueOf(row.getString("operation_stage")),
                row.getString("motivation"),
                CandidateStatus.valueOf(row.getString("status")),
                CandidateOrigin.valueOf(row.getString("origin")),
                row.getString("withdrawal_reason"),
                row.getString("applied_by"),
                Rows.instant(row, "applied_at"));
    }
}
