package fr.ecoquartier.web.release;

import fr.ecoquartier.web.French;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Moments as a spreadsheet reads them. */
final class CsvMoment {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(French.ZONE);

    private CsvMoment() {}

    static String of(Instant instant) {
        return MOMENT.format(instant);
    }
}
