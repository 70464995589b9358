package fr.ecoquartier.pilot.rating;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.pilot.CampaignJson;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The ratings: given once, never changed, and read by nobody who still has one to give. */
@Service
@Transactional
public class Ratings {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH).withZone(ZoneId.of("Europe/Paris"));

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Referentiels referentiels;
    private final Dossiers dossiers;
    private final Evaluators evaluators;

    Ratings(JdbcClient jdbc, CampaignJson json, Referentiels referentiels, Dossiers dossiers, Evaluators evaluators) {
        this.jdbc = jdbc;
        this.json = json;
        this.referentiels = referentiels;
        this.dossiers = dossiers;
        this.evaluators = evaluators;
    }

    /** What of the rating could not be kept: outside its scale, or unknown to the référentiel; empty when all is sound. */
    @Transactional(readOnly = true)
    public List<RatingProblem> problems(Rating rating) {
        return RatingScales.problems(version(rating.referentiel()), rating);
    }

    /**
     * Keeps a rating; the same effect is kept once.
     *
     * @throws InvalidRating when something is outside its scale
     * @throws NotPossible when the evaluator has already given theirs, as after a test that an administrator restarted
     */
    public void give(Rating rating, Step step) throws InvalidRating, NotPossible {
        List<RatingProblem> problems = problems(rating);
        if (!problems.isEmpty()) {
            throw new InvalidRating(problems);
        }
        int added = jdbc.sql("""
                        insert into ecoquartier.rating
                            (campaign, reference, effect, role, evaluator_id, evaluator_name, referentiel, content, given_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                        """)
                .params(
                        rating.campaign(),
                        rating.reference(),
                        step.effect(),
                        rating.role().name(),
                        rating.evaluatorId(),
                        rating.evaluatorName(),
                        rating.referentiel(),
                        json.write(Content.of(rating)),
                        Timestamp.from(rating.givenAt()))
                .update();
        if (added == 0 && !known(step.effect())) {
            throw new NotPossible(already(rating));
        }
        if (added > 0) {
            dossiers.journal(
                    step,
                    new Actor(
                            rating.evaluatorId(),
                            rating.evaluatorName(),
                            rating.role().label()),
                    JournalKind.EVALUATION,
                    rating.role().rates() ? "Évaluation du dossier de test rendue." : "Retour d'expérience rendu.",
                    rating.role().rates());
        }
    }

    private boolean known(String effect) {
        return jdbc.sql("select count(*) from ecoquartier.rating where effect = ?")
                        .param(effect)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** One evaluator rates once; the region's service and the authority each speak with one voice. */
    private String already(Rating rating) {
        return ofDossier(rating.reference()).stream()
                .filter(given ->
                        given.role() == rating.role() && given.evaluatorId().equals(rating.evaluatorId()))
                .findFirst()
                .map(own -> "Vous avez déjà rendu votre %s pour ce dossier de test, le %s."
                        .formatted(thing(own), DAY.format(own.givenAt())))
                .orElseGet(() -> ofDossier(rating.reference()).stream()
                        .filter(given -> given.role() == rating.role())
                        .findFirst()
                        .map(other -> "%s a déjà rendu, le %s, %s pour ce dossier de test."
                                .formatted(
                                        other.evaluatorName(),
                                        DAY.format(other.givenAt()),
                                        rating.role().rates()
                                                ? "l’évaluation du service"
                                                : "le retour d’expérience de la collectivité"))
                        .orElseThrow())
                .concat(" Ce qui est rendu ne change pas : la tâche se clôt d’elle-même à son échéance.");
    }

    private static String thing(Rating rating) {
        return rating.role().rates() ? "évaluation" : "retour d’expérience";
    }

    /** As {@link #give(Rating, Step)}, outside a process. */
    public void give(Rating rating, String effect) throws InvalidRating, NotPossible {
        give(rating, new Step(rating.reference(), null, "rating", effect, null));
    }

    /** Every rating of a campaign, oldest first: for the analysis, which is made when no rating is awaited any more. */
    @Transactional(readOnly = true)
    public List<Rating> ofCampaign(String campaign) {
        return jdbc.sql("select * from ecoquartier.rating where campaign = ? order by id")
                .param(campaign)
                .query(this::rating)
                .list();
    }

    /** The rating of one evaluator of one dossier. */
    @Transactional(readOnly = true)
    public Optional<Rating> own(String reference, String userId) {
        return ofDossier(reference).stream()
                .filter(rating -> rating.evaluatorId().equals(userId))
                .findFirst();
    }

    /**
     * The ratings of a dossier that somebody may read: one's own always, the others' only when one has none left to
     * give, whatever one's role. Nobody reads those of a dossier that does not concern them.
     */
    @Transactional(readOnly = true)
    public List<Rating> visible(String reference, Viewer viewer) {
        List<Rating> all = ofDossier(reference);
        List<Rating> own = all.stream()
                .filter(rating -> rating.evaluatorId().equals(viewer.userId()))
                .toList();
        if (awaits(reference, viewer.userId())) {
            return List.of();
        }
        boolean gaveAsEvaluator = own.stream().anyMatch(rating -> rating.role().rates());
        boolean serviceIsDone = viewer.regional()
                && evaluators.of(reference).stream()
                        .anyMatch(evaluator -> evaluator.role() == EvaluatorRole.DREAL
                                && evaluator.state() != Evaluator.State.AWAITED);
        return viewer.national() || gaveAsEvaluator || serviceIsDone ? all : own;
    }

    /** Whether somebody was named to evaluate the dossier and has not done so. */
    @Transactional(readOnly = true)
    public boolean awaits(String reference, String userId) {
        return evaluators.dossiersOf(userId).contains(reference)
                && own(reference, userId).isEmpty();
    }

    private List<Rating> ofDossier(String reference) {
        return jdbc.sql("select * from ecoquartier.rating where reference = ? order by id")
                .param(reference)
                .query(this::rating)
                .list();
    }

    private Referentiel version(String version) {
        return referentiels
                .find(version)
                .orElseThrow(() -> new IllegalStateException("no stored version of the référentiel: " + version));
    }

    private Rating rating(ResultSet row, int n) throws SQLException {
        Content content = json.read(row.getString("content"), Content.class);
        return new Rating(
                row.getString("campaign"),
                row.getString("reference"),
                row.getString("evaluator_id"),
                row.getString("evaluator_name"),
                EvaluatorRole.valueOf(row.getString("role")),
                row.getString("referentiel"),
                content.commitments(),
                content.indicators(),
                content.difficulty(),
                content.clarity(),
                content.inputCost(),
                content.hours(),
                content.comments(),
                content.remarks(),
                row.getTimestamp("given_at").toInstant());
    }

    /** What the référentiel's codes key, as stored. */
    record Content(
            Map<String, Integer> commitments,
            Map<String, String> indicators,
            Map<String, Integer> difficulty,
            Map<String, Integer> clarity,
            Map<String, BigDecimal> inputCost,
            Map<String, BigDecimal> hours,
            Map<String, String> comments,
            @org.jspecify.annotations.Nullable String remarks) {

        static Content of(Rating rating) {
            return new Content(
                    rating.commitments(),
                    rating.indicators(),
                    rating.difficulty(),
                    rating.clarity(),
                    rating.inputCost(),
                    rating.hours(),
                    rating.comments(),
                    rating.remarks());
        }
    }
}
