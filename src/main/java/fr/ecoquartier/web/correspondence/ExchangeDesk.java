package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.correspondence.CorrectionSteps;
import fr.ecoquartier.correspondence.KeptText;
import fr.ecoquartier.correspondence.Message;
import fr.ecoquartier.correspondence.Messages;
import fr.ecoquartier.correspondence.PrivateNotes;
import fr.ecoquartier.correspondence.TextKind;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts the page of exchanges together for one person; the notes only for a reviewer's page. */
@Component
class ExchangeDesk {

    private static final int PAGE = 50;

    /** A message as this person sees it. */
    record Line(Message message, boolean mine, boolean fresh) {}

    /**
     * A thread or the notes with the box to write in.
     *
     * @param key of the next message
     * @param typed what the box holds
     * @param problem what was wrong with what was sent
     * @param older id before which older lines are, null when all are shown
     */
    record Board(
            List<Line> lines,
            @Nullable Long older,
            UUID key,
            String typed,
            @Nullable KeptText draft,
            @Nullable String problem,
            boolean sent) {}

    private final Messages messages;
    private final PrivateNotes notes;
    private final Seats seats;
    private final Rounds rounds;
    private final OpenTasks tasks;
    private final CorrectionSteps steps;
    private final TextChoices texts;

    ExchangeDesk(
            Messages messages,
            PrivateNotes notes,
            Seats seats,
            Rounds rounds,
            OpenTasks tasks,
            CorrectionSteps steps,
            TextChoices texts) {
        this.messages = messages;
        this.notes = notes;
        this.seats = seats;
        this.rounds = rounds;
        this.tasks = tasks;
        this.steps = steps;
        this.texts = texts;
    }

    /** What both sides see. */
    void common(DossierSummary dossier, boolean authority, boolean writes, Model model) {
        model.addAttribute("dossier", dossier);
        model.addAttribute("authority", authority);
        model.addAttribute(
                "base", (authority ? "/collectivite" : "") + "/dossiers/" + dossier.reference() + "/echanges");
        model.addAttribute("writes", writes);
        model.addAttribute("longest", Messages.LONGEST);
        model.addAttribute("history", rounds.of(dossier.reference()));
    }

    /** The step of the authority that answers the open request, if any. */
    @Nullable
    OpenTask answering(DossierSummary dossier) {
        return tasks.of(dossier.reference()).stream()
                .filter(task -> Role.AUTHORITY.group().equals(task.role())
                        && task.step().startsWith("answer")
                        && task.step().endsWith("Correction"))
                .findFirst()
                .orElse(null);
    }

    /** The open tasks for which this person may prepare a request. */
    List<OpenTask> preparing(DossierSummary dossier, Person person) {
        return tasks.of(dossier.reference()).stream()
                .filter(task -> steps.asks(task.process(), task.step()) && seats.prepares(dossier, person, task))
                .toList();
    }

    void textsFor(DossierSummary dossier, Person person, Model model) {
        model.addAttribute("texts", texts.of(dossier, person, TextKind.MESSAGE));
    }

    /** The thread, which is then read. */
    Board thread(DossierSummary dossier, Person person, long before) {
        String reference = dossier.reference();
        return board(
                messages.of(reference, before, PAGE + 1),
                messages.lastRead(reference, person.id()),
                person,
                messages.draft(reference, person.id()),
                last -> messages.read(reference, person.id(), last));
    }

    /** The notes that this reviewer may read now, which are then read. */
    Board notes(DossierSummary dossier, Person person, long before) {
        String reference = dossier.reference();
        List<Message> lines = new ArrayList<>(notes.of(reference, before, PAGE + 1));
        if (seats.opinionAwaited(dossier, person)) {
            lines.removeIf(note -> Role.EXPERT.label().equals(note.authorRole())
                    && !note.authorId().equals(person.id()));
        }
        return board(
                lines,
                notes.lastRead(reference, person.id()),
                person,
                notes.draft(reference, person.id()),
                last -> notes.read(reference, person.id(), last));
    }

    /** As after a refusal: what was sent stays in the box. */
    static Board refused(Board board, UUID key, String typed, String problem) {
        return new Board(board.lines(), board.older(), key, typed, board.draft(), problem, false);
    }

    static Board sent(Board board) {
        return new Board(board.lines(), board.older(), board.key(), board.typed(), board.draft(), null, true);
    }

    private static Board board(List<Message> found, long lastRead, Person person, KeptText draft, LongConsumer read) {
        List<Message> shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        if (!shown.isEmpty()) {
            read.accept(shown.get(0).id());
        }
        return new Board(
                shown.stream()
                        .map(message -> new Line(
                                message,
                                message.authorId().equals(person.id()),
                                message.id() > lastRead && !message.authorId().equals(person.id())))
                        .toList(),
                found.size() > PAGE ? shown.get(PAGE - 1).id() : null,
                UUID.randomUUID(),
                draft.text(),
                draft.savedAt() == null ? null : draft,
                null,
                false);
    }
}
