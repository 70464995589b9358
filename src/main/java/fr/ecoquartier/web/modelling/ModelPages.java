package fr.ecoquartier.web.modelling;

import fr.ecoquartier.access.CurrentPerson;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.BlankModel;
import fr.ecoquartier.modelling.draft.DraftRefused;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.draft.ReceivedModel;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.French;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The models, their versions, and what can be begun with them. Administrators only. */
@Controller
@RequestMapping("/modeles")
class ModelPages {

    private static final String KIND = "{kind:processus|decision|formulaire}";

    private final ModelCatalogue catalogue;
    private final ModelDrafts drafts;
    private final ModelSources sources;
    private final CurrentPerson current;
    private final French french;

    ModelPages(
            ModelCatalogue catalogue, ModelDrafts drafts, ModelSources sources, CurrentPerson current, French french) {
        this.catalogue = catalogue;
        this.drafts = drafts;
        this.sources = sources;
        this.current = current;
        this.french = french;
    }

    /**
     * A line of the list.
     *
     * @param running instances on any version
     */
    record Row(ModelVersion latest, long running, List<ModelDraft> drafts) {}

    /** The models of one kind. */
    record Section(ModelKind kind, String heading, List<Row> rows) {}

    @GetMapping
    String list(Model model) {
        List<ModelDraft> open = drafts.open();
        List<ModelVersion> latest = catalogue.latest();
        model.addAttribute(
                "sections",
                List.of(
                        section(ModelKind.PROCESS, "Processus", latest, open),
                        section(ModelKind.DECISION, "Tables de décision", latest, open),
                        section(ModelKind.FORM, "Formulaires", latest, open)));
        model.addAttribute("open", open);
        model.addAttribute("kinds", ModelKind.values());
        return "modelling/index";
    }

    private Section section(ModelKind kind, String heading, List<ModelVersion> latest, List<ModelDraft> open) {
        return new Section(
                kind,
                heading,
                latest.stream()
                        .filter(version -> version.kind() == kind)
                        .map(version -> new Row(
                                version,
                                kind == ModelKind.PROCESS
                                        ? catalogue.versions(kind, version.key()).stream()
                                                .mapToLong(ModelVersion::running)
                                                .sum()
                                        : 0,
                                open.stream()
                                        .filter(draft -> draft.kind() == kind
                                                && draft.key().equals(version.key()))
                                        .toList()))
                        .toList());
    }

    @GetMapping("/" + KIND + "/{key}")
    String versions(@PathVariable String kind, @PathVariable String key, Model model) {
        ModelKind found = ModelKind.ofCode(kind).orElseThrow(NoSuchModel::new);
        List<ModelVersion> versions = catalogue.versions(found, key);
        List<ModelDraft> all = drafts.of(found, key);
        if (versions.isEmpty() && all.isEmpty()) {
            throw new NoSuchModel();
        }
        model.addAttribute("kind", found);
        model.addAttribute("key", key);
        model.addAttribute("name", versions.isEmpty() ? key : versions.get(0).name());
        model.addAttribute("versions", versions);
        model.addAttribute("drafts", all);
        model.addAttribute("sides", sides(versions, all));
        return "modelling/model";
    }

    /** Something to compare, for a list to choose from. */
    record Side(String ref, String label) {}

    private List<Side> sides(List<ModelVersion> versions, List<ModelDraft> all) {
        List<Side> sides = new ArrayList<>();
        all.stream()
                .filter(ModelDraft::open)
                .forEach(draft -> sides.add(new Side(
                        ModelSources.ref(draft),
                        Wording.typeset("Brouillon « " + draft.title() + " », révision " + draft.revision()))));
        versions.forEach(version -> sides.add(new Side(
                ModelSources.ref(version),
                "Version " + version.version() + " du " + french.date(version.deployedAt())
                        + (version.latest() ? " (en service)" : ""))));
        return sides;
    }

