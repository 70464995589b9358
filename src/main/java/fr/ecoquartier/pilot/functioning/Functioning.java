package fr.ecoquartier.pilot.functioning;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a campaign's tests went, as of a moment.
 *
 * @param dossiers test dossiers looked at
 * @param tasks in the order of the time that went there, the greatest first
 * @param hours as declared by the evaluators; empty while a rating may still be awaited
 */
public record Functioning(
        Instant asOf,
        int dossiers,
        List<TaskLine> tasks,
        List<RoleLine> roles,
        List<DelayLine> delays,
        List<StepCorrections> corrections,
        List<CorrectionTheme> themes,
        List<HoursLine> hours) {

    /** What the figures mean, for those who read them. */
    public static final String HOW_MEASURED =
            "Une tâche attend de sa création jusqu’à sa prise en charge, et quelqu’un y travaille tant qu’elle est prise en charge. "
                    + "Dans l’espace des collectivités, une tâche ne se prend pas en charge : le travail y commence au premier brouillon enregistré. "
                    + "Quand rien ne le dit (tâche attribuée d’office à un expert ou à un partenaire, envoi sans brouillon), le temps n’est pas réparti. "
                    + "Une tâche close par un délai, un retrait ou la fin des tests compte dans le temps cumulé et dans les retards, pas dans les médianes. "
                    + "Le travail mesuré est celui du calendrier, nuits et fins de semaine comprises.";

    /** Nothing was observed yet. */
    public boolean empty() {
        return tasks.isEmpty() && corrections.isEmpty() && hours.isEmpty();
    }

    /** The task's name, with its model's where several models have a task of that name. */
    public String label(TaskLine line) {
        boolean alone =
                tasks.stream().filter(other -> other.name().equals(line.name())).count() < 2;
        return alone
                ? line.name()
                : "%s (%s)".formatted(line.name(), line.processName().toLowerCase(Locale.FRENCH));
    }

    /** What to know before reading the times of a campaign that the application plays by itself. */
    public static final String PLAYED =
            "Campagne de démonstration : l’application y fait le travail des personnes en quelques secondes. "
                    + "Ces temps, et ce qu’ils suggèrent, ne disent rien de la réalité.";

    /**
     * Time that went somewhere, added over all dossiers.
     *
     * @param unknown ended without anything that tells waiting from working
     */
    public record Spent(Duration waiting, Duration working, Duration unknown) {

        static final Spent NOTHING = new Spent(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        public Duration total() {
            return waiting.plus(working).plus(unknown);
        }

        Spent plus(Spent other) {
            return new Spent(waiting.plus(other.waiting), working.plus(other.working), unknown.plus(other.unknown));
        }
    }

    /**
     * A task of the models.
     *
     * @param done finished by those it waited for: only these make the median and the 90th percentile
     * @param without closed by a deadline, a withdrawal or the end of the tests
     * @param split finished tasks of which waiting and working are known: the base of their medians
     * @param late of {@code dated}, ended or still open after the due date
     * @param dated ended with a due date, or late
     * @param delay the delay that fixes its due date
     */
    public record TaskLine(
            String process,
            String processName,
            String step,
            String name,
            String role,
            int done,
            int open,
            int without,
            @Nullable Duration median,
            @Nullable Duration ninety,
            int split,
            @Nullable Duration medianWaiting,
            @Nullable Duration medianWorking,
            TaskTime.Split measuredBy,
            int late,
            int dated,
            Spent spent,
            @Nullable DelayInForce delay) {

        /** Nothing but the tests' own time is worth a line. */
        boolean ended() {
            return done + without > 0;
        }
    }

    /** What waited for a role. */
    public record RoleLine(String role, int done, int without, int late, int dated, Spent spent) {}

    /** A delay in force beside what was observed under it. */
    public record DelayLine(
            DelayInForce delay,
            List<String> tasks,
            int done,
            @Nullable Duration median,
            @Nullable Duration ninety,
            int late,
            int dated,
            Suggestion suggestion) {}

    /**
     * The correction requests of a step.
     *
     * @param dossiers how many dossiers had one
     * @param medianAnswer from the request to its answer
     */
    public record StepCorrections(
            String step,
            String name,
            int requests,
            int dossiers,
            int answered,
            @Nullable Duration medianAnswer) {}

    /**
     * Correction requests that share a word.
     *
     * @param word the words that all of them share, as first written; null for those that share none
     */
    public record CorrectionTheme(@Nullable String word, List<Asked> requests) {}

    /** One correction request. */
    public record Asked(String reference, String step, String text) {}

    /** The hours that evaluators of a role declared for a step. */
    public record HoursLine(
            String step, String role, int answers, BigDecimal median, BigDecimal least, BigDecimal most) {}
}
