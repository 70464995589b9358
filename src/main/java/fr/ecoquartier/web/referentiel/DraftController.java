package fr.ecoquartier.web.referentiel;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftAside;
import fr.ecoquartier.referentiel.DraftChanged;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftEdit;
import fr.ecoquartier.referentiel.DraftElement;
import fr.ecoquartier.referentiel.DraftElement.Kind;
import fr.ecoquartier.referentiel.DraftExample;
import fr.ecoquartier.referentiel.DraftMerge;
import fr.ecoquartier.referentiel.DraftProblem;
import fr.ecoquartier.referentiel.DraftRefused;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.French;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A draft of the référentiel: one element is edited at a time, whatever is typed is kept. */
@Controller
@RequestMapping("/referentiel/brouillons/{id}")
class DraftController {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int LONGEST = 4000;

    private static final Map<Kind, List<String>> FIELDS = Map.of(
            Kind.VERSION, List.of("version", "label", "contexts"),
            Kind.INPUT, List.of("code", "label", "unit", "min", "max", "integer", "required", "atMost"),
            Kind.DIMENSION, List.of("code", "label"),
            Kind.COMMITMENT, List.of("code", "label", "parent"),
            Kind.INDICATOR,
                    List.of(
                            "code",
                            "label",
                            "unit",
                            "decimals",
                            "formula",
                            "appliesWhen",
                            "better",
                            "mandatory",
                            "parent"));
    private static final Set<String> BOXES = Set.of("integer", "required", "mandatory");

    private final Referentiels referentiels;
    private final ReferentielDrafts drafts;
    private final ReferentielRights rights;
    private final French french;

    DraftController(Referentiels referentiels, ReferentielDrafts drafts, ReferentielRights rights, French french) {
        this.referentiels = referentiels;
        this.drafts = drafts;
        this.rights = rights;
        this.french = french;
    }

    @ModelAttribute
    void readers() {
        rights.mustRead();
    }

    @GetMapping
    String edit(@PathVariable long id, @RequestParam(name = "element", defaultValue = "0") int key, Model model) {
        Draft draft = draft(id);
        Map<Integer, DraftElement> elements = drafts.elements(draft.content());
        DraftElement element = elements.get(key);
        if (element == null) {
            throw new NoSuchReferentiel();
        }
        List<DraftProblem> problems = drafts.problems(id);
        model.addAttribute("page", DraftPage.of(draft, rights.writes() && draft.open(), element, elements, problems));
        model.addAttribute("asides", drafts.asides(id));
        if (element.kind() == Kind.INDICATOR) {
            DraftExample example = drafts.example(id);
            model.addAttribute("trial", IndicatorTrial.of(draft.content(), element.key(), example, false, List.of()));
        }
        return "referentiel/draft";
    }

    @PostMapping("/elements/{key}")
    String save(
            @PathVariable long id,
            @PathVariable int key,
            @RequestParam("revision") int revision,
            @RequestParam Map<String, String> form,
            RedirectAttributes flash) {
        rights.mustWrite();
        DraftElement element = drafts.elements(content(id, revision)).get(key);
        if (element == null) {
            throw new NoSuchReferentiel();
        }
        Map<String, String> fields = fields(element.kind(), form);
        return act(id, revision, new DraftEdit.Change(key, fields), key, "Enregistré.", flash);
    }