    @GetMapping("/" + KIND + "/{key}/versions/{version}")
    String version(@PathVariable String kind, @PathVariable String key, @PathVariable int version, Model model) {
        ModelVersion found = ModelKind.ofCode(kind)
                .flatMap(known -> catalogue.version(known, key, version))
                .orElseThrow(NoSuchModel::new);
        return view(
                model,
                sources.find(ModelSources.ref(found)).orElseThrow(NoSuchModel::new),
                found.name(),
                "/modeles/" + kind + "/" + key,
                "/modeles/" + kind + "/" + key + "/versions/" + version + "/brouillon");
    }

    @GetMapping("/brouillons/{id}/revisions/{revision}")
    String revision(@PathVariable long id, @PathVariable int revision, Model model) {
        ModelDraft draft = drafts.find(id).orElseThrow(NoSuchModel::new);
        return view(
                model,
                sources.find("brouillon:" + id + ":" + revision).orElseThrow(NoSuchModel::new),
                draft.title(),
                "/modeles/brouillons/" + id + "/historique",
                "/modeles/brouillons/" + id + "/revisions/" + revision + "/brouillon");
    }

    private static String view(Model model, ModelSources.Source source, String name, String back, String newDraft) {
        model.addAttribute("source", source);
        model.addAttribute("name", name);
        model.addAttribute("back", back);
        model.addAttribute("newDraft", newDraft);
        return "modelling/view";
    }

    /** Exactly the file of a version or of a revision, for Camunda Modeler or another editor. */
    @GetMapping("/fichier")
    ResponseEntity<byte[]> file(@RequestParam("de") String ref) {
        ModelSources.Source source = sources.find(ref).orElseThrow(NoSuchModel::new);
        return Downloads.of(
                source.content().getBytes(StandardCharsets.UTF_8),
                source.kind() == ModelKind.FORM ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_XML,
                source.fileName());
    }

    @PostMapping("/" + KIND + "/{key}/versions/{version}/brouillon")
    String fromVersion(@PathVariable String kind, @PathVariable String key, @PathVariable int version) {
        ModelVersion found = ModelKind.ofCode(kind)
                .flatMap(known -> catalogue.version(known, key, version))
                .orElseThrow(NoSuchModel::new);
        String content = catalogue.content(found.kind(), key, version).orElseThrow(NoSuchModel::new);
        ModelDraft draft = drafts.create(
                found.kind(),
                key,
                found.resource(),
                title(found.name() + " – à partir de la version " + version),
                version,
                content,
                author());
        return editor(draft);
    }

    @PostMapping("/brouillons/{id}/revisions/{revision}/brouillon")
    String fromRevision(@PathVariable long id, @PathVariable int revision) {
        ModelDraft from = drafts.find(id).orElseThrow(NoSuchModel::new);
        String content = drafts.content(id, revision).orElseThrow(NoSuchModel::new);
        ModelDraft draft = drafts.create(
                from.kind(),
                from.key(),
                from.resource(),
                title(from.title() + " – reprise de la révision " + revision),
                from.baseVersion(),
                content,
                author());
        return editor(draft);
    }

    @PostMapping("/brouillons")
    String create(
            @RequestParam("type") String code,
            @RequestParam(name = "identifiant", defaultValue = "") String key,
            @RequestParam(name = "nom", defaultValue = "") String name,
            Model model,
            HttpServletResponse response) {
        ModelKind kind = ModelKind.ofCode(code).orElseThrow(NoSuchModel::new);
        Optional<String> problem = ModelNames.problem(kind, key.strip(), name.strip(), catalogue, drafts);
        if (problem.isPresent()) {
            model.addAttribute("typedKind", kind.code());
            model.addAttribute("typedKey", key);
            model.addAttribute("typedName", name);
            return refused(model, response, "nouveau", problem.get());
        }
        return editor(drafts.create(
                kind,
                key.strip(),
                BlankModel.resource(kind, key.strip()),
                name.strip(),
                null,
                BlankModel.of(kind, key.strip(), name.strip()),
                author()));
    }

