package fr.ecoquartier.notification;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.act.DocumentIssued;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.correspondence.MessagePosted;
import fr.ecoquartier.correspondence.Side;
import fr.ecoquartier.dossier.CorrectionRequested;
import fr.ecoquartier.dossier.DecisionTaken;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.StageAbandoned;
import fr.ecoquartier.dossier.TaskAssigned;
import fr.ecoquartier.dossier.TaskOpened;
import fr.ecoquartier.dossier.TasksReminded;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Turns what happens to a dossier into announcements, in the transaction in which it happens. */
@Component
class DossierEvents {

    /** The task that answers a correction request is told of by the request itself. */
    private static final String ANSWER = "answer.*Correction";

    private final Announcements announcements;
    private final Dossiers dossiers;
    private final CurrentPerson people;

    DossierEvents(Announcements announcements, Dossiers dossiers, CurrentPerson people) {
        this.announcements = announcements;
        this.dossiers = dossiers;
        this.people = people;
    }

    @EventListener
    void opened(TaskOpened event) {
        OpenTask task = event.task();
        if (!task.step().matches(ANSWER)) {
            announceTask(task, "open");
        }
    }

    @EventListener
    void assigned(TaskAssigned event) {
        OpenTask task = event.task();
        // who takes a task needs not be told of it
        if (people.find().map(Person::id).filter(task.assignee()::equals).isEmpty()) {
            announceTask(task, task.assignee());
        }
    }

    private void announceTask(OpenTask task, String whom) {
        DossierSummary dossier = dossiers.get(task.reference());
        announcements.announce(
                "task:" + task.taskId() + ":" + whom,
                NoticeKind.TASK,
                task.reference(),
                task.taskId(),
                holders(task, dossier),
                new Content(
                                "À faire\u00a0: " + task.name(),
                                about(dossier),
                                "/taches/" + task.taskId(),
                                "Ouvrir la tâche")
                        .and("Échéance", task.dueAt() == null ? null : Lines.date(task.dueAt())));
    }

    /** Whoever holds the task, else everybody of its group, in the territory of the dossier. */
    private static Audience holders(OpenTask task, DossierSummary dossier) {
        Role role = Role.ofGroup(task.role()).orElse(null);
        if (task.assignee() != null) {
            return Audience.of(dossier, List.of(task.assignee()), role);
        }
        // experts and partners have the tasks that name them, and no others
        return role == null || role == Role.EXPERT || role == Role.PARTNER
                ? Audience.of(dossier)
                : Audience.of(dossier, role);
    }

    @EventListener
    void reminded(TasksReminded event) {
        DossierSummary dossier = dossiers.get(event.reference());
        for (OpenTask task : event.tasks()) {
            announcements.announce(
                    "reminder:" + event.effect() + ":" + task.taskId(),
                    NoticeKind.REMINDER,
                    event.reference(),
                    task.taskId(),
                    holders(task, dossier),
                    new Content(
                                    "Rappel\u00a0: " + task.name(),
                                    about(dossier),
                                    "/taches/" + task.taskId(),
                                    "Ouvrir la tâche")
                            .and("À faire avant le", task.dueAt() == null ? null : Lines.date(task.dueAt())));
        }
    }

    @EventListener
    void correctionAsked(CorrectionRequested event) {
        DossierSummary dossier = dossiers.get(event.step().reference());
        announcements.announce(
                "correction:" + event.step().effect(),
                NoticeKind.CORRECTION,
                dossier.reference(),
                null,
                Audience.of(dossier, Role.AUTHORITY),
                new Content("Complément demandé", about(dossier), "~", "Voir ce qui est attendu")
                        .and("Réponse attendue avant le", event.dueOn() == null ? null : Lines.date(event.dueOn()))
                        .quoting("Ce qui est demandé", event.request()));
    }

    @EventListener
    void decided(DecisionTaken event) {
        DossierSummary dossier = dossiers.get(event.step().reference());
        if (dossier.test()) {
            return;
        }
        NewDecision decision = event.decision();
        announcements.announce(
                "decision:" + event.step().effect(),
                NoticeKind.DECISION,
                dossier.reference(),
                null,
                Audience.of(dossier, Role.AUTHORITY, Role.DREAL, Role.CARRIER)
                        .but(event.actor().id()),
                new Content(
                                "Décision\u00a0: " + decision.outcomeLabel(),
                                about(dossier),
                                "/dossiers/" + dossier.reference(),
                                "Voir le dossier")
                        .and("Conditions", decision.conditions())
                        .and(
                                "Réexamen au plus tard le",
                                decision.deferredUntil() == null ? null : Lines.date(decision.deferredUntil()))
                        .quoting("Motif", decision.reason()));
    }

    @EventListener
    void abandoned(StageAbandoned event) {
        DossierSummary dossier = dossiers.get(event.step().reference());
        announcements.announce(
                "abandoned:" + event.step().effect(),
                NoticeKind.DEADLINE,
                dossier.reference(),
                null,
                Audience.of(dossier, Role.AUTHORITY, Role.DREAL),
                new Content("Délai dépassé\u00a0: dossier abandonné", about(dossier), "~", "Voir le dossier")
                        .and("Non fait dans le délai", event.taskName()));
    }

    /** The text stays in the application: a thread is confidential, and a mailbox may be shared. */
    @EventListener
    void written(MessagePosted event) {
        DossierSummary dossier = dossiers.get(event.reference());
        Audience audience = event.side() == Side.AUTHORITY
                ? Audience.of(dossier, Role.DREAL, Role.CARRIER)
                : Audience.of(dossier, Role.AUTHORITY);
        announcements.announce(
                "message:" + event.messageId(),
                NoticeKind.MESSAGE,
                event.reference(),
                null,
                audience.but(event.authorId()),
                new Content("Nouveau message", about(dossier), "~/echanges", "Lire le message")
                        .and("De", event.authorName()));
    }

    @EventListener
    void issued(DocumentIssued event) {
        IssuedDocument document = event.document();
        DossierSummary dossier = dossiers.get(document.reference());
        // who signs has a task; opinions are read once the decision is taken, which is told by itself
        if (document.toSign() || document.kind() == DocumentKind.OPINIONS || dossier.test()) {
            return;
        }
        boolean corrected = document.correctionReason() != null;
        announcements.announce(
                "document:" + document.id(),
                NoticeKind.DOCUMENT,
                document.reference(),
                null,
                document.kind().sealed()
                        ? Audience.of(dossier, Role.AUTHORITY, Role.DREAL)
                        : Audience.of(dossier, Role.AUTHORITY),
                new Content(
                                (corrected ? "Document corrigé\u00a0: " : "Nouveau document\u00a0: ")
                                        + document.kind().label(),
                                about(dossier),
                                "~/documents",
                                "Voir les documents")
                        .and("Document", document.title())
                        .and("Motif de la correction", document.correctionReason()));
    }

    static List<Content.Fact> about(DossierSummary dossier) {
        List<Content.Fact> facts = new ArrayList<>();
        facts.add(new Content.Fact("Dossier", dossier.reference()));
        facts.add(new Content.Fact("Opération", dossier.operation()));
        facts.add(new Content.Fact("Collectivité", dossier.authorityName()));
        return facts;
    }
}
