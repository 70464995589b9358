package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierLine;
import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.register.Departements;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Book;
import fr.ecoquartier.web.French;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The dossiers that a search finds as a file for a spreadsheet: the rows of the page, all of its pages, and nothing that
 * the person may not see. Rows go from the database's cursor into the file; none stays in memory.
 */
@Component
class DossierExport {

    private static final int TELL = 250;
    private static final List<String> TITLES = List.of(
            "Référence",
            "Collectivité",
            "Code de la collectivité",
            "Nature",
            "Population",
            "Code du département",
            "Département",
            "Région",
            "Opération",
            "Contexte",
            "Étape",
            "État",
            "Suspendu",
            "Ouvert le",
            "Charte signée le",
            "Contrat signé le",
            "Label attribué le",
            "Ajourné jusqu’au",
            "Dernier changement le",
            "Tâches ouvertes",
            "Prochaine échéance",
            "Attendu de",
            "Jours de retard",
            "Référentiel",
            "Démonstration",
            "Test");
    private static final List<Integer> WIDTHS =
            List.of(16, 24, 12, 16, 12, 8, 24, 24, 36, 12, 12, 16, 12, 12, 12, 12, 12, 12, 12, 8, 12, 24, 8, 16, 12, 8);

    /**
     * What is asked for.
     *
     * @param filter what the search asks, as people read it
     * @param territory whose dossiers the person sees, as they read it
     * @param person who asks, by name
     */
    record Order(
            Book.Format format,
            DossierQuery query,
            Scope scope,
            List<String> filter,
            String territory,
            String person) {}

    private final Dossiers dossiers;
    private final Territories territories;
    private final Departements departements;
    private final French french;
    private final Clock clock;

    DossierExport(Dossiers dossiers, Territories territories, Departements departements, French french, Clock clock) {
        this.dossiers = dossiers;
        this.territories = territories;
        this.departements = departements;
        this.french = french;
        this.clock = clock;
    }

    /**
     * Writes the file.
     *
     * @return how many dossiers are in it
     * @throws CancellationException when nobody wants it any more
     */
    long write(Order order, Path file, Progress progress) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            return write(order, out, progress);
        }
    }

    long write(Order order, OutputStream out, Progress progress) throws IOException {
        long total = dossiers.count(order.query(), order.scope());
        Instant now = clock.instant();
        long[] done = {0};
        try (Book book = Book.of(order.format(), out)) {
            book.sheet("Dossiers", TITLES, WIDTHS);
            try {
                dossiers.each(order.query(), order.scope(), line -> {
                    if (progress.cancelled()) {
                        throw new CancellationException();
                    }
                    row(book, line, now);
                    done[0]++;
                    if (done[0] % TELL == 0) {
                        progress.report(
                                (double) done[0] / Math.max(1, total),
                                french.whole(done[0]) + " dossiers écrits sur " + french.whole(total) + ".");
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            about(book, order, now, done[0]);
        }
        return done[0];
    }

    private void row(Book book, DossierLine line, Instant now) {
        DossierSummary dossier = line.dossier();
        Optional<Authority> authority = territories.authority(dossier.authorityCode());
        String departement = authority.map(Authority::departement).orElse(null);
        List<Object> cells = Arrays.asList(
                dossier.reference(),
                dossier.authorityName(),
                dossier.authorityCode(),
                authority.map(known -> known.kind().label()).orElse(null),
                authority.map(Authority::population).orElse(null),
                departement,
                departement == null ? null : departements.label(departement),
                territories.region(dossier.regionCode()).map(Region::label).orElse(dossier.regionCode()),
                dossier.operation(),
                french.context(dossier.context()),
                dossier.stage().label(),
                dossier.status().label(),
                dossier.suspended(),
                day(dossier.openedAt()),
                day(line.charterAt()),
                day(line.contractAt()),
                day(line.labelAt()),
                dossier.deferredUntil(),
                day(dossier.updatedAt()),
                line.openTasks(),
                day(dossier.nextDue()),
                dossier.expectedFrom() == null ? null : french.role(dossier.expectedFrom()),
                late(dossier, now),
                dossier.referentiel(),
                dossier.demonstration(),
                dossier.test());
        try {
            book.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable LocalDate day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, French.ZONE);
    }

    /** Whole days since the next due date; empty when nothing is late. */
    private static @Nullable Long late(DossierSummary dossier, Instant now) {
        return dossier.late(now) ? ChronoUnit.DAYS.between(day(dossier.nextDue()), day(now)) : null;
    }

    private void about(Book book, Order order, Instant now, long rows) throws IOException {
        List<List<Object>> lines = new ArrayList<>();
        lines.add(List.of("Contenu", "Dossiers du label ÉcoQuartier, selon la recherche ci-dessous"));
        lines.add(List.of("Nombre de dossiers", rows));
        lines.add(List.of("Exporté le", LocalDate.ofInstant(now, French.ZONE)));
        lines.add(List.of("Heure", french.dateTime(now)));
        lines.add(List.of("Exporté par", order.person()));
        lines.add(List.of("Territoire", order.territory()));
        if (order.filter().isEmpty()) {
            lines.add(List.of("Recherche", "aucun critère"));
        }
        for (String sentence : order.filter()) {
            lines.add(List.of("Recherche", sentence));
        }
        book.sheet("À propos", List.of("Rubrique", "Valeur"), List.of(24, 60));
        for (List<Object> line : lines) {
            book.row(line);
        }
    }
}
