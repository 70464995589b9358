package fr.ecoquartier.pilot.calibration;

import com.fasterxml.jackson.core.type.TypeReference;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignJson;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.calibration.ObservedPilot.Observation;
import fr.ecoquartier.pilot.calibration.StoredAnalysis.Source;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.referentiel.Referentiels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The analyses of the campaigns and what was decided for every indicator. */
@Service
@Transactional
public class Calibrations {

    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 4000;
    private static final String AS_PROPOSED = "Proposition retenue telle quelle.";

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Campaigns campaigns;
    private final Pilots pilots;
    private final DossierFigures figures;
    private final Ratings ratings;
    private final Referentiels referentiels;

    Calibrations(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Campaigns campaigns,
            Pilots pilots,
            DossierFigures figures,
            Ratings ratings,
            Referentiels referentiels) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.campaigns = campaigns;
        this.pilots = pilots;
        this.figures = figures;
        this.ratings = ratings;
        this.referentiels = referentiels;
    }

    /**
     * The tests are over: analyses what they gave, keeps it, and the campaign enters its calibration. The same effect is
     * gathered once.
     */
    public void gather(String campaignId, String effect) {
        Campaign campaign = campaigns.get(campaignId);
        if (store(campaign, effect, false, Actor.system(), Progress.none())) {
            StoredAnalysis stored = latest(campaignId).orElseThrow();
            campaigns.moveTo(
                    campaignId,
                    CampaignStatus.CALIBRATION,
                    effect,
                    CampaignEvent.CALIBRATION,
                    sentence("Résultats des tests réunis", stored),
                    Actor.system());
        }
    }

    /**
     * Computes the analysis again on what is known now; provisional as long as tests run.
     *
     * @throws NotPossible before the tests, when nothing can be analysed, and once the campaign is over
     * @throws java.util.concurrent.CancellationException once nobody wants it any more: nothing is kept
     */
    public void recompute(String campaignId, Actor actor, Progress progress) throws NotPossible {
        Campaign campaign = requireAnalysable(campaignId);
        boolean provisional = campaign.status() != CampaignStatus.CALIBRATION;
        String effect = campaignId + "/calibration/" + actor.id() + "/" + clock.instant();
        if (store(campaign, effect, provisional, actor, progress)) {
            campaigns.journal(
                    campaignId,
                    null,
                    CampaignEvent.CALIBRATION,
                    sentence(
                            provisional ? "Analyse provisoire calculée" : "Analyse calculée de nouveau",
                            latest(campaignId).orElseThrow()),
                    actor);
        }
    }

    /**
     * Whether there is anything to analyse, before a long computation is started.
     *
     * @throws NotPossible before the tests, and once the campaign is over
     */
    @Transactional(readOnly = true)
    public Campaign requireAnalysable(String campaignId) throws NotPossible {
        Campaign campaign = campaigns.get(campaignId);
        if (campaign.beforeDecision()) {
            throw new NotPossible("Les tests n’ont pas commencé : il n’y a encore rien à analyser.");
        }
        if (campaign.over()) {
            throw new NotPossible("La campagne est terminée : son analyse ne change plus.");
        }
        return campaign;
    }

    private static String sentence(String what, StoredAnalysis stored) {
        int analysed = stored.analysis().pilots().size();
        int given = stored.analysis().evaluations().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return "%s : %s et %s, graine %d.%s"
                .formatted(
                        what,
                        Phrases.count(analysed, "pilote analysé", "pilotes analysés"),
                        Phrases.count(given, "évaluation", "évaluations"),
                        stored.analysis().seed(),
                        stored.analysis().largeEnough() ? "" : " Trop peu de pilotes pour conclure.");
    }

    private boolean store(Campaign campaign, String effect, boolean provisional, Actor actor, Progress progress) {
        if (jdbc.sql("select count(*) from ecoquartier.calibration_analysis where effect = ?")
                        .param(effect)
                        .query(Integer.class)
                        .single()
                > 0) {
            return false;
        }
        Referentiel referentiel = referentiels
                .find(campaign.referentiel())
                .orElseThrow(() -> new IllegalStateException("no stored version " + campaign.referentiel()));
        List<fr.ecoquartier.pilot.rating.Rating> given = ratings.ofCampaign(campaign.id());
        Map<String, List<fr.ecoquartier.pilot.rating.Rating>> byReference =
                given.stream().collect(Collectors.groupingBy(fr.ecoquartier.pilot.rating.Rating::reference));
        List<ObservedPilot> observed = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Pilot pilot : pilots.of(campaign.id())) {
            Check check = pilot.reference() == null
                    ? null
                    : figures.latestCheck(pilot.reference()).orElse(null);
            String leftOut = leftOut(pilot, check, referentiel);
            List<fr.ecoquartier.pilot.rating.Rating> own =
                    pilot.reference() == null ? List.of() : byReference.getOrDefault(pilot.reference(), List.of());
            sources.add(new Source(
                    pilot.seat(),
                    pilot.reference(),
                    pilot.candidate().authorityName(),
                    pilot.candidate().regionCode(),
                    check == null ? null : check.id(),
                    check == null ? null : check.report().stage(),
                    check == null ? null : check.checkedAt(),
                    own.size(),
                    own.stream()
                            .map(fr.ecoquartier.pilot.rating.Rating::givenAt)
                            .max(Comparator.naturalOrder())
                            .orElse(null),
                    leftOut));
            if (leftOut == null) {
                observed.add(observed(pilot, check.report()));
            }
        }
        Analysis analysis = Calibration.analyse(
                new CalibrationInput(
                        referentiel,
                        campaign.seed(),
                        CalibrationRules.standard(),
                        observed,
                        given.stream().map(Calibrations::evaluation).toList()),
                progress);
        return jdbc.sql("""
                        insert into ecoquartier.calibration_analysis
                            (campaign, effect, provisional, referentiel, seed, sources, content, computed_by, computed_at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?) on conflict (effect) do nothing
                        """)
                        .params(
                                campaign.id(),
                                effect,
                                provisional,
                                referentiel.version(),
                                campaign.seed(),
                                json.write(sources),
                                json.write(analysis),
                                actor.name(),
                                Timestamp.from(clock.instant()))
                        .update()
                > 0;
    }

    private static @Nullable String leftOut(Pilot pilot, @Nullable Check check, Referentiel referentiel) {
        if (pilot.state() == PilotState.DROPPED_OUT) {
            return "Désistement en cours de test.";
        }
        if (check == null) {
            return "Aucun contrôle des indicateurs n’a été calculé.";
        }
        if (!check.report().referentiel().equals(referentiel.version())) {
            return "Contrôlé sous la version « %s » du référentiel, et non « %s »."
                    .formatted(check.report().referentiel(), referentiel.version());
        }
        return null;
    }

    private static ObservedPilot observed(Pilot pilot, CheckReport report) {
        Map<String, Observation> indicators = new LinkedHashMap<>();
        report.indicators()
                .forEach(result -> indicators.put(result.code(), new Observation(result.rating(), result.value())));
        return new ObservedPilot(
                pilot.reference(),
                pilot.candidate().authorityName(),
                pilot.candidate().regionCode(),
                report.context(),
                pilot.candidate().populationClass().code(),
                report.stage(),
                indicators);
    }

    private static Evaluation evaluation(fr.ecoquartier.pilot.rating.Rating given) {
        Map<String, Rating> judged = new LinkedHashMap<>();
        given.indicators()
                .forEach((code, word) -> Arrays.stream(Rating.values())
                        .filter(rating -> rating.code().equals(word))
                        .findFirst()
                        .ifPresent(rating -> judged.put(code, rating)));
        return new Evaluation(
                given.reference(),
                given.evaluatorId(),
                given.role(),
                given.commitments(),
                judged,
                given.difficulty(),
                given.clarity(),
                given.inputCost(),
                given.hours());
    }

    /** The latest analysis of a campaign, provisional or not. */
    @Transactional(readOnly = true)
    public Optional<StoredAnalysis> latest(String campaign) {
        return jdbc.sql("select * from ecoquartier.calibration_analysis where campaign = ? order by id desc limit 1")
                .param(campaign)
                .query(this::analysis)
                .optional();
    }

    /** The latest analysis that was computed once the tests were over. */
    @Transactional(readOnly = true)
    public Optional<StoredAnalysis> latestFinal(String campaign) {
        return jdbc.sql("""
                        select * from ecoquartier.calibration_analysis where campaign = ? and not provisional
                        order by id desc limit 1""").param(campaign).query(this::analysis).optional();
    }

    /**
     * Keeps what is decided for an indicator; the campaign's journal tells it.
     *
     * @throws InvalidDecision with every problem at its field
     * @throws Changed when somebody else decided this indicator since
     * @throws NotPossible outside the calibration of the campaign
     */
    public CalibrationDecision decide(String campaignId, NewDecision decision, Actor actor)
            throws InvalidDecision, NotPossible {
        StoredAnalysis stored = deciding(campaignId);
        IndicatorAnalysis indicator = stored.analysis()
                .indicator(decision.indicator())
                .orElseThrow(() -> new NotPossible(
                        "L’indicateur « %s » n’est pas dans la version testée.".formatted(decision.indicator())));
        Map<String, Thresholds> moved =
                decision.choice() == ProposalKind.MOVE ? changed(indicator, decision.thresholds()) : Map.of();
        Map<String, String> problems = problems(indicator, decision, moved);
        if (!problems.isEmpty()) {
            throw new InvalidDecision(problems);
        }
        int current = decision(campaignId, decision.indicator())
                .map(CalibrationDecision::revision)
                .orElse(0);
        boolean added = current == decision.expectedRevision() && insert(stored, indicator, decision, moved, actor);
        if (!added) {
            CalibrationDecision theirs =
                    decision(campaignId, decision.indicator()).orElseThrow();
            throw new Changed(
                    "%s a décidé entre-temps « %s » pour cet indicateur ; votre décision n’a pas été enregistrée."
                            .formatted(theirs.author().name(), theirs.choice().label()));
        }
        CalibrationDecision kept = decision(campaignId, decision.indicator()).orElseThrow();
        campaigns.journal(campaignId, null, CampaignEvent.CALIBRATION, told(indicator, kept), actor);
        return kept;
    }

    /**
     * Keeps the proposal of every indicator that is not decided yet.
     *
     * @return how many
     * @throws NotPossible outside the calibration of the campaign
     */
    public int keepProposals(String campaignId, Actor actor) throws NotPossible {
        StoredAnalysis stored = deciding(campaignId);
        Map<String, CalibrationDecision> decided = decisions(campaignId);
        int kept = 0;
        for (IndicatorAnalysis indicator : stored.analysis().indicators()) {
            if (decided.containsKey(indicator.code())) {
                continue;
            }
            NewDecision decision =
                    new NewDecision(indicator.code(), 0, indicator.proposal().kind(), suggested(indicator), "");
            kept += insert(stored, indicator, decision, changed(indicator, decision.thresholds()), actor) ? 1 : 0;
        }
        if (kept > 0) {
            campaigns.journal(
                    campaignId,
                    null,
                    CampaignEvent.CALIBRATION,
                    "Propositions retenues telles quelles pour %s."
                            .formatted(Phrases.count(kept, "indicateur", "indicateurs")),
                    actor);
        }
        return kept;
    }

    /** The thresholds that the proposal suggests, by context. */
    public static Map<String, Thresholds> suggested(IndicatorAnalysis indicator) {
        Map<String, Thresholds> thresholds = new LinkedHashMap<>();
        indicator
                .proposal()
                .thresholds()
                .forEach((context, s) -> thresholds.put(context, new Thresholds(s.minimum(), s.target())));
        return indicator.proposal().kind() == ProposalKind.MOVE ? thresholds : Map.of();
    }

    private StoredAnalysis deciding(String campaignId) throws NotPossible {
        Campaign campaign = campaigns.get(campaignId);
        if (campaign.over()) {
            throw new NotPossible("La campagne est terminée : les décisions ne changent plus.");
        }
        if (campaign.status() != CampaignStatus.CALIBRATION) {
            throw new NotPossible(
                    "Les tests ne sont pas terminés : les décisions se prennent sur leurs résultats réunis.");
        }
        return latestFinal(campaignId)
                .orElseThrow(() -> new NotPossible("Les résultats des tests ne sont pas encore réunis."));
    }

    private static Map<String, Thresholds> changed(IndicatorAnalysis indicator, Map<String, Thresholds> wanted) {
        Map<String, Thresholds> changed = new LinkedHashMap<>();
        indicator.thresholds().forEach((context, now) -> {
            Thresholds then = wanted.get(context);
            if (then != null
                    && (then.minimum().compareTo(now.minimum()) != 0
                            || then.target().compareTo(now.target()) != 0)) {
                changed.put(context, new Thresholds(Decimals.plain(then.minimum()), Decimals.plain(then.target())));
            }
        });
        return changed;
    }

    private static Map<String, String> problems(
            IndicatorAnalysis indicator, NewDecision decision, Map<String, Thresholds> moved) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (decision.choice() == ProposalKind.MOVE) {
            if (moved.isEmpty()) {
                problems.put(
                        "choice",
                        "Aucun seuil n’est différent de ceux de la version testée : changez-en un, ou choisissez « Conserver ».");
            }
            moved.forEach((context, then) -> {
                int order = then.target().compareTo(then.minimum()) * (indicator.lowerIsBetter() ? -1 : 1);
                if (order < 0) {
                    problems.put(
                            "target." + context,
                            "La cible doit être au moins aussi exigeante que le seuil : %s ou %s."
                                    .formatted(
                                            Decimals.french(then.minimum()),
                                            indicator.lowerIsBetter() ? "moins" : "plus"));
                }
            });
        }
        boolean asProposed = decision.choice() == indicator.proposal().kind()
                && moved.equals(changed(indicator, suggested(indicator)));
        int length = decision.reason().length();
        if (length > MAX_REASON || length < MIN_REASON && !(asProposed && length == 0)) {
            problems.put(
                    "reason",
                    asProposed
                            ? "Le motif compte de %d à 4\u202f000 caractères ; laissez-le vide pour retenir la proposition telle quelle."
                                    .formatted(MIN_REASON)
                            : "Dites pourquoi vous décidez autrement que la proposition, en %d caractères au moins et 4\u202f000 au plus."
                                    .formatted(MIN_REASON));
        }
        return problems;
    }

    private boolean insert(
            StoredAnalysis stored,
            IndicatorAnalysis indicator,
            NewDecision decision,
            Map<String, Thresholds> moved,
            Actor actor) {
        return jdbc.sql("""
                        insert into ecoquartier.calibration_decision (campaign, indicator, revision, analysis, proposal, choice,
                            thresholds, reason, author_id, author_name, author_role, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?) on conflict (campaign, indicator, revision) do nothing
                        """)
                        .params(
                                stored.campaign(),
                                indicator.code(),
                                decision.expectedRevision() + 1,
                                stored.id(),
                                indicator.proposal().kind().code(),
                                decision.choice().code(),
                                json.write(moved),
                                decision.reason().isEmpty() ? AS_PROPOSED : decision.reason(),
                                actor.id(),
                                actor.name(),
                                actor.role(),
                                Timestamp.from(clock.instant()))
                        .update()
                > 0;
    }

    private static String told(IndicatorAnalysis indicator, CalibrationDecision decision) {
        return "%s %s : %s%s. %s"
                .formatted(
                        indicator.code(),
                        Phrases.quote(indicator.label()),
                        decision.choice().label().toLowerCase(Locale.FRENCH),
                        decision.otherwise()
                                ? " (proposé : %s)"
                                        .formatted(decision.proposal().label().toLowerCase(Locale.FRENCH))
                                : "",
                        decision.reason());
    }

    /** What holds for an indicator. */
    @Transactional(readOnly = true)
    public Optional<CalibrationDecision> decision(String campaign, String indicator) {
        return Optional.ofNullable(decisions(campaign).get(indicator));
    }

    /** What holds, by indicator. */
    @Transactional(readOnly = true)
    public Map<String, CalibrationDecision> decisions(String campaign) {
        Map<String, CalibrationDecision> last = new LinkedHashMap<>();
        history(campaign).forEach(decision -> last.put(decision.indicator(), decision));
        return last;
    }

    /** Every decision ever taken, oldest first. */
    @Transactional(readOnly = true)
    public List<CalibrationDecision> history(String campaign) {
        return jdbc.sql("select * from ecoquartier.calibration_decision where campaign = ? order by id")
                .param(campaign)
                .query(this::decision)
                .list();
    }

    private StoredAnalysis analysis(ResultSet row, int n) throws SQLException {
        return new StoredAnalysis(
                row.getLong("id"),
                row.getString("campaign"),
                row.getBoolean("provisional"),
                row.getString("computed_by"),
                instant(row, "computed_at"),
                json.read(row.getString("sources"), new TypeReference<>() {}),
                json.read(row.getString("content"), new TypeReference<>() {}));
    }

    private CalibrationDecision decision(ResultSet row, int n) throws SQLException {
        return new CalibrationDecision(
                row.getLong("id"),
                row.getString("campaign"),
                row.getString("indicator"),
                row.getInt("revision"),
                row.getLong("analysis"),
                ProposalKind.of(row.getString("proposal")),
                ProposalKind.of(row.getString("choice")),
                json.read(row.getString("thresholds"), new TypeReference<>() {}),
                row.getString("reason"),
                new Actor(row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                instant(row, "decided_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