    /** The fields of an element as typed; a box that is not ticked is not sent. */
    static Map<String, String> fields(Kind kind, Map<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : FIELDS.get(kind)) {
            if (BOXES.contains(field)) {
                fields.put(field, String.valueOf("true".equals(form.get(field))));
            } else if (form.containsKey(field)) {
                fields.put(field, clean(form.get(field)));
            }
        }
        if (kind == Kind.INDICATOR) {
            form.forEach((field, value) -> {
                if (field.matches("thresholds\\.[A-Za-z]{1,40}\\.(minimum|target)")) {
                    fields.put(field, clean(value));
                }
            });
        }
        return fields;
    }

    private static String clean(String typed) {
        String text = CONTROL.matcher(typed).replaceAll(" ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    @PostMapping("/elements")
    String add(
            @PathVariable long id,
            @RequestParam("revision") int revision,
            @RequestParam("type") Kind kind,
            @RequestParam(name = "dans", defaultValue = "0") int parent,
            RedirectAttributes flash) {
        rights.mustWrite();
        int key = content(id, revision).nextKey();
        return act(id, revision, new DraftEdit.Add(kind, parent), key, kind.label() + " : ajout enregistré.", flash);
    }

    @PostMapping("/elements/{key}/suppression")
    String remove(
            @PathVariable long id,
            @PathVariable int key,
            @RequestParam("revision") int revision,
            RedirectAttributes flash) {
        rights.mustWrite();
        DraftElement element = drafts.elements(content(id, revision)).get(key);
        int next = element == null ? 0 : element.parent();
        return act(
                id,
                revision,
                new DraftEdit.Remove(key),
                next,
                "Suppression enregistrée ; l’historique permet d’y revenir.",
                flash);
    }

    @PostMapping("/elements/{key}/deplacement")
    String move(
            @PathVariable long id,
            @PathVariable int key,
            @RequestParam("revision") int revision,
            @RequestParam("sens") String direction,
            RedirectAttributes flash) {
        rights.mustWrite();
        return act(
                id, revision, new DraftEdit.Move(key, "haut".equals(direction)), key, "Déplacement enregistré.", flash);
    }

    private String act(long id, int revision, DraftEdit edit, int next, String done, RedirectAttributes flash) {
        draft(id);
        try {
            drafts.edit(id, revision, edit, rights.author());
            flash.addFlashAttribute("success", Wording.typeset(done));
        } catch (DraftChanged e) {
            flash.addFlashAttribute("warning", changed(e));
            return "redirect:/referentiel/brouillons/" + id + "/saisies/" + e.aside();
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        } catch (NoSuchElementException e) {
            throw new NoSuchReferentiel();
        }
        return "redirect:/referentiel/brouillons/" + id + (next == 0 ? "" : "?element=" + next);
    }

    private String changed(DraftChanged e) {
        return Wording.typeset(e.changedBy().name() + " (" + e.changedBy().role() + ") a enregistré ce brouillon le "
                + french.dateTime(e.changedAt())
                + ", pendant que vous le modifiiez. Rien n’est perdu : votre saisie est gardée à part, comparez et"
                + " choisissez ci-dessous.");
    }

    @GetMapping("/saisies/{aside}")
    String aside(@PathVariable long id, @PathVariable long aside, Model model) {
        Draft draft = draft(id);
        DraftAside kept = kept(id, aside);
        DraftMerge merge = drafts.merge(kept);
        model.addAttribute("draft", draft);
        model.addAttribute("aside", kept);
        model.addAttribute("merge", merge);
        model.addAttribute("writable", rights.writes() && draft.open() && !kept.settled());
        return "referentiel/aside";
    }

    @PostMapping("/saisies/{aside}/fusion")
    String merge(
            @PathVariable long id,
            @PathVariable long aside,
            @RequestParam("revision") int revision,
            @RequestParam Map<String, String> form,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        rights.mustWrite();
        DraftAside kept = kept(id, aside);
        Set<String> accepted = new HashSet<>();
        Set<String> undecided = new HashSet<>();
        for (DraftMerge.Line line : drafts.merge(kept).lines()) {
            String choice = form.getOrDefault("choix." + line.id(), "");
            if (choice.equals("saisie")) {
                accepted.add(line.id());
            } else if (!choice.equals("enregistre")) {
                undecided.add(line.id());
            }
        }
        if (!undecided.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("undecided", undecided);
            model.addAttribute("chosen", form);
            return aside(id, aside, model);
        }
        try {
            drafts.merge(aside, revision, accepted, rights.author());
            flash.addFlashAttribute("success", "Les deux saisies sont fusionnées.");
            return "redirect:/referentiel/brouillons/" + id;
        } catch (DraftChanged e) {
            flash.addFlashAttribute("warning", changed(e));
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return "redirect:/referentiel/brouillons/" + id + "/saisies/" + aside;
    }

    @PostMapping("/saisies/{aside}/brouillon")
    String asNewDraft(
            @PathVariable long id,
            @PathVariable long aside,
            @RequestParam(name = "titre", defaultValue = "") String title,
            RedirectAttributes flash) {
        rights.mustWrite();
        kept(id, aside);
        String refusal = ReferentielController.titleRefusal(title);
        if (!refusal.isEmpty()) {
            flash.addFlashAttribute("failure", refusal);
            return "redirect:/referentiel/brouillons/" + id + "/saisies/" + aside;
        }
        try {
            Draft draft = drafts.asNewDraft(aside, title.strip(), rights.author());
            flash.addFlashAttribute("success", "Votre saisie est devenue un nouveau brouillon.");
            return "redirect:/referentiel/brouillons/" + draft.id();
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
            return "redirect:/referentiel/brouillons/" + id;
        }
    }

    @PostMapping("/saisies/{aside}/abandon")
    String drop(@PathVariable long id, @PathVariable long aside, RedirectAttributes flash) {
        rights.mustWrite();
        kept(id, aside);
        try {
            drafts.drop(aside, rights.author());
            flash.addFlashAttribute("success", "La saisie gardée à part est écartée.");
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return "redirect:/referentiel/brouillons/" + id;
    }

    @GetMapping("/differences")
    String differences(@PathVariable long id, Model model) {
        model.addAttribute("draft", draft(id));
        model.addAttribute("inForce", referentiels.inForce());
        model.addAttribute("difference", drafts.difference(id));
        return "referentiel/differences";
    }

    @GetMapping("/historique")
    String history(@PathVariable long id, Model model) {
        Draft draft = draft(id);
        model.addAttribute("draft", draft);
        model.addAttribute("revisions", drafts.revisions(id));
        model.addAttribute("writable", rights.writes() && draft.open());
        return "referentiel/history";
    }

    @GetMapping("/historique/{revision}")
    String revision(@PathVariable long id, @PathVariable int revision, Model model) {
        Draft draft = draft(id);
        model.addAttribute("draft", draft);
        model.addAttribute("revision", revision);
        model.addAttribute("writable", rights.writes() && draft.open() && revision < draft.revision());
        model.addAttribute("difference", ReferentielDrafts.difference(content(id, revision), draft.content()));
        return "referentiel/revision";
    }

    @PostMapping("/historique/{revision}/retour")
    String restore(
            @PathVariable long id,
            @PathVariable int revision,
            @RequestParam("revision") int expected,
            RedirectAttributes flash) {
        rights.mustWrite();
        content(id, revision);
        try {
            drafts.restore(id, expected, revision, rights.author());
            flash.addFlashAttribute("success", "Le brouillon est revenu à la révision " + revision + ".");
        } catch (DraftChanged e) {
            flash.addFlashAttribute("warning", changed(e));
            return "redirect:/referentiel/brouillons/" + id + "/saisies/" + e.aside();
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return "redirect:/referentiel/brouillons/" + id;
    }

    @GetMapping("/adoption")
    String adoption(@PathVariable long id, Model model) {
        return adoption(id, null, "", model);
    }

    private String adoption(long id, String typedName, String message, Model model) {
        Draft draft = draft(id);
        model.addAttribute("draft", draft);
        model.addAttribute("problems", drafts.problems(id));
        model.addAttribute("difference", drafts.difference(id));
        model.addAttribute("inForce", referentiels.inForce());
        model.addAttribute("imposed", referentiels.imposed().orElse(null));
        model.addAttribute("asides", drafts.asides(id));
        model.addAttribute("name", typedName == null ? draft.content().version() : typedName);
        model.addAttribute("refusal", message);
        model.addAttribute(
                "objection", drafts.objection(draft).map(Wording::typeset).orElse(null));
        model.addAttribute("adopts", rights.adopts() && draft.open());
        return "referentiel/adoption";
    }

    @PostMapping("/adoption")
    String adopt(
            @PathVariable long id,
            @RequestParam("revision") int revision,
            @RequestParam(name = "nom", defaultValue = "") String name,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        rights.mustAdopt();
        Draft draft = draft(id);
        if (draft.revision() != revision) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return adoption(
                    id,
                    name,
                    Wording.typeset(draft.changedBy().name() + " a modifié le brouillon le "
                            + french.dateTime(draft.changedAt())
                            + ", après l’ouverture de cette page : relisez-le avant de l’adopter."),
                    model);
        }
        try {
            Referentiel adopted = drafts.adopt(id, name.strip(), rights.author());
            flash.addFlashAttribute(
                    "success",
                    Wording.typeset(
                            "La version « " + adopted.version()
                                    + " » est adoptée. Elle ne change plus ; les nouveaux dossiers la prennent dès maintenant."));
            return "redirect:/referentiel/versions/" + adopted.version();
        } catch (DraftRefused e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("adoptionProblems", e.problems());
            return adoption(id, name, e.getMessage(), model);
        }
    }

    @PostMapping("/abandon")
    String discard(@PathVariable long id, RedirectAttributes flash) {
        rights.mustWrite();
        draft(id);
        try {
            drafts.discard(id, rights.author());
            flash.addFlashAttribute("success", "Le brouillon est abandonné ; il reste consultable.");
        } catch (DraftRefused e) {
            flash.addFlashAttribute("failure", e.getMessage());
        }
        return "redirect:/referentiel";
    }

    @GetMapping("/yaml")
    ResponseEntity<String> yaml(@PathVariable long id) {
        draft(id);
        return ReferentielController.yaml(drafts.exportYaml(id), "referentiel-brouillon-" + id + ".yaml");
    }

    private Draft draft(long id) {
        return drafts.find(id).orElseThrow(NoSuchReferentiel::new);
    }

    private DraftContent content(long id, int revision) {
        try {
            return drafts.content(id, revision);
        } catch (NoSuchElementException e) {
            throw new NoSuchReferentiel();
        }
    }

    private DraftAside kept(long id, long aside) {
        return drafts.aside(aside).filter(kept -> kept.draft() == id).orElseThrow(NoSuchReferentiel::new);
    }
}
