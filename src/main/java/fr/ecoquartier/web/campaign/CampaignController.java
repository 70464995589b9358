package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.ProcessHealth;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.CampaignTask;
import fr.ecoquartier.pilot.CampaignTasks;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.web.French;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The campaigns of tests: list, opening, overview, and what is decided about a campaign as a whole. */
@Controller
class CampaignController {

    static final int MIN_REASON = 10;
    static final int MAX_REASON = 2000;
    private static final int RECENT = 15;
    private static final DateTimeFormatter TYPED =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

    /** What was typed to open a campaign, kept as it was. */
    record Opening(String nom, String version, String jusquau, String taille, List<String> comite) {}

    /** A campaign in the list. */
    record Line(Campaign campaign, long candidates, long pilots) {}

    /** What is expected of somebody. */
    record Expected(CampaignTask task, String whom, boolean mine) {}

    private final VisibleCampaigns visible;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Samples samples;
    private final Committee committee;
    private final Pilots pilots;
    private final PilotProcess process;
    private final CampaignTasks tasks;
    private final ProcessHealth health;
    private final Referentiels referentiels;
    private final StaffDirectory staff;
    private final French fr;

    CampaignController(
            VisibleCampaigns visible,
            Campaigns campaigns,
            Candidates candidates,
            Samples samples,
            Committee committee,
            Pilots pilots,
            PilotProcess process,
            CampaignTasks tasks,
            ProcessHealth health,
            Referentiels referentiels,
            StaffDirectory staff,
            French fr) {
        this.visible = visible;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.samples = samples;
        this.committee = committee;
        this.pilots = pilots;
        this.process = process;
        this.tasks = tasks;
        this.health = health;
        this.referentiels = referentiels;
        this.staff = staff;
        this.fr = fr;
    }

    @GetMapping("/campagnes")
    String list(Model model) {
        CampaignScope scope = visible.scope();
        if (!scope.sees()) {
            throw new NoSuchCampaign();
        }
        model.addAttribute(
                "lines",
                campaigns.list().stream()
                        .map(campaign -> new Line(
                                campaign,
                                inScope(candidates.of(campaign.id()), scope).stream()
                                        .filter(candidate -> !candidate.withdrawn())
                                        .count(),
                                pilots.of(campaign.id()).stream()
                                        .filter(pilot -> scope.covers(pilot.candidate())
                                                && pilot.state() != PilotState.DROPPED_OUT)
                                        .count()))
                        .toList());
        model.addAttribute("scope", scope);
        model.addAttribute("mayDecide", visible.mayDecide());
        return "campaign/list";
    }

    private static List<Candidate> inScope(List<Candidate> all, CampaignScope scope) {
        return all.stream().filter(scope::covers).toList();
    }

    // opening

    @GetMapping("/campagnes/nouvelle")
    String opening(Model model) {
        requireMinistry();
        return openingForm(model, new Opening("", referentiels.inForce().version(), "", "12", List.of()), Map.of());
    }

    private String openingForm(Model model, Opening typed, Map<String, String> faulty) {
        model.addAttribute("typed", typed);
        model.addAttribute("faulty", faulty);
        model.addAttribute(
                "versions",
                referentiels.versions().stream().map(Referentiel::version).toList());
        model.addAttribute("partners", staff.withRole(Role.PARTNER));
        return "campaign/opening";
    }

    @PostMapping("/campagnes")
    String open(
            @RequestParam(defaultValue = "") String nom,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String jusquau,
            @RequestParam(defaultValue = "") String taille,
            @RequestParam(defaultValue = "") List<String> comite,
            Model model,
            RedirectAttributes flash) {
        requireMinistry();
        Opening typed = new Opening(nom, version, jusquau, taille, comite);
        NewCampaign campaign = new NewCampaign(nom.strip(), version, date(jusquau), size(taille), comite, false);
        Map<String, String> faulty = new LinkedHashMap<>();
        for (Campaigns.Problem problem : campaigns.problems(campaign)) {
            faulty.putIfAbsent(
                    switch (problem.field()) {
                        case "name" -> "nom";
                        case "referentiel" -> "version";
                        case "applicationsUntil" -> "jusquau";
                        default -> "taille";
                    },
                    problem.message());
        }
        Set<String> partners =
                staff.withRole(Role.PARTNER).stream().map(Person::id).collect(Collectors.toSet());
        if (!partners.containsAll(comite)) {
            faulty.put("comite", "Une personne choisie n’est plus partenaire : vérifiez la composition du comité.");
        }
        if (!faulty.isEmpty()) {
            return openingForm(model, typed, faulty);
        }
        String id;
        try {
            id = process.open(campaign, visible.actor());
        } catch (NotPossible refusal) {
            return openingForm(model, typed, Map.of("nom", refusal.getMessage()));
        }
        flash.addFlashAttribute("success", "La campagne est ouverte sous l’identifiant " + id + ".");
        return "redirect:/campagnes/" + id;
    }

