package fr.ecoquartier.register;

import fr.ecoquartier.act.DocumentIssued;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.dossier.StageClosed;
import fr.ecoquartier.settings.DelayCatalogue;
import fr.ecoquartier.settings.DelaySettings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the register knows beyond the stages, written in the transaction in which it happens: until when a label is valid,
 * by the delay in force when it was awarded, and the code of its certificate.
 */
@Component
class RegisterUpkeep {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String DELAY = "confirmation";

    private final JdbcClient jdbc;
    private final DelayCatalogue catalogue;
    private final DelaySettings settings;

    RegisterUpkeep(JdbcClient jdbc, DelayCatalogue catalogue, DelaySettings settings) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.settings = settings;
    }

    private record Awarded(String reference, ZonedDateTime at) {}

    @EventListener
    void on(StageClosed closed) {
        fix(awarded("and reference = ?", closed.reference()));
    }

    /** Labels that were awarded before there was a register. */
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void learn() {
        fix(awarded(""));
    }

    @EventListener
    void on(DocumentIssued issued) {
        IssuedDocument document = issued.document();
        if (document.kind() == DocumentKind.CERTIFICATE) {
            jdbc.sql("""
                            update ecoquartier.register_entry set certificate = ?, changed_at = clock_timestamp()
                            where reference = ?
                            """).params(document.code(), document.reference()).update();
        }
    }

    private List<Awarded> awarded(String more, Object... parameters) {
        return jdbc.sql("""
                        select reference, label_at from ecoquartier.register_entry
                        where label_at is not null and valid_until is null
                        """ + more)
                .params(parameters)
                .query((row, n) -> new Awarded(
                        row.getString("reference"),
                        row.getTimestamp("label_at").toInstant().atZone(PARIS)))
                .list();
    }

    private void fix(List<Awarded> labels) {
        if (labels.isEmpty()) {
            return;
        }
        String delay = delay();
        for (Awarded label : labels) {
            jdbc.sql("""
                            update ecoquartier.register_entry set valid_until = ?, changed_at = clock_timestamp()
                            where reference = ?
                            """).params(end(label.at(), delay), label.reference()).update();
        }
    }

    private String delay() {
        return settings.iso(DELAY)
                .orElseGet(() -> catalogue.all().stream()
                        .filter(delay -> delay.key().equals(DELAY))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no delay " + DELAY))
                        .iso());
    }

    private static LocalDate end(ZonedDateTime from, String iso) {
        return (iso.startsWith("PT") ? from.plus(Duration.parse(iso)) : from.plus(Period.parse(iso))).toLocalDate();
    }
}
