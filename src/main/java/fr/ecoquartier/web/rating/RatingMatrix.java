package fr.ecoquartier.web.rating;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.rating.Evaluator;
import fr.ecoquartier.pilot.rating.Evaluator.State;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.pilot.rating.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pilots of a campaign against those who evaluate them: who answered, who is awaited, who stayed silent. */
@Component
class RatingMatrix {

    /**
     * One evaluator of one pilot: since when awaited and until when, or when heard.
     *
     * @param over the test ended, nobody is awaited any more
     */
    record Cell(
            Evaluator evaluator,
            @Nullable Instant askedAt,
            @Nullable Instant dueAt,
            boolean late,
            boolean over) {

        public boolean given() {
            return evaluator.state() == State.GIVEN;
        }

        public boolean silent() {
            return evaluator.state() == State.SILENT;
        }

        /** The test was stopped before this evaluation. */
        public boolean stopped() {
            return evaluator.state() == State.AWAITED && over;
        }

        /** Named, and not asked yet: the test has not come so far. */
        public boolean later() {
            return evaluator.state() == State.AWAITED && !over && askedAt == null;
        }

        public boolean awaited() {
            return evaluator.state() == State.AWAITED && !over && askedAt != null;
        }
    }

    /**
     * One pilot.
     *
     * @param cells by role; empty before the kick-off
     * @param ratings those that the person may read, oldest first
     */
    record Line(Pilot pilot, Map<EvaluatorRole, List<Cell>> cells, List<Rating> ratings) {

        public long given() {
            return count(State.GIVEN);
        }

        public long silent() {
            return count(State.SILENT);
        }

        public long expected() {
            return cells.values().stream()
                    .flatMap(List::stream)
                    .filter(cell -> !cell.stopped())
                    .count();
        }

        private long count(State state) {
            return cells.values().stream()
                    .flatMap(List::stream)
                    .filter(cell -> cell.evaluator().state() == state)
                    .count();
        }
    }

    private static final Map<EvaluatorRole, String> STEPS = Map.of(
            EvaluatorRole.DREAL, "rateAsDreal",
            EvaluatorRole.EXPERT, "rateAsExpert",
            EvaluatorRole.PARTNER, "rateAsPartner",
            EvaluatorRole.AUTHORITY, "giveFeedback");

    private final Pilots pilots;
    private final Evaluators evaluators;
    private final Ratings ratings;
    private final OpenTasks tasks;
    private final Clock clock;

    RatingMatrix(Pilots pilots, Evaluators evaluators, Ratings ratings, OpenTasks tasks, Clock clock) {
        this.pilots = pilots;
        this.evaluators = evaluators;
        this.ratings = ratings;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The pilots that have a test dossier, in the order of their seats, those of the person's regions only. */
    List<Line> of(String campaign, Person person, CampaignScope scope) {
        return visible(campaign, scope).stream()
                .map(pilot -> line(pilot, person))
                .toList();
    }

    Line line(Pilot pilot, Person person) {
        return new Line(pilot, cells(pilot), readable(pilot, person));
    }

    List<Pilot> visible(String campaign, CampaignScope scope) {
        return pilots.of(campaign).stream()
                .filter(pilot -> pilot.reference() != null)
                .filter(pilot -> scope.covers(pilot.candidate()))
                .toList();
    }

    /** The ratings of a pilot that the person may read, oldest first. */
    List<Rating> readable(Pilot pilot, Person person) {
        boolean regional = person.is(Role.DREAL)
                && person.regions().contains(pilot.candidate().regionCode());
        return ratings.visible(reference(pilot), new Viewer(person.id(), person.allRegions(), regional));
    }

    static String reference(Pilot pilot) {
        return Objects.requireNonNull(pilot.reference());
    }

    private Map<EvaluatorRole, List<Cell>> cells(Pilot pilot) {
        String reference = reference(pilot);
        boolean over = pilot.state() == PilotState.DROPPED_OUT || pilot.state() == PilotState.CLOSED;
        Map<EvaluatorRole, List<Cell>> cells = new EnumMap<>(EvaluatorRole.class);
        List<OpenTask> open = tasks.of(reference);
        for (Evaluator evaluator : evaluators.of(reference)) {
            OpenTask task = open.stream()
                    .filter(one -> one.step().equals(STEPS.get(evaluator.role())))
                    .filter(one -> !evaluator.role().named() || Objects.equals(one.assignee(), evaluator.userId()))
                    .findFirst()
                    .orElse(null);
            cells.computeIfAbsent(evaluator.role(), role -> new ArrayList<>())
                    .add(new Cell(
                            evaluator,
                            task == null ? null : task.createdAt(),
                            task == null ? null : task.dueAt(),
                            task != null && task.dueAt() != null && task.dueAt().isBefore(clock.instant()),
                            over));
        }
        return cells;
    }
}
