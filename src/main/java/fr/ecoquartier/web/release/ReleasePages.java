package fr.ecoquartier.web.release;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.AlreadyDecided;
import fr.ecoquartier.modelling.release.DeployedVersion;
import fr.ecoquartier.modelling.release.DeploymentFailed;
import fr.ecoquartier.modelling.release.JournalLine;
import fr.ecoquartier.modelling.release.NotReleasable;
import fr.ecoquartier.modelling.release.OwnRelease;
import fr.ecoquartier.modelling.release.Release;
import fr.ecoquartier.modelling.release.ReleasedDraft;
import fr.ecoquartier.modelling.release.Releases;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Models put into service: asked for, decided, told. Administrators only. */
@Controller
@RequestMapping("/modeles")
class ReleasePages {

    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 2000;
    private static final List<String> TITLES = List.of(
            "Mise en service",
            "Le",
            "Événement",
            "Par",
            "Motif ou résultat",
            "Origine",
            "Modèles",
            "Demandée par",
            "Décidée par");

    private final Releases releases;
    private final ModelDrafts drafts;
    private final ModelCatalogue catalogue;
    private final StaffDirectory staff;
    private final CurrentPerson current;

    ReleasePages(
            Releases releases,
            ModelDrafts drafts,
            ModelCatalogue catalogue,
            StaffDirectory staff,
            CurrentPerson current) {
        this.releases = releases;
        this.drafts = drafts;
        this.catalogue = catalogue;
        this.staff = staff;
        this.current = current;
    }

    /** A file of a release. */
    record FileRow(String name, boolean carried) {}

    /** A model that a release changes, with its two sides for the page of differences. */
    record Change(
            String label,
            String what,
            @Nullable String before,
            @Nullable String after) {}

    @GetMapping("/livraisons")
    String list(Model model) {
        List<Release> all = releases.journal();
        model.addAttribute("open", all.stream().filter(Release::open).toList());
        model.addAttribute(
                "closed", all.stream().filter(release -> !release.open()).toList());
        model.addAttribute("me", current.get().id());
        admins(model);
        return "release/index";
    }

    @GetMapping("/livraisons/journal.csv")
    ResponseEntity<byte[]> csv() {
        Map<Long, Release> all =
                releases.journal().stream().collect(Collectors.toMap(Release::id, Function.identity()));
        List<List<?>> rows = new ArrayList<>();
        for (JournalLine line : releases.lines()) {
            Release release = all.get(line.release());
            rows.add(Arrays.asList(
                    line.release(),
                    CsvMoment.of(line.at()),
                    line.kind().label(),
                    line.actor().name(),
                    line.note(),
                    release.origin().label(),
                    models(release),
                    release.author().name(),
                    release.decidedBy() == null ? null : release.decidedBy().name()));
        }
        return Downloads.of(
                Sheets.csv(TITLES, rows), Downloads.CSV, "journal-des-modeles-" + LocalDate.now(French.ZONE) + ".csv");
    }

    private static String models(Release release) {
        return release.versions().isEmpty()
                ? release.drafts().stream().map(ReleasedDraft::key).collect(Collectors.joining(", "))
                : release.versions().stream()
                        .filter(version -> !version.carried())
                        .map(version -> version.key() + " version " + version.version())
                        .collect(Collectors.joining(", "));
    }

    @GetMapping("/livraisons/nouvelle")
    String prepare(@RequestParam(name = "brouillons", required = false) @Nullable List<Long> ids, Model model) {
        return prepared(ids == null ? List.of() : ids, "", model);
    }

    private String prepared(List<Long> ids, String reason, Model model) {
        if (ids.stream().anyMatch(id -> id == null || drafts.find(id).isEmpty())) {
            throw new NoSuchRelease();
        }
        Releases.Preview preview = ids.isEmpty() ? null : releases.preview(ids);
        List<ModelDraft> open = drafts.open();
        model.addAttribute("chosen", Set.copyOf(ids));
        model.addAttribute("ids", ids);
        model.addAttribute("open", open);
        model.addAttribute("reason", reason);
        if (preview != null) {
            model.addAttribute("releasable", preview.releasable());
            findings(model, preview.findings());
            model.addAttribute("files", files(preview.files(), preview.drafts()));
            model.addAttribute("changes", changes(preview.drafts(), List.of()));
        }
        admins(model);
        return "release/request";
    }

