package fr.ecoquartier.web.space;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.AuthorityTasks;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierPage;
import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.dossier.VersionMoves;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The space of a local authority: what is expected of it, its dossiers, and what it may do with them. */
@Controller
@RequestMapping("/collectivite")
class SpaceController {

    private static final int MAX_DOSSIERS = 200;
    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 4000;
    private static final int MAX_POLLS = 30;

    /** A task of the dashboard with the dossier it belongs to; {@code draftAt} is null without a draft. */
    record TaskLine(OpenTask task, DossierSummary dossier, Instant draftAt) {}

    /** A faulty field of a form, for the summary and beside the field. */
    record Problem(String field, String message) {}

    private final VisibleDossiers visible;
    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final OpenTasks openTasks;
    private final AuthorityTasks tasks;
    private final LabelProcess process;
    private final Territories territories;
    private final Referentiels referentiels;
    private final VersionMoves versionMoves;

    SpaceController(
            VisibleDossiers visible,
            Dossiers dossiers,
            DossierFigures figures,
            OpenTasks openTasks,
            AuthorityTasks tasks,
            LabelProcess process,
            Territories territories,
            Referentiels referentiels,
            VersionMoves versionMoves) {
        this.visible = visible;
        this.dossiers = dossiers;
        this.figures = figures;
        this.openTasks = openTasks;
        this.tasks = tasks;
        this.process = process;
        this.territories = territories;
        this.referentiels = referentiels;
        this.versionMoves = versionMoves;
    }

    @GetMapping
    String dashboard(Model model) {
        Person person = visible.person();
        List<DossierSummary> own = own(person);
        Map<String, DossierSummary> byReference =
                own.stream().collect(Collectors.toMap(DossierSummary::reference, Function.identity()));
        model.addAttribute("authorities", authorities(person));
        model.addAttribute("dossiers", own);
        model.addAttribute(
                "tasks",
                tasks.of(person.authorities()).stream()
                        .filter(task -> byReference.containsKey(task.reference())
                                && !byReference.get(task.reference()).suspended())
                        .map(task -> line(task, byReference.get(task.reference())))
                        .toList());
        model.addAttribute("stages", List.of(DossierStage.values()).subList(0, 5));
        model.addAttribute("versionMoves", versionMoves.toRead(person.authorities()));
        return "space/dashboard";
    }

    private TaskLine line(OpenTask task, DossierSummary dossier) {
        return new TaskLine(
                task,
                dossier,
                figures.draft(task.reference(), task.step())
                        .map(draft -> draft.savedAt())
                        .orElse(null));
    }

    private List<DossierSummary> own(Person person) {
        if (person.authorities().isEmpty()) {
            return List.of();
        }
        DossierPage page = dossiers.search(
                DossierQuery.first(MAX_DOSSIERS), new Scope(false, Set.of(), person.authorities(), Set.of()));
        return page.dossiers();
    }

    private List<Authority> authorities(Person person) {
        return person.authorities().stream()
                .sorted()
                .map(territories::authority)
                .flatMap(Optional::stream)
                .toList();
    }

    // opening

    @GetMapping("/dossiers/nouveau")
    String opening(Model model) {
        return openingForm(model, "", "", "", List.of());
    }

