package fr.ecoquartier.pilot.functioning;

import java.time.Duration;
import java.util.List;

/**
 * What the observed times suggest for a delay. Advice: the delays are the ministry's, and only enough cases suggest
 * anything.
 *
 * @param reason one French sentence
 */
public record Suggestion(Kind kind, String reason) {

    /** Fewer finished tasks than this suggest nothing: nine tenths of fewer is the longest of them. */
    public static final int ENOUGH = 8;

    /** More late tasks than one in five: the delay is too short for those who work under it. */
    private static final double TOO_MANY_LATE = 0.2;

    /** Nine in ten done in less than half of the delay: it hurries nobody. */
    private static final double EASILY_DONE = 0.5;

    private static final double MARGIN = 1.5;

    /** In which direction. */
    public enum Kind {
        LONGER("Allonger"),
        SHORTER("Raccourcir"),
        UNCHANGED("Inchangé"),
        TOO_FEW("Trop peu de cas");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Suggests from what was observed.
     *
     * @param done durations of the finished tasks, sorted
     * @param late tasks that ended, or are still open, after their due date
     * @param dated tasks that had a due date and ended, or are late
     */
    static Suggestion of(DelayInForce delay, List<Duration> done, int late, int dated) {
        if (done.size() < ENOUGH) {
            return new Suggestion(
                    Kind.TOO_FEW,
                    "%d cas, il en faudrait %d pour suggérer quelque chose.".formatted(done.size(), ENOUGH));
        }
        Duration most = Durations.quantile(done, 0.9);
        if (late > dated * TOO_MANY_LATE) {
            Duration proposed = rounded(most, delay);
            return proposed.compareTo(delay.length()) > 0
                    ? new Suggestion(
                            Kind.LONGER,
                            "%d retards sur %d : %s couvriraient neuf cas sur dix."
                                    .formatted(late, dated, days(proposed)))
                    : new Suggestion(
                            Kind.UNCHANGED,
                            "%d retards sur %d, mais neuf cas sur dix ont été faits dans le délai : les retards sont à regarder un par un."
                                    .formatted(late, dated));
        }
        if (late == 0 && most.toMillis() < delay.length().toMillis() * EASILY_DONE) {
            Duration proposed = rounded(Duration.ofMillis((long) (most.toMillis() * MARGIN)), delay);
            if (proposed.compareTo(delay.length()) < 0) {
                return new Suggestion(
                        Kind.SHORTER,
                        "Aucun retard, et neuf cas sur dix en moins de la moitié du délai : %s laisseraient une marge de moitié."
                                .formatted(days(proposed)));
            }
        }
        return new Suggestion(
                Kind.UNCHANGED,
                late == 0
                        ? "Aucun retard, et le délai est utilisé."
                        : "%s sur %d : le délai est tenu dans l’ensemble."
                                .formatted(late == 1 ? "1 retard" : late + " retards", dated));
    }

    /** Up to a delay that people would fix: by 5 days, by 15 beyond a month; hours only where the delay counts hours. */
    private static Duration rounded(Duration wanted, DelayInForce delay) {
        if (delay.iso().contains("T") && wanted.compareTo(Duration.ofDays(2)) < 0) {
            return Duration.ofHours(
                    Math.max(1, wanted.plusHours(1).minusMillis(1).toHours()));
        }
        long days = Math.max(1, wanted.plusDays(1).minusMillis(1).toDays());
        long step = days <= 30 ? 5 : 15;
        return Duration.ofDays((days + step - 1) / step * step);
    }

    private static String days(Duration duration) {
        return duration.toHours() > 48 ? duration.toDays() + "\u00a0jours" : duration.toHours() + "\u00a0h";
    }
}