    @PostMapping("/livraisons")
    String request(
            @RequestParam(name = "brouillons", required = false) @Nullable List<Long> ids,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            @RequestParam(name = "accepte", defaultValue = "false") boolean accepted,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        List<Long> chosen = ids == null ? List.of() : ids;
        String page = prepared(chosen, reason, model);
        if (chosen.isEmpty()) {
            return refused(model, response, page, "brouillonsError", "Cochez au moins un brouillon.");
        }
        String problem = reasonProblem(reason);
        if (problem != null) {
            return refused(model, response, page, "reasonError", problem);
        }
        if (Boolean.TRUE.equals(model.getAttribute("mustAccept")) && !accepted) {
            return refused(
                    model,
                    response,
                    page,
                    "acceptError",
                    "Cochez la case : les points à vérifier sont écrits au journal avec votre nom.");
        }
        try {
            Release release = releases.request(chosen, reason.strip(), author());
            flash.addFlashAttribute(
                    "success",
                    release.open()
                            ? "La mise en service est demandée. Une autre personne administratrice doit maintenant"
                                    + " l’approuver."
                            : "La mise en service est faite.");
            return "redirect:/modeles/livraisons/" + release.id();
        } catch (NotReleasable e) {
            findings(model, e.findings());
            model.addAttribute("releasable", false);
            return refused(model, response, page, "failure", e.getMessage());
        } catch (DeploymentFailed e) {
            return refused(model, response, page, "failure", failed(e));
        }
    }

    @GetMapping("/livraisons/{id:\\d+}")
    String release(@PathVariable long id, Model model) {
        return shown(id, "", model);
    }

    private String shown(long id, String reason, Model model) {
        Release release = releases.find(id).orElseThrow(NoSuchRelease::new);
        model.addAttribute("release", release);
        model.addAttribute("own", release.author().id().equals(current.get().id()));
        model.addAttribute("approval", releases.needsApproval());
        model.addAttribute("files", files(release.files(), release.drafts()));
        model.addAttribute("changes", changes(release.drafts(), release.versions()));
        model.addAttribute("lines", releases.lines(id));
        model.addAttribute("reason", reason);
        model.addAttribute(
                "migratable",
                release.versions().stream()
                        .filter(version ->
                                version.kind() == ModelKind.PROCESS && !version.carried() && version.before() != null)
                        .toList());
        model.addAttribute("process", release.drafts().stream().anyMatch(draft -> draft.kind() == ModelKind.PROCESS));
        if (release.open()) {
            List<Finding> now = releases.now(release);
            model.addAttribute("releasable", now.stream().noneMatch(finding -> finding.severity() == Severity.ERROR));
            findings(model, now);
        } else {
            List<Finding> accepted = releases.acceptedAtApproval(id);
            findings(model, accepted.isEmpty() ? release.findings() : accepted);
        }
        admins(model);
        return "release/release";
    }

    @PostMapping("/livraisons/{id:\\d+}/approuver")
    String approve(
            @PathVariable long id,
            @RequestParam("revision") int revision,
            @RequestParam(name = "accepte", defaultValue = "false") boolean accepted,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        Release before = releases.find(id).orElseThrow(NoSuchRelease::new);
        if (before.open() && !accepted && mustAccept(releases.now(before))) {
            return refused(
                    model,
                    response,
                    shown(id, "", model),
                    "acceptError",
                    "Cochez la case : les points à vérifier sont écrits au journal avec votre nom.");
        }
        return decided(
                id,
                model,
                response,
                flash,
                "Approuvé : les nouvelles versions sont en service.",
                "",
                () -> releases.approve(id, revision, author()));
    }

    @PostMapping("/livraisons/{id:\\d+}/refuser")
    String refuse(
            @PathVariable long id,
            @RequestParam("revision") int revision,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        String problem = reasonProblem(reason);
        if (problem != null) {
            return refused(model, response, shown(id, reason, model), "reasonError", problem);
        }
        return decided(
                id,
                model,
                response,
                flash,
                "La demande est refusée ; les brouillons restent ouverts.",
                reason,
                () -> releases.refuse(id, revision, reason.strip(), author()));
    }

    @PostMapping("/livraisons/{id:\\d+}/retirer")
    String withdraw(
            @PathVariable long id,
            @RequestParam("revision") int revision,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        String problem = reasonProblem(reason);
        if (problem != null) {
            return refused(model, response, shown(id, reason, model), "reasonError", problem);
        }
        return decided(
                id,
                model,
                response,
                flash,
                "La demande est retirée ; les brouillons restent ouverts.",
                reason,
                () -> releases.withdraw(id, revision, reason.strip(), author()));
    }

    private interface Decision {
        Release make() throws NotReleasable, AlreadyDecided, OwnRelease;
    }

    private String decided(
            long id,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash,
            String done,
            String reason,
            Decision decision) {
        try {
            releases.find(id).orElseThrow(NoSuchRelease::new);
            decision.make();
            flash.addFlashAttribute("success", Wording.typeset(done));
            return "redirect:/modeles/livraisons/" + id;
        } catch (AlreadyDecided e) {
            response.setStatus(HttpStatus.CONFLICT.value());
            String page = shown(id, reason, model);
            model.addAttribute("failure", Wording.typeset(e.getMessage()));
            return page;
        } catch (NotReleasable e) {
            String page = shown(id, reason, model);
            findings(model, e.findings());
            model.addAttribute("releasable", false);
            return refused(model, response, page, "failure", e.getMessage());
        } catch (OwnRelease e) {
            return refused(model, response, shown(id, reason, model), "failure", e.getMessage());
        } catch (DeploymentFailed e) {
            return refused(model, response, shown(id, reason, model), "failure", failed(e));
        }
    }

