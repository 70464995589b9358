package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.pilot.rating.Ratings;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What somebody who sees a dossier is to its correspondence. Its reviewers (the regional service of its region, the
 * carrier structure, the ministry, the experts of its trios) write to the authority and among themselves. Managers and
 * administrators read the thread and no note.
 */
@Component
class Seats {

    private static final Pattern OPINION = Pattern.compile("give\\w+Opinion");

    private final Trios trios;
    private final Ratings ratings;
    private final OpenTasks tasks;

    Seats(Trios trios, Ratings ratings, OpenTasks tasks) {
        this.trios = trios;
        this.ratings = ratings;
        this.tasks = tasks;
    }

    boolean reviewer(DossierSummary dossier, Person person) {
        return person.is(Role.MINISTRY)
                || person.is(Role.CARRIER)
                || person.is(Role.DREAL) && person.regions().contains(dossier.regionCode())
                || expert(dossier, person);
    }

    private boolean expert(DossierSummary dossier, Person person) {
        return person.is(Role.EXPERT) && trios.dossiersOf(person.id()).contains(dossier.reference());
    }

    /** An evaluator of a test who still has to rate reads facts only, nobody's judgement. */
    boolean ratesAlone(DossierSummary dossier, Person person) {
        return !reviewer(dossier, person) && ratings.awaits(dossier.reference(), person.id());
    }

    /** An expert gives a personal opinion without knowing the others': until then, no note of another expert. */
    boolean opinionAwaited(DossierSummary dossier, Person person) {
        return tasks.of(dossier.reference()).stream()
                .anyMatch(task -> person.id().equals(task.assignee())
                        && OPINION.matcher(task.step()).matches());
    }

    /** Whether somebody may prepare what a task will ask the authority: who may take the task, whoever holds it. */
    boolean prepares(DossierSummary dossier, Person person, OpenTask task) {
        return Role.ofGroup(task.role())
                .filter(person::is)
                .filter(role -> role != Role.DREAL || person.regions().contains(dossier.regionCode()))
                .isPresent();
    }
}