    private void requireMinistry() {
        if (!visible.scope().sees()) {
            throw new NoSuchCampaign();
        }
        if (!visible.mayDecide()) {
            throw new AccessDeniedException("the ministry opens campaigns");
        }
    }

    static LocalDate date(String typed) {
        String text = typed.strip();
        try {
            return text.contains("/") ? LocalDate.parse(text, TYPED) : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static int size(String typed) {
        String text = typed.strip();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    // one campaign

    @GetMapping("/campagnes/{id}")
    @Transactional(readOnly = true)
    public String overview(@PathVariable String id, Model model) {
        Campaign campaign = visible.get(id);
        CampaignScope scope = visible.scope();
        List<Candidate> all = candidates.of(id);
        Optional<StoredSample> sample = samples.latest(id);
        List<Pilot> allPilots = pilots.of(id);
        List<CampaignTask> open = tasks.of(id);
        int comments =
                sample.map(run -> committee.comments(id, run.run()).size()).orElse(0);
        List<CampaignEntry> journal =
                new ArrayList<>(scope.allRegions() ? campaigns.journal(id) : campaigns.journal(id, scope.regions()));
        Collections.reverse(journal);
        model.addAttribute("campaign", campaign);
        model.addAttribute("scope", scope);
        model.addAttribute(
                "steps",
                CampaignView.steps(
                        campaign,
                        all.stream().filter(candidate -> !candidate.withdrawn()).count(),
                        sample,
                        comments,
                        allPilots,
                        open,
                        fr));
        model.addAttribute("sample", sample.orElse(null));
        model.addAttribute("troubles", scope.allRegions() ? health.troubles(id) : List.of());
        model.addAttribute(
                "watches", visible.person().is(Role.MANAGER) || visible.person().is(Role.ADMIN));
        model.addAttribute("withdrawn", sample.map(samples::withdrawnSince).orElse(List.of()));
        model.addAttribute("expected", open.stream().map(this::expected).toList());
        model.addAttribute(
                "running",
                allPilots.stream().filter(p -> p.state() == PilotState.RUNNING).count());
        model.addAttribute(
                "members", committee.members(id).stream().map(this::name).toList());
        int recent = Math.min(RECENT, journal.size());
        model.addAttribute("recent", journal.subList(0, recent));
        model.addAttribute("older", journal.subList(recent, journal.size()));
        model.addAttribute("closable", campaign.status() == CampaignStatus.OPEN && visible.mayManage());
        model.addAttribute("endable", campaign.status() == CampaignStatus.TESTS && visible.mayDecide());
        model.addAttribute("committeeOpen", campaign.beforeDecision() && visible.mayManage());
        model.addAttribute("takesApplications", campaigns.takesApplications(campaign));
        return "campaign/overview";
    }

    private Expected expected(CampaignTask task) {
        Person person = visible.person();
        boolean mine = task.assignee() != null
                ? task.assignee().equals(person.id())
                : person.roles().stream().anyMatch(role -> role.group().equals(task.role()));
        String whom =
                task.assignee() == null ? fr.role(task.role()) : fr.role(task.role()) + ", " + name(task.assignee());
        return new Expected(task, whom, mine);
    }

    private String name(String account) {
        return staff.find(account).map(Person::name).orElse(account);
    }

    // the committee

    @GetMapping("/campagnes/{id}/comite")
    String committee(@PathVariable String id, Model model) {
        Campaign campaign = visible.managed(id);
        return committeeForm(campaign, campaign.parameters().committee(), null, model);
    }

    private String committeeForm(Campaign campaign, List<String> chosen, String error, Model model) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("chosen", chosen);
        model.addAttribute("partners", staff.withRole(Role.PARTNER));
        model.addAttribute("error", error);
        return "campaign/committee";
    }

    @PostMapping("/campagnes/{id}/comite")
    String changeCommittee(
            @PathVariable String id,
            @RequestParam(defaultValue = "") List<String> comite,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        Map<String, String> members = new LinkedHashMap<>();
        staff.withRole(Role.PARTNER).stream()
                .filter(partner -> comite.contains(partner.id()))
                .forEach(partner -> members.put(partner.id(), partner.name()));
        if (members.size() != Set.copyOf(comite).size()) {
            return committeeForm(
                    campaign,
                    comite,
                    "Une personne choisie n’est plus partenaire : vérifiez la composition du comité.",
                    model);
        }
        try {
            committee.change(id, members, visible.actor());
            flash.addFlashAttribute("success", "La composition du comité est enregistrée.");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + id;
    }

    // what is decided about the whole

    /** What is asked with a reason; the texts of its page. */
    enum Ask {
        CLOSING(
                "cloture",
                "Clore les candidatures avant leur date",
                "Plus aucune collectivité ne pourra être candidate. L’échantillon est calculé aussitôt avec les candidatures reçues, puis soumis au comité.",
                "Clore les candidatures",
                "Les candidatures sont closes : l’échantillon est en cours de calcul."),
        ENDING(
                "fin-des-tests",
                "Mettre fin aux tests",
                "Les tests encore en cours s’arrêtent tous ; leurs dossiers et les évaluations déjà rendues sont conservés et servent au calage. On ne peut pas revenir en arrière.",
                "Mettre fin aux tests",
                "Les tests sont terminés : les résultats sont en cours de rassemblement.");

        public final String path;
        public final String title;
        public final String explanation;
        public final String button;
        final String done;

        Ask(String path, String title, String explanation, String button, String done) {
            this.path = path;
            this.title = title;
            this.explanation = explanation;
            this.button = button;
            this.done = done;
        }
    }

    private interface Action {
        void run() throws NotPossible;
    }

    @GetMapping("/campagnes/{id}/cloture")
    String closing(@PathVariable String id, Model model) {
        return ask(model, visible.managed(id), Ask.CLOSING, "", false, Map.of());
    }

    @PostMapping("/campagnes/{id}/cloture")
    String close(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motif,
            @RequestParam(defaultValue = "false") boolean confirme,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        return act(
                campaign,
                Ask.CLOSING,
                motif,
                confirme,
                model,
                flash,
                () -> process.closeApplications(id, motif.strip(), visible.actor()));
    }

    @GetMapping("/campagnes/{id}/fin-des-tests")
    String ending(@PathVariable String id, Model model) {
        return ask(model, visible.decided(id), Ask.ENDING, "", false, Map.of());
    }

    @PostMapping("/campagnes/{id}/fin-des-tests")
    String end(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String motif,
            @RequestParam(defaultValue = "false") boolean confirme,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.decided(id);
        return act(
                campaign,
                Ask.ENDING,
                motif,
                confirme,
                model,
                flash,
                () -> process.endTests(id, motif.strip(), visible.actor()));
    }

    private String act(
            Campaign campaign,
            Ask ask,
            String reason,
            boolean confirmed,
            Model model,
            RedirectAttributes flash,
            Action action) {
        Map<String, String> faulty = new LinkedHashMap<>();
        int length = reason.strip().length();
        if (length < MIN_REASON || length > MAX_REASON) {
            faulty.put("motif", reasonMessage());
        }
        if (!confirmed) {
            faulty.put("confirme", "Cochez la case pour confirmer.");
        }
        if (!faulty.isEmpty()) {
            return ask(model, campaign, ask, reason, confirmed, faulty);
        }
        try {
            action.run();
            flash.addFlashAttribute("success", ask.done);
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + campaign.id();
    }

    static String reasonMessage() {
        return "Indiquez le motif, en %d\u00a0caractères au moins et 2\u202f000 au plus.".formatted(MIN_REASON);
    }

    private static String ask(
            Model model, Campaign campaign, Ask ask, String reason, boolean confirmed, Map<String, String> faulty) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("ask", ask);
        model.addAttribute("reason", reason);
        model.addAttribute("confirmed", confirmed);
        model.addAttribute("faulty", faulty);
        return "campaign/ask";
    }
}
