package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Adoption;
import fr.ecoquartier.referentiel.Difference;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftProblem;
import fr.ecoquartier.referentiel.DraftRefused;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The versions of the référentiel and the drafts of the next one. */
@Controller
@RequestMapping("/referentiel")
class ReferentielController {

    private static final int TITLE = 120;
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");
    private static final String DRAFT = "brouillon-";

    private final Referentiels referentiels;
    private final ReferentielDrafts drafts;
    private final ReferentielRights rights;

    ReferentielController(Referentiels referentiels, ReferentielDrafts drafts, ReferentielRights rights) {
        this.referentiels = referentiels;
        this.drafts = drafts;
        this.rights = rights;
    }

    /** A line of the list of versions; {@code adoption} is its last one, or null. */
    record VersionRow(Referentiel version, boolean inForce, Adoption adoption) {}

    /** What can be compared: a version or a draft. */
    record Side(String id, String label, DraftContent content) {}

    /** An input as people read it. */
    record InputRow(String code, String label, String unit, String range, String kind, String atMost) {}

    /** An indicator as people read it. */
    record IndicatorRow(Referentiel.Indicator indicator, String unit, List<String> bounds) {}

    @ModelAttribute
    void readers() {
        rights.mustRead();
    }

    @GetMapping
    String list(Model model) {
        return list(model, "", "", List.of());
    }

    private String list(Model model, String field, String message, List<DraftProblem> problems) {
        String inForce = referentiels.inForce().version();
        List<Adoption> adoptions = referentiels.adoptions();
        Map<String, Adoption> last = new LinkedHashMap<>();
        adoptions.forEach(adoption -> last.putIfAbsent(adoption.version(), adoption));
        List<VersionRow> versions = new ArrayList<>();
        referentiels
                .versions()
                .forEach(version -> versions.add(
                        new VersionRow(version, version.version().equals(inForce), last.get(version.version()))));
        Collections.reverse(versions);
        List<Draft> all = drafts.all();
        model.addAttribute("versions", versions);
        model.addAttribute("adoptions", adoptions);
        model.addAttribute("imposed", referentiels.imposed().orElse(null));
        model.addAttribute("open", all.stream().filter(Draft::open).toList());
        model.addAttribute("closed", all.stream().filter(d -> !d.open()).toList());
        model.addAttribute("inForce", inForce);
        model.addAttribute("errorField", field);
        model.addAttribute("errorMessage", message);
        model.addAttribute("fileProblems", problems);
        return "referentiel/index";
    }

    @PostMapping("/brouillons")
    String create(
            @RequestParam(name = "depuis", defaultValue = "") String from,
            @RequestParam(name = "titre", defaultValue = "") String title,
            HttpServletResponse response,
            Model model) {
        rights.mustWrite();
        model.addAttribute("typedTitle", title);
        model.addAttribute("typedFrom", from);
        if (referentiels.find(from).isEmpty()) {
            return refused(model, response, "depuis", "Choisissez la version de départ.", List.of());
        }
        String refusal = titleRefusal(title);
        if (!refusal.isEmpty()) {
            return refused(model, response, "titre", refusal, List.of());
        }
        return "redirect:/referentiel/brouillons/"
                + drafts.create(from, title.strip(), rights.author()).id();
    }

