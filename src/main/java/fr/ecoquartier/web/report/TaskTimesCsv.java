package fr.ecoquartier.web.report;

import fr.ecoquartier.pilot.functioning.TaskTime;
import fr.ecoquartier.web.French;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The tasks behind the figures, one a line, as French spreadsheets read them: semicolons, decimal commas, a byte order mark. */
final class TaskTimesCsv {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(French.ZONE);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private TaskTimesCsv() {}

    static byte[] of(List<TaskTime> tasks) {
        StringBuilder text = new StringBuilder("\ufeff");
        try (CSVPrinter csv = new CSVPrinter(
                text,
                CSVFormat.Builder.create()
                        .setDelimiter(';')
                        .setRecordSeparator("\r\n")
                        .build())) {
            csv.printRecord(
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
            for (TaskTime task : tasks) {
                csv.printRecord(
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "" : MOMENT.format(instant);
    }

    private static String hours(@Nullable Duration duration) {
        return duration == null
                ? ""
                : BigDecimal.valueOf(duration.toSeconds())
                        .divide(HOUR, 2, RoundingMode.HALF_UP)
                        .toPlainString()
                        .replace('.', ',');
    }
}
