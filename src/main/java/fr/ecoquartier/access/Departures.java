package fr.ecoquartier.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody leaves: their open tasks go to a receiver or back to their groups, and the account is deactivated, all at once
 * or not at all.
 */
@Service
public class Departures {

    private final HeldTasks tasks;
    private final StaffAccounts accounts;
    private final StaffDirectory staff;
    private final AccountJournal journal;

    Departures(HeldTasks tasks, StaffAccounts accounts, StaffDirectory staff, AccountJournal journal) {
        this.tasks = tasks;
        this.accounts = accounts;
        this.staff = staff;
        this.journal = journal;
    }

    /** What becomes of a task. */
    public enum Outcome {
        /** The receiver gets it. */
        RECEIVER,
        /** It goes back to its group. */
        GROUP,
        /** An awaited opinion ends as stepped down: the trio is named again. */
        STEP_DOWN,
        /** It stays where it is; somebody has to see to it. */
        STAYS
    }

    /**
     * A task and what becomes of it.
     *
     * @param why a French sentence when it does not go to the receiver
     */
    public record Line(
            HeldTasks.Held task, Outcome outcome, @Nullable String why) {}

    /** What was done. */
    public record Left(List<Line> done, List<Line> gone) {}

    /** What would become of each open task. */
    @Transactional(readOnly = true)
    public List<Line> plan(String leaving, @Nullable String receiver, boolean stepDown) {
        return tasks.of(leaving).stream()
                .map(task -> line(task, receiver, stepDown))
                .toList();
    }

    private Line line(HeldTasks.Held task, @Nullable String receiver, boolean stepDown) {
        if (task.suspended()) {
            return new Line(
                    task,
                    Outcome.STAYS,
                    "Le dossier est suspendu : rien n’y change de mains. Revenez sur cette page à sa reprise.");
        }
        if (task.opinion()) {
            return stepDown
                    ? new Line(
                            task,
                            Outcome.STEP_DOWN,
                            "Avis personnel : il ne se transmet pas. La récusation est consignée et, quand les autres avis sont rendus, le trio est à désigner de nouveau.")
                    : new Line(
                            task,
                            Outcome.STAYS,
                            "Avis personnel : il ne se transmet pas. Le trio doit être désigné de nouveau : consignez la récusation ci-dessus.");
        }
        if (task.personal() || task.groups().isEmpty()) {
            return new Line(
                    task,
                    Outcome.STAYS,
                    "Tâche attribuée nommément par le processus : elle ne se transmet pas. Une intervention sur le dossier, depuis Cockpit, doit ramener le processus avant cette désignation.");
        }
        if (receiver == null) {
            return new Line(task, Outcome.GROUP, null);
        }
        Optional<String> refusal = tasks.refusal(task.taskId(), receiver);
        return refusal.map(why -> new Line(task, Outcome.GROUP, why))
                .orElseGet(() -> new Line(task, Outcome.RECEIVER, null));
    }

    /**
     * Hands everything over and deactivates the account.
     *
     * @param receiver account of who gets what they may take; null to give everything back to the groups
     * @param stepDown awaited opinions end as stepped down
     * @throws AccountRefused with sentences for the form
     */
    @Transactional
    public Left leave(
            String leaving, @Nullable String receiver, boolean stepDown, @Nullable String typedReason, Person by) {
        String reason = AccountJournal.reason(
                typedReason, "Dites pourquoi la personne part : le motif va au journal de chaque dossier.");
        Person to = null;
        if (receiver != null) {
            if (receiver.equals(leaving)) {
                throw new AccountRefused("repreneur", "La personne qui part ne peut pas reprendre ses propres tâches.");
            }
            to = staff.active(receiver)
                    .orElseThrow(() ->
                            new AccountRefused("repreneur", "Choisissez une personne dont le compte est ouvert."));
        }
        // first: whoever may not leave hands nothing over; somebody who has left may have left something behind
        if (accounts.find(leaving).filter(member -> !member.enabled()).isEmpty()) {
            accounts.deactivate(leaving, reason, by);
        }
        List<Line> done = new ArrayList<>();
        List<Line> gone = new ArrayList<>();
        for (Line line : plan(leaving, receiver, stepDown)) {
            String taskId = line.task().taskId();
            boolean moved = switch (line.outcome()) {
                case RECEIVER -> tasks.handOver(taskId, leaving, to, reason, by);
                case GROUP -> tasks.handOver(taskId, leaving, null, reason, by);
                case STEP_DOWN -> tasks.stepDown(taskId, leaving, reason, by);
                case STAYS -> true;
            };
            (moved ? done : gone).add(line);
        }
        journal.add(leaving, by, AccountEvent.Kind.DEPARTURE, summary(done, to), reason);
        return new Left(done, gone);
    }

    private static String summary(List<Line> done, @Nullable Person to) {
        if (done.isEmpty()) {
            return "Départ : aucune tâche ouverte.";
        }
        List<String> parts = new ArrayList<>();
        part(parts, done, Outcome.RECEIVER, to == null ? "" : "confiées à " + to.name());
        part(parts, done, Outcome.GROUP, "remises au groupe");
        part(parts, done, Outcome.STEP_DOWN, "closes par récusation");
        part(parts, done, Outcome.STAYS, "restées en place");
        return "Départ. Tâches " + String.join(" ; ", parts) + ".";
    }

    private static void part(List<String> parts, List<Line> done, Outcome outcome, String words) {
        List<String> references = done.stream()
                .filter(line -> line.outcome() == outcome)
                .map(line -> line.task().reference() + " (« " + line.task().name() + " »)")
                .toList();
        if (!references.isEmpty()) {
            parts.add(words + " : " + String.join(", ", references));
        }
    }
}