    private static String failed(DeploymentFailed e) {
        return "Le moteur a refusé la mise en service ; rien n’a changé, les versions en service le restent. "
                + e.getMessage();
    }

    @GetMapping("/{kind:processus|decision|formulaire}/{key}/retour")
    String back(
            @PathVariable String kind, @PathVariable String key, @RequestParam("version") int version, Model model) {
        return backTo(kind, key, version, "", model);
    }

    private String backTo(String kindCode, String key, int version, String reason, Model model) {
        ModelKind kind = ModelKind.ofCode(kindCode).orElseThrow(NoSuchRelease::new);
        ModelVersion wanted = catalogue.version(kind, key, version).orElseThrow(NoSuchRelease::new);
        ModelVersion latest = catalogue.versions(kind, key).get(0);
        model.addAttribute("wanted", wanted);
        model.addAttribute("latest", latest);
        model.addAttribute("kind", kind);
        model.addAttribute("reason", reason);
        model.addAttribute("before", ref(kind, key, latest.version()));
        model.addAttribute("after", ref(kind, key, version));
        return "release/back";
    }

    @PostMapping("/{kind:processus|decision|formulaire}/{key}/retour")
    String goBack(
            @PathVariable String kind,
            @PathVariable String key,
            @RequestParam("version") int version,
            @RequestParam(name = "motif", defaultValue = "") String reason,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        String page = backTo(kind, key, version, reason, model);
        String problem = reasonProblem(reason);
        if (problem != null) {
            return refused(model, response, page, "reasonError", problem);
        }
        try {
            Release release = releases.rollBack(
                    ModelKind.ofCode(kind).orElseThrow(NoSuchRelease::new), key, version, reason.strip(), author());
            flash.addFlashAttribute(
                    "success",
                    Wording.typeset("Le contenu de la version " + version
                            + " est de nouveau en service : les prochaines instances le suivent."));
            return "redirect:/modeles/livraisons/" + release.id();
        } catch (NotReleasable e) {
            findings(model, e.findings());
            return refused(model, response, page, "failure", e.getMessage());
        } catch (DeploymentFailed e) {
            return refused(model, response, page, "failure", failed(e));
        }
    }

    private String refused(Model model, HttpServletResponse response, String page, String where, String message) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute(where, Wording.typeset(message));
        return page;
    }

    private static @Nullable String reasonProblem(String reason) {
        int length = reason.strip().length();
        if (length < SHORTEST_REASON) {
            return "Donnez un motif de quelques mots : il est écrit au journal.";
        }
        return length > LONGEST_REASON ? "Le motif dépasse 2 000 signes." : null;
    }

    private static boolean mustAccept(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.WARNING);
    }

    private void findings(Model model, List<Finding> findings) {
        model.addAttribute("findings", FindingView.of(findings));
        model.addAttribute("mustAccept", mustAccept(findings));
    }

    private static List<FileRow> files(List<ModelFile> files, List<ReleasedDraft> drafts) {
        Set<String> own = drafts.stream().map(ReleasedDraft::resource).collect(Collectors.toSet());
        return files.stream()
                .map(file -> new FileRow(file.name(), !own.isEmpty() && !own.contains(file.name())))
                .toList();
    }

    private List<Change> changes(List<ReleasedDraft> chosen, List<DeployedVersion> versions) {
        if (!versions.isEmpty()) {
            return versions.stream()
                    .filter(version -> !version.carried())
                    .map(version -> new Change(
                            version.kind().label() + " " + version.key(),
                            version.before() == null
                                    ? "Première version"
                                    : "Version " + version.before() + " → version " + version.version(),
                            version.before() == null ? null : ref(version.kind(), version.key(), version.before()),
                            ref(version.kind(), version.key(), version.version())))
                    .toList();
        }
        return chosen.stream()
                .map(draft -> {
                    ModelVersion latest = catalogue.versions(draft.kind(), draft.key()).stream()
                            .findFirst()
                            .orElse(null);
                    return new Change(
                            draft.kind().label() + " " + draft.key(),
                            Wording.typeset("Brouillon « " + draft.title() + " », révision " + draft.revision()
                                    + (latest == null ? ", nouveau modèle" : ", après la version " + latest.version())),
                            latest == null ? null : ref(draft.kind(), draft.key(), latest.version()),
                            "brouillon:" + draft.draft() + ":" + draft.revision());
                })
                .toList();
    }

    private static String ref(ModelKind kind, String key, int version) {
        return "version:" + kind.code() + ":" + key + ":" + version;
    }

    /** Nobody could approve: said where it is asked. */
    private void admins(Model model) {
        boolean alone = releases.needsApproval() && staff.withRole(Role.ADMIN).size() < 2;
        model.addAttribute("alone", alone);
        model.addAttribute("approval", releases.needsApproval());
    }

    private Author author() {
        return new Author(current.get().id(), current.get().name());
    }
}