    @PostMapping("/import")
    String importYaml(
            @RequestParam(name = "fichier", required = false) MultipartFile file,
            @RequestParam(name = "titreImport", defaultValue = "") String title,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        rights.mustWrite();
        model.addAttribute("typedImportTitle", title);
        if (file == null || file.isEmpty()) {
            return refused(model, response, "fichier", "Choisissez un fichier YAML.", List.of());
        }
        String name = fileName(file);
        String draftTitle = title.isBlank() ? "Import de " + name : title.strip();
        String refusal = titleRefusal(draftTitle);
        if (!refusal.isEmpty()) {
            return refused(model, response, "titreImport", refusal, List.of());
        }
        try {
            Draft draft = drafts.importYaml(name, file.getBytes(), draftTitle, rights.author());
            flash.addFlashAttribute("success", Wording.typeset("Le fichier « " + name + " » est importé."));
            return "redirect:/referentiel/brouillons/" + draft.id();
        } catch (DraftRefused e) {
            return refused(model, response, "fichier", e.getMessage(), e.problems());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String refused(
            Model model, HttpServletResponse response, String field, String message, List<DraftProblem> problems) {
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return list(model, field, message, problems);
    }

    static String titleRefusal(String title) {
        return title.chars().anyMatch(Character::isISOControl) || title.isBlank()
                ? "Donnez un titre au brouillon."
                : title.strip().length() > TITLE ? "Un titre a " + TITLE + " caractères au plus." : "";
    }

    /** The last part of the name, without what a name has no use for. */
    private static String fileName(MultipartFile file) {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.isEmpty() ? "référentiel.yaml" : last.length() > 100 ? last.substring(0, 100) : last;
    }

    @GetMapping("/versions/{version}")
    String version(@PathVariable String version, Model model) {
        Referentiel referentiel = referentiels.find(version).orElseThrow(NoSuchReferentiel::new);
        model.addAttribute("version", referentiel);
        model.addAttribute("inForce", referentiels.inForce().version());
        model.addAttribute("imposed", referentiels.imposed().orElse(null));
        model.addAttribute(
                "adoptions",
                referentiels.adoptions().stream()
                        .filter(adoption -> adoption.version().equals(version))
                        .toList());
        model.addAttribute(
                "contexts",
                referentiel.contexts().stream().map(Referentiel::contextLabel).toList());
        model.addAttribute("inputs", inputs(referentiel));
        Map<String, List<IndicatorRow>> rows = new LinkedHashMap<>();
        referentiel
                .commitments()
                .forEach(commitment -> rows.put(
                        commitment.code(),
                        commitment.indicators().stream()
                                .map(indicator -> row(indicator, referentiel.contexts()))
                                .toList()));
        model.addAttribute("rows", rows);
        return "referentiel/version";
    }

    private static List<InputRow> inputs(Referentiel referentiel) {
        return referentiel.inputs().values().stream()
                .map(input -> new InputRow(
                        input.code(),
                        input.label(),
                        UnitLabels.french(input.unit()),
                        "de " + Decimals.french(input.min()) + " à " + Decimals.french(input.max()),
                        (input.integer() ? "nombre entier" : "nombre") + (input.required() ? ", indispensable" : ""),
                        input.atMost() == null ? "" : input.atMost()))
                .toList();
    }

    private static IndicatorRow row(Referentiel.Indicator indicator, List<String> contexts) {
        String sign = indicator.lowerIsBetter() ? "≤\u00a0" : "≥\u00a0";
        List<String> bounds = contexts.stream()
                .map(indicator.thresholds()::get)
                .map(t -> sign + Decimals.french(t.minimum()) + " / " + sign + Decimals.french(t.target()))
                .toList();
        return new IndicatorRow(indicator, UnitLabels.french(indicator.unit()), bounds);
    }

    @GetMapping("/versions/{version}/yaml")
    ResponseEntity<String> versionYaml(@PathVariable String version) {
        return yaml(referentiels.text(version).orElseThrow(NoSuchReferentiel::new), "referentiel-" + version + ".yaml");
    }

    static ResponseEntity<String> yaml(String text, String name) {
        return ResponseEntity.ok()
                .contentType(YAML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(text);
    }

    @PostMapping("/versions/{version}/vigueur")
    String putInForce(@PathVariable String version, RedirectAttributes flash) {
        rights.mustAdopt();
        referentiels.find(version).orElseThrow(NoSuchReferentiel::new);
        try {
            drafts.putInForce(version, rights.author());
            flash.addFlashAttribute("success", adopted(version));
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return "redirect:/referentiel";
    }

    private String adopted(String version) {
        return Wording.typeset(
                "La version « " + version + " » est adoptée : "
                        + referentiels
                                .imposed()
                                .map(imposed -> "la configuration impose toutefois la version « " + imposed
                                        + " » pour les nouveaux dossiers.")
                                .orElse(
                                        "les nouveaux dossiers la prennent dès maintenant, les dossiers en cours gardent la leur."));
    }

    @GetMapping("/comparaison")
    String comparison(
            @RequestParam(name = "de", defaultValue = "") String before,
            @RequestParam(name = "a", defaultValue = "") String after,
            Model model) {
        List<Side> sides = sides();
        String inForce = referentiels.inForce().version();
        Side from = side(sides, before, inForce);
        Side to = side(sides, after, sides.get(0).id());
        Difference difference = ReferentielDrafts.difference(from.content(), to.content());
        model.addAttribute("sides", sides);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("difference", difference);
        return "referentiel/comparison";
    }

    /** Drafts that are being written, then versions, the newest first. */
    private List<Side> sides() {
        List<Side> sides = new ArrayList<>();
        drafts.open()
                .forEach(draft -> sides.add(new Side(
                        DRAFT + draft.id(), Wording.typeset("Brouillon « " + draft.title() + " »"), draft.content())));
        List<Side> versions = new ArrayList<>();
        referentiels
                .versions()
                .forEach(version -> versions.add(new Side(
                        version.version(),
                        "Version " + version.version() + " (" + version.label() + ")",
                        DraftContent.of(version))));
        Collections.reverse(versions);
        sides.addAll(versions);
        return sides;
    }

    private static Side side(List<Side> sides, String asked, String otherwise) {
        String id = asked.isBlank() ? otherwise : asked;
        return sides.stream().filter(side -> side.id().equals(id)).findFirst().orElseThrow(NoSuchReferentiel::new);
    }
}
