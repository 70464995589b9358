package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.OutcomeLabels;
import fr.ecoquartier.web.French;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the portfolio of managers asks for in an address beyond the fields of the search: a task, due dates, something that
 * happened. What cannot be understood is said, and finds nothing rather than everything.
 */
final class DossierCriteria {

    private static final Pattern EVENT = Pattern.compile("ouverture|sortie-([A-Za-z]+)(?:-([A-Za-z]+))?");
    private static final Pattern TASK = Pattern.compile("([A-Za-z_][\\w.-]*):([A-Za-z_][\\w.-]*)");

    /** Meets nothing: no task has such a key. */
    private static final String NOTHING = " ";

    private final French french = new French();
    private final BinaryOperator<String> names;
    private final List<String> sentences = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final DossierQuery.Work work;
    private final DossierQuery.@Nullable Event event;

    /** @param names French name of a step of a process */
    DossierCriteria(DossierController.Search search, BinaryOperator<String> names) {
        this.names = names;
        DossierQuery.@Nullable Event happened = event(search);
        DossierQuery.Work asked = work(search);
        this.work = problems.isEmpty() ? asked : new DossierQuery.Work(null, NOTHING, null, null, null);
        this.event = happened;
    }

    DossierQuery.Work work() {
        return work;
    }

    DossierQuery.@Nullable Event event() {
        return event;
    }

    /** What is asked beyond the fields of the form, as people read it. */
    List<String> sentences() {
        return sentences;
    }

    List<String> problems() {
        return problems;
    }

    private DossierQuery.Work work(DossierController.Search search) {
        String process = null;
        String step = null;
        if (!search.tache().isBlank()) {
            Matcher task = TASK.matcher(search.tache());
            if (task.matches()) {
                process = task.group(1);
                step = task.group(2);
                sentences.add("tâche ouverte «\u00a0" + names.apply(process, step) + "\u00a0»");
            } else {
                problems.add("Le critère «\u00a0tache\u00a0» de l’adresse n’est pas compris.");
            }
        }
        LocalDate from = day(search.echeanceDu(), "echeanceDu");
        LocalDate to = day(search.echeanceAu(), "echeanceAu");
        if (from != null || to != null) {
            sentences.add("échéance d’une tâche ouverte " + between(from, to));
        }
        return new DossierQuery.Work(
                search.role().isBlank() ? null : search.role(), process, step, start(from), end(to));
    }

    private DossierQuery.@Nullable Event event(DossierController.Search search) {
        LocalDate from = day(search.du(), "du");
        LocalDate to = day(search.au(), "au");
        if (search.evenement().isBlank()) {
            return null;
        }
        Matcher asked = EVENT.matcher(search.evenement());
        if (!asked.matches()) {
            problems.add("Le critère «\u00a0evenement\u00a0» de l’adresse n’est pas compris.");
            return null;
        }
        if (asked.group(1) == null) {
            sentences.add("dossier ouvert " + between(from, to));
            return new DossierQuery.Event(null, null, start(from), end(to));
        }
        try {
            DossierStage stage = DossierStage.of(asked.group(1));
            String outcome = asked.group(2);
            sentences.add("étape «\u00a0" + stage.label() + "\u00a0» terminée "
                    + (outcome == null ? "" : "(" + OutcomeLabels.french(outcome) + ") ") + between(from, to));
            return new DossierQuery.Event(stage, outcome, start(from), end(to));
        } catch (IllegalArgumentException e) {
            problems.add("Le critère «\u00a0evenement\u00a0» de l’adresse nomme une étape qui n’existe pas.");
            return null;
        }
    }

    private String between(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null) {
            return to == null ? "à toute date" : "jusqu’au " + french.date(to);
        }
        return to == null ? "depuis le " + french.date(from) : "du " + french.date(from) + " au " + french.date(to);
    }

    private @Nullable LocalDate day(String text, String name) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            problems.add(
                    "La date «\u00a0" + name + "\u00a0» de l’adresse n’est pas valable\u00a0: écrivez-la AAAA-MM-JJ.");
            return null;
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(French.ZONE).toInstant();
    }

    private static @Nullable Instant end(@Nullable LocalDate day) {
        return day == null ? null : day.plusDays(1).atStartOfDay(French.ZONE).toInstant();
    }
}
