package fr.ecoquartier.web.report;

import fr.ecoquartier.pilot.functioning.TaskTime;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks behind the figures, one a line. */
final class TaskTimesCsv {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(French.ZONE);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private static final List<String> TITLES = List.of(
            "Dossier ou campagne",
            "Processus",
            "Tâche",
            "Identifiant de la tâche",
            "Acteur",
            "Délai",
            "Créée le",
            "Échéance",
            "Terminée le",
            "Issue",
            "Durée (h)",
            "Attente (h)",
            "Travail (h)",
            "Répartition connue par");

    private TaskTimesCsv() {}

    static byte[] of(List<TaskTime> tasks) {
        return Sheets.csv(TITLES, tasks.stream().map(TaskTimesCsv::row).toList());
    }

    private static List<@Nullable Object> row(TaskTime task) {
        return Arrays.asList(
                task.reference(),
                task.processName(),
                task.name(),
                task.step(),
                task.role(),
                task.delay(),
                moment(task.createdAt()),
                moment(task.dueAt()),
                moment(task.endedAt()),
                task.ending().label(),
                hours(task.total()),
                hours(task.waiting()),
                hours(task.working()),
                task.split().label());
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : MOMENT.format(instant);
    }

    private static @Nullable BigDecimal hours(@Nullable Duration duration) {
        return duration == null
                ? null
                : BigDecimal.valueOf(duration.toSeconds()).divide(HOUR, 2, RoundingMode.HALF_UP);
    }
}