    private String openingForm(
            Model model, String authority, String operation, String context, List<Problem> problems) {
        model.addAttribute("authorities", authorities(visible.person()));
        model.addAttribute("contexts", referentiels.inForce().contexts());
        model.addAttribute("authority", authority);
        model.addAttribute("operation", operation);
        model.addAttribute("chosen", context);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "faulty", problems.stream().collect(Collectors.toMap(Problem::field, Problem::message, (a, b) -> a)));
        return "space/open";
    }

    @PostMapping("/dossiers")
    String open(
            @RequestParam(defaultValue = "") String collectivite,
            @RequestParam(defaultValue = "") String operation,
            @RequestParam(defaultValue = "") String contexte,
            Model model,
            RedirectAttributes flash) {
        List<Problem> problems = new ArrayList<>();
        String name = operation.strip();
        if (!visible.person().authorities().contains(collectivite)) {
            problems.add(new Problem("collectivite", "Choisissez votre collectivité."));
        }
        if (name.length() < 3 || name.length() > 200) {
            problems.add(new Problem("operation", "Donnez le nom de l’opération, de 3 à 200 caractères."));
        }
        if (!referentiels.inForce().contexts().contains(contexte)) {
            problems.add(new Problem("contexte", "Choisissez le contexte de l’opération."));
        }
        if (!problems.isEmpty()) {
            return openingForm(model, collectivite, operation, contexte, problems);
        }
        String reference;
        try {
            reference = process.open(new NewDossier(collectivite, name, contexte, false), visible.actor());
        } catch (NotPossible refusal) {
            return openingForm(
                    model,
                    collectivite,
                    operation,
                    contexte,
                    List.of(new Problem("collectivite", refusal.getMessage())));
        }
        flash.addFlashAttribute("success", "Votre dossier est ouvert sous la référence " + reference + ".");
        return "redirect:/collectivite/dossiers/" + reference;
    }

    // one dossier

    @GetMapping("/dossiers/{reference}")
    String dossier(@PathVariable String reference, Model model) {
        return show(visible.ownedBy(reference), model);
    }

    private String show(DossierSummary dossier, Model model) {
        describe(dossier, model);
        model.addAttribute(
                "versionMoves",
                versionMoves.toRead(Set.of(dossier.authorityCode())).stream()
                        .filter(move -> move.reference().equals(dossier.reference()))
                        .toList());
        model.addAttribute("poll", poll(dossier, 0));
        model.addAttribute(
                "finishable",
                dossier.status() == DossierStatus.CONTRACT_SIGNED
                        && !dossier.test()
                        && !dossier.suspended()
                        && dossier.stage() != DossierStage.AWARD);
        model.addAttribute(
                "deferred",
                dossier.status() == DossierStatus.DEFERRED
                        && !dossier.test()
                        && dossier.stage() != DossierStage.CONFIRMATION);
        model.addAttribute("reopenable", dossier.status() == DossierStatus.ABANDONED && !dossier.test());
        model.addAttribute("withdrawable", !dossier.status().terminal() && !dossier.suspended());
        return "space/dossier";
    }

    private void describe(DossierSummary dossier, Model model) {
        List<OpenTask> open = dossier.suspended() ? List.of() : openTasks.of(dossier.reference());
        model.addAttribute("dossier", dossier);
        model.addAttribute(
                "mine",
                open.stream()
                        .filter(SpaceController::ours)
                        .map(task -> line(task, dossier))
                        .toList());
        model.addAttribute("others", open.stream().filter(task -> !ours(task)).toList());
        model.addAttribute("stages", List.of(DossierStage.values()).subList(0, 5));
    }

    private static boolean ours(OpenTask task) {
        return "authority".equals(task.role());
    }

    /** After something was sent: what happens next and by when. */
    @GetMapping("/dossiers/{reference}/suite")
    String next(@PathVariable String reference, Model model) {
        DossierSummary dossier = visible.ownedBy(reference);
        describe(dossier, model);
        model.addAttribute(
                "versionMoves",
                versionMoves.toRead(Set.of(dossier.authorityCode())).stream()
                        .filter(move -> move.reference().equals(dossier.reference()))
                        .toList());
        model.addAttribute("poll", poll(dossier, 0));
        return "space/next";
    }

    /** What is expected now, asked again while the engine still works. */
    @GetMapping("/dossiers/{reference}/attendu")
    String expected(@PathVariable String reference, @RequestParam(defaultValue = "1") int essai, Model model) {
        DossierSummary dossier = visible.ownedBy(reference);
        describe(dossier, model);
        model.addAttribute("poll", poll(dossier, essai));
        return "space/next :: next";
    }

    /** The number of the next attempt; null when something is open, or nothing is to come, or it takes too long. */
    private Integer poll(DossierSummary dossier, int attempt) {
        String reference = dossier.reference();
        boolean resting = switch (dossier.status()) {
            case CONTRACT_SIGNED, LABELLED, DEFERRED ->
                dossiers.stages(reference).stream().allMatch(period -> period.leftAt() != null);
            default -> dossier.status().terminal() || dossier.suspended();
        };
        boolean working = !resting && openTasks.of(reference).isEmpty();
        return working && attempt < MAX_POLLS ? attempt + 1 : null;
    }

    // what the authority may do outside its tasks

    private interface Action {
        void on(Actor actor) throws NotPossible;
    }

    @GetMapping("/dossiers/{reference}/desistement")
    String withdrawal(@PathVariable String reference, Model model) {
        return reasonForm(model, visible.ownedBy(reference), Ask.WITHDRAWAL, "", null);
    }

    @PostMapping("/dossiers/{reference}/desistement")
    String withdraw(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        return act(
                reference,
                motif,
                Ask.WITHDRAWAL,
                model,
                flash,
                actor -> process.withdraw(reference, motif.strip(), actor));
    }

    @GetMapping("/dossiers/{reference}/reouverture")
    String reopening(@PathVariable String reference, Model model) {
        return reasonForm(model, visible.ownedBy(reference), Ask.REOPENING, "", null);
    }

    @PostMapping("/dossiers/{reference}/reouverture")
    String reopen(
            @PathVariable String reference,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        return act(
                reference,
                motif,
                Ask.REOPENING,
                model,
                flash,
                actor -> process.reopen(reference, motif.strip(), actor));
    }

    @PostMapping("/dossiers/{reference}/achevement")
    String finished(@PathVariable String reference, RedirectAttributes flash) {
        visible.ownedBy(reference);
        return done(
                reference,
                flash,
                "L’opération est déclarée achevée : la demande de label commence.",
                actor -> process.declareFinished(reference, actor));
    }

    @PostMapping("/dossiers/{reference}/conditions-levees")
    String conditionsMet(@PathVariable String reference, RedirectAttributes flash) {
        visible.ownedBy(reference);
        return done(
                reference,
                flash,
                "Votre déclaration est enregistrée : le dossier est réexaminé sans attendre la date prévue.",
                actor -> process.declareConditionsMet(reference, actor));
    }

    private String act(String reference, String motif, Ask ask, Model model, RedirectAttributes flash, Action action) {
        DossierSummary dossier = visible.ownedBy(reference);
        int length = motif.strip().length();
        if (length < MIN_REASON || length > MAX_REASON) {
            return reasonForm(
                    model,
                    dossier,
                    ask,
                    motif,
                    "Indiquez le motif, en %d caractères au moins et %d au plus.".formatted(MIN_REASON, MAX_REASON));
        }
        return done(reference, flash, ask.done, action);
    }

    private String done(String reference, RedirectAttributes flash, String sentence, Action action) {
        try {
            action.on(visible.actor());
            flash.addFlashAttribute("success", sentence);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/collectivite/dossiers/" + reference;
    }

    private String reasonForm(Model model, DossierSummary dossier, Ask ask, String reason, String error) {
        model.addAttribute("dossier", dossier);
        model.addAttribute("ask", ask);
        model.addAttribute("reason", reason);
        model.addAttribute("error", error);
        return "space/reason";
    }

    /** What is asked with a reason; the texts of its page. */
    enum Ask {
        WITHDRAWAL(
                "desistement",
                "Se désister",
                "Votre demande s’arrête et toutes les tâches en cours sont annulées. Le dossier reste consultable, mais il ne peut pas être rouvert : il faudra en ouvrir un autre.",
                "Je me désiste",
                true,
                "Votre désistement est enregistré. Le dossier reste consultable."),
        REOPENING(
                "reouverture",
                "Rouvrir le dossier",
                "Le dossier reprend au début de l’étape où il a été clos ; ce que vous avez déjà envoyé est conservé.",
                "Rouvrir le dossier",
                false,
                "Le dossier est rouvert.");

        public final String path;
        public final String title;
        public final String explanation;
        public final String button;
        public final boolean danger;
        final String done;

        Ask(String path, String title, String explanation, String button, boolean danger, String done) {
            this.path = path;
            this.title = title;
            this.explanation = explanation;
            this.button = button;
            this.danger = danger;
            this.done = done;
        }
    }
}