    /** A file from elsewhere becomes a draft, also when it needs repair; one that is dangerous or too large does not. */
    @PostMapping("/import")
    String importFile(
            @RequestParam(name = "fichier", required = false) MultipartFile file,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        if (file == null
                || file.getOriginalFilename() == null
                || file.getOriginalFilename().isBlank()) {
            return refused(model, response, "import", "Choisissez un fichier .bpmn, .dmn ou .form.");
        }
        try {
            ReceivedModel received = ReceivedModel.read(plainName(file), bytes(file));
            // a file does not say which version it began with: whoever approves sees its difference from the one in
            // service
            Optional<ModelVersion> inService =
                    catalogue.versions(received.kind(), received.key()).stream().findFirst();
            ModelDraft draft = drafts.create(
                    received.kind(),
                    received.key(),
                    inService
                            .map(ModelVersion::resource)
                            .orElseGet(() -> BlankModel.resource(received.kind(), received.key())),
                    title(received.name() + " – import du fichier " + plainName(file)),
                    inService.map(ModelVersion::version).orElse(null),
                    received.content(),
                    author());
            said(received, plainName(file), flash);
            return editor(draft);
        } catch (DraftRefused e) {
            return refused(model, response, "import", e.getMessage());
        }
    }

    static void said(ReceivedModel received, String fileName, RedirectAttributes flash) {
        if (received.problems().isEmpty()) {
            flash.addFlashAttribute("success", Wording.typeset("Le fichier « " + fileName + " » est importé."));
        } else {
            flash.addFlashAttribute(
                    "warning",
                    Wording.typeset(
                            "Le fichier « " + fileName + " » est gardé dans ce brouillon, mais il est à corriger : "
                                    + received.problems().get(0).message() + " "
                                    + received.problems().get(0).advice()));
        }
    }

    /** At most one byte more than is accepted: enough to tell that it is too large. */
    static byte[] bytes(MultipartFile file) {
        try (var in = file.getInputStream()) {
            return in.readNBytes(ModelDraft.LONGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of the name, without what a name has no use for. */
    static String plainName(MultipartFile file) {
        String name = String.valueOf(file.getOriginalFilename());
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.length() > 100 ? last.substring(last.length() - 100) : last;
    }

    private String refused(Model model, HttpServletResponse response, String where, String message) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        model.addAttribute("errorField", where);
        model.addAttribute("errorMessage", Wording.typeset(message));
        return list(model);
    }

    @GetMapping("/differences")
    String difference(@RequestParam("avant") String before, @RequestParam("apres") String after, Model model) {
        ModelSources.Source left = sources.find(before).orElseThrow(NoSuchModel::new);
        ModelSources.Source right = sources.find(after).orElseThrow(NoSuchModel::new);
        if (left.kind() != right.kind()) {
            throw new NoSuchModel();
        }
        List<ModelVersion> versions = catalogue.versions(right.kind(), right.key());
        List<Side> sides = new ArrayList<>(sides(versions, drafts.of(right.kind(), right.key())));
        for (ModelSources.Source side : Arrays.asList(left, right)) {
            if (sides.stream().noneMatch(known -> known.ref().equals(side.ref()))) {
                sides.add(new Side(side.ref(), Wording.typeset(side.label())));
            }
        }
        model.addAttribute("before", left);
        model.addAttribute("after", right);
        model.addAttribute("sides", sides);
        model.addAttribute(
                "name", versions.isEmpty() ? right.key() : versions.get(0).name());
        return "modelling/difference";
    }

    private static String title(String wanted) {
        return wanted.length() > ModelNames.LONGEST_TITLE ? wanted.substring(0, ModelNames.LONGEST_TITLE) : wanted;
    }

    private static String editor(ModelDraft draft) {
        return "redirect:/modeles/brouillons/" + draft.id();
    }

    private Author author() {
        return new Author(current.get().id(), current.get().name());
    }
}
