package fr.ecoquartier.web.oversight;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.oversight.Period;
import fr.ecoquartier.territory.Territories;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Reads the parameters that the views of managers share; what is wrong is said in French, with 400. */
@Component
class OversightRequests {

    private static final int LONGEST_YEARS = 5;

    private final Territories territories;
    private final Clock clock;

    OversightRequests(Territories territories, Clock clock) {
        this.territories = territories;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Period.PARIS);
    }

    /** The twelve months until today unless the request says otherwise. */
    Period period(String from, String to) {
        LocalDate last = day(to, "au", today());
        LocalDate first = day(from, "du", last.minusYears(1).plusDays(1));
        if (last.isBefore(first)) {
            throw bad("La période est à l’envers\u00a0: son dernier jour précède le premier.");
        }
        if (first.isBefore(last.minusYears(LONGEST_YEARS))) {
            throw bad("La période a " + LONGEST_YEARS + " ans au plus.");
        }
        return new Period(first, last);
    }

    private static LocalDate day(String text, String which, LocalDate otherwise) {
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            LocalDate day = LocalDate.parse(text.strip());
            if (day.getYear() >= 1900 && day.getYear() <= 2999) {
                return day;
            }
        } catch (DateTimeException e) {
            throw bad("La date «\u00a0" + which + "\u00a0» n’est pas valable\u00a0: écrivez-la AAAA-MM-JJ.");
        }
        throw bad("La date «\u00a0" + which + "\u00a0» n’est pas valable\u00a0: choisissez-la entre 1900 et 2999.");
    }

    @Nullable
    String region(String code) {
        if (code.isBlank()) {
            return null;
        }
        return territories
                .region(code.strip())
                .orElseThrow(() -> bad("Cette région n’existe pas\u00a0: choisissez-la dans la liste."))
                .code();
    }

    @Nullable
    DossierStage stage(String code) {
        if (code.isBlank()) {
            return null;
        }
        return Arrays.stream(DossierStage.values())
                .filter(stage -> stage.code().equals(code.strip()))
                .findFirst()
                .orElseThrow(() -> bad("Cette étape n’existe pas\u00a0: choisissez-la dans la liste."));
    }

    /** As on the page of the dossiers: those of the label unless the request says otherwise. */
    @Nullable
    Boolean test(String kind) {
        return switch (kind.strip()) {
            case "" -> false;
            case "test" -> true;
            case "tous" -> null;
            default -> throw bad("Choisissez les dossiers du label, de test, ou les deux.");
        };
    }

    @Nullable
    Integer whole(String text, int least, int most, String otherwise) {
        if (text.isBlank()) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad(otherwise);
        }
        throw bad(otherwise);
    }

    static ErrorResponseException bad(String sentence) {
        return Watchers.problem(HttpStatus.BAD_REQUEST, "Critères refusés", sentence);
    }
}
