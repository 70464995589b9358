package fr.ecoquartier.web.campaign;

import fr.ecoquartier.access.CampaignAccess.CampaignScope;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.CandidateFiles;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.CandidateStatus;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.PopulationClass;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import java.text.Collator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The candidates of a campaign: table, profile, one by hand, withdrawal, exports. */
@Controller
class CandidateController {

    /** What was filtered, as it stands in the address. */
    record Filter(
            String q,
            String region,
            String classe,
            String contexte,
            String agenda21,
            String hqe,
            String avancement,
            String statut,
            String tri,
            Boolean inverse) {

        Filter {
            q = text(q);
            region = text(region);
            classe = text(classe);
            contexte = text(contexte);
            agenda21 = text(agenda21);
            hqe = text(hqe);
            avancement = text(avancement);
            statut = text(statut);
            tri = text(tri);
            inverse = Boolean.TRUE.equals(inverse);
        }

        private static String text(String value) {
            return value == null ? "" : value.strip();
        }
    }

    private final VisibleCampaigns visible;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final CandidateFiles files;
    private final Pilots pilots;
    private final Territories territories;
    private final Referentiels referentiels;

    CandidateController(
            VisibleCampaigns visible,
            Campaigns campaigns,
            Candidates candidates,
            CandidateFiles files,
            Pilots pilots,
            Territories territories,
            Referentiels referentiels) {
        this.visible = visible;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.files = files;
        this.pilots = pilots;
        this.territories = territories;
        this.referentiels = referentiels;
    }

    @GetMapping("/campagnes/{id}/candidatures")
    String list(
            @PathVariable String id,
            @ModelAttribute("filter") Filter filter,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean partial,
            @RequestHeader(name = "HX-History-Restore-Request", defaultValue = "false") boolean restored,
            Model model) {
        Campaign campaign = visible.withCandidates(id);
        List<Candidate> seen = seen(id);
        List<Candidate> shown = filtered(seen, filter);
        List<Candidate> current =
                seen.stream().filter(candidate -> !candidate.withdrawn()).toList();
        List<Region> regions = territories.regions();
        Map<String, String> names = regions.stream().collect(Collectors.toMap(Region::code, Region::label));
        CampaignScope scope = visible.scope();
        model.addAttribute("campaign", campaign);
        model.addAttribute("shown", shown);
        model.addAttribute("total", seen.size());
        model.addAttribute("current", current.size());
        model.addAttribute("profile", CandidateProfile.of(current, names));
        model.addAttribute("regionNames", names);
        model.addAttribute(
                "regions",
                regions.stream().filter(region -> scope.covers(region.code())).toList());
        model.addAttribute("seats", seats(id));
        model.addAttribute("sorts", sorts(id, filter));
        model.addAttribute("exports", query(filter));
        model.addAttribute("addable", visible.mayManage() && campaign.beforeDecision());
        model.addAttribute("mayManage", visible.mayManage());
        choices(campaign, model);
        return partial && !restored ? "campaign/candidates :: results" : "campaign/candidates";
    }

    private void choices(Campaign campaign, Model model) {
        model.addAttribute("classes", PopulationClass.values());
        model.addAttribute("stages", OperationStage.values());
        model.addAttribute("contexts", contexts(referentiels, campaign));
    }

    static List<String> contexts(Referentiels referentiels, Campaign campaign) {
        return referentiels
                .find(campaign.referentiel())
                .map(Referentiel::contexts)
                .map(List::copyOf)
                .orElse(List.of("urban", "suburban", "rural"));
    }

    /** The seat a candidate holds or held, by candidate. */
    private Map<Long, Pilot> seats(String campaign) {
        return pilots.of(campaign).stream()
                .collect(Collectors.toMap(pilot -> pilot.candidate().id(), pilot -> pilot, (a, b) -> b));
    }

    private List<Candidate> seen(String id) {
        CampaignScope scope = visible.scope();
        return candidates.of(id).stream().filter(scope::covers).toList();
    }

    private static List<Candidate> filtered(List<Candidate> all, Filter filter) {
        String words = fold(filter.q());
        return all.stream()
                .filter(one -> words.isEmpty()
                        || List.of(words.split(" ")).stream()
                                .allMatch(word -> fold(one.authorityName()
                                                + ' '
                                                + one.authorityCode()
                                                + ' '
                                                + one.departement()
                                                + ' '
                                                + one.operation())
                                        .contains(word)))
                .filter(one -> is(filter.region(), one.regionCode()))
                .filter(one -> is(filter.classe(), one.populationClass().code()))
                .filter(one -> is(filter.contexte(), one.context()))
                .filter(one -> is(filter.agenda21(), one.agenda21() ? "oui" : "non"))
                .filter(one -> is(filter.hqe(), one.hqeAmenagement() ? "oui" : "non"))
                .filter(one -> is(filter.avancement(), one.operationStage().code()))
                .filter(one -> switch (filter.statut()) {
                    case "retirees" -> one.withdrawn();
                    case "toutes" -> true;
                    default -> !one.withdrawn();
                })
                .sorted(order(filter))
                .toList();
    }

    private static boolean is(String wanted, String value) {
        return wanted.isEmpty() || wanted.equals(value);
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }

    private static Comparator<Candidate> order(Filter filter) {
        Collator french = Collator.getInstance(Locale.FRENCH);
        Comparator<Candidate> byName = Comparator.comparing(Candidate::authorityName, french::compare)
                .thenComparing(Candidate::operation, french::compare)
                .thenComparing(Candidate::id);
        Comparator<Candidate> order = switch (filter.tri()) {
            case "population" -> Comparator.comparingInt(Candidate::population).thenComparing(byName);
            case "operation" ->
                Comparator.comparing(Candidate::operation, french::compare).thenComparing(byName);
            case "avancement" -> Comparator.comparing(Candidate::operationStage).thenComparing(byName);
            case "date" -> Comparator.comparing(Candidate::appliedAt).thenComparing(Candidate::id);
            default -> byName;
        };
        return filter.inverse() ? order.reversed() : order;
    }

    /** A heading that sorts: its address, and how the table is sorted by it now. */
    record Sort(String address, String state) {}

    private static Map<String, Sort> sorts(String id, Filter filter) {
        Map<String, Sort> sorts = new LinkedHashMap<>();
        for (String key : List.of("collectivite", "population", "operation", "avancement", "date")) {
            boolean now = filter.tri().equals(key) || (filter.tri().isEmpty() && key.equals("collectivite"));
            String address = UriComponentsBuilder.fromPath("/campagnes/{id}/candidatures")
                    .query(query(filter))
                    .replaceQueryParam("tri", key)
                    .replaceQueryParam("inverse", now && !filter.inverse())
                    .build(false)
                    .expand(id)
                    .toUriString();
            sorts.put(key, new Sort(address, now ? (filter.inverse() ? "descending" : "ascending") : null));
        }
        return sorts;
    }

    private static String query(Filter filter) {
        UriComponentsBuilder builder = UriComponentsBuilder.newInstance();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("q", filter.q());
        values.put("region", filter.region());
        values.put("classe", filter.classe());
        values.put("contexte", filter.contexte());
        values.put("agenda21", filter.agenda21());
        values.put("hqe", filter.hqe());
        values.put("avancement", filter.avancement());
        values.put("statut", filter.statut());
        values.put("tri", filter.tri());
        values.forEach((key, value) -> {
            if (!value.isEmpty()) {
                builder.queryParam(key, "{" + key + "}");
            }
        });
        String encoded = builder.encode().buildAndExpand(values).toUriString();
        return encoded.startsWith("?") ? encoded.substring(1) : encoded;
    }

    // exports

    @GetMapping("/campagnes/{id}/candidatures.csv")
    ResponseEntity<byte[]> csv(@PathVariable String id, @ModelAttribute("filter") Filter filter) {
        Campaign campaign = visible.withCandidates(id);
        return Downloads.of(
                files.csv(filtered(seen(id), filter)), Downloads.CSV, CandidateFiles.fileName(campaign, "csv"));
    }

    @GetMapping("/campagnes/{id}/candidatures.xlsx")
    ResponseEntity<byte[]> xlsx(@PathVariable String id, @ModelAttribute("filter") Filter filter) {
        Campaign campaign = visible.withCandidates(id);
        return Downloads.of(
                files.xlsx(filtered(seen(id), filter)), Downloads.XLSX, CandidateFiles.fileName(campaign, "xlsx"));
    }

    // one by hand

    @GetMapping("/campagnes/{id}/candidatures/nouvelle")
    String adding(@PathVariable String id, Model model) {
        return addingForm(visible.managed(id), CandidateForm.empty(""), Map.of(), model);
    }

    private String addingForm(Campaign campaign, CandidateForm typed, Map<String, String> faulty, Model model) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("typed", typed);
        model.addAttribute("faulty", CandidateForm.inOrder(faulty));
        choices(campaign, model);
        return "campaign/candidate-form";
    }

    /** The authorities offered while the name is typed. */
    @GetMapping("/campagnes/collectivites")
    String authorities(@RequestParam(defaultValue = "") String collectivite, Model model) {
        if (!visible.scope().sees()) {
            throw new NoSuchCampaign();
        }
        model.addAttribute(
                "options",
                territories.search(collectivite, 12).stream()
                        .map(CandidateForm::option)
                        .toList());
        return "campaign/candidate-form :: options";
    }

    @PostMapping("/campagnes/{id}/candidatures")
    String add(@PathVariable String id, CandidateForm typed, Model model, RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        CandidateForm form = complete(typed);
        CandidateForm.Checked checked = form.check(campaign, CandidateOrigin.ADDED, candidates, territories);
        Map<String, String> faulty = new LinkedHashMap<>(checked.faulty());
        if (faulty.isEmpty()) {
            try {
                candidates.apply(id, checked.candidate(), visible.actor());
                flash.addFlashAttribute("success", "La candidature est ajoutée.");
                return "redirect:/campagnes/" + id + "/candidatures";
            } catch (NotPossible refusal) {
                faulty.put("collectivite", refusal.getMessage());
            }
        }
        return addingForm(campaign, form, faulty, model);
    }

    /** Fields that were not sent at all are empty. */
    static CandidateForm complete(CandidateForm typed) {
        return new CandidateForm(
                orEmpty(typed.collectivite()),
                orEmpty(typed.operation()),
                orEmpty(typed.contexte()),
                orEmpty(typed.agenda21()),
                orEmpty(typed.hqe()),
                orEmpty(typed.avancement()),
                orEmpty(typed.motivation()));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    // one candidate

    @GetMapping("/campagnes/{id}/candidatures/{number:\\d+}")
    String candidate(@PathVariable String id, @PathVariable long number, Model model) {
        return show(visible.withCandidates(id), number, "", Map.of(), model);
    }

    private String show(Campaign campaign, long number, String reason, Map<String, String> faulty, Model model) {
        Candidate candidate = of(campaign, number);
        Optional<Pilot> pilot = Optional.ofNullable(seats(campaign.id()).get(number));
        model.addAttribute("campaign", campaign);
        model.addAttribute("candidate", candidate);
        model.addAttribute("pilot", pilot.orElse(null));
        model.addAttribute(
                "regionName",
                territories.region(candidate.regionCode()).map(Region::label).orElse(candidate.regionCode()));
        model.addAttribute(
                "journal",
                campaigns.journal(campaign.id()).stream()
                        .filter(entry -> entry.candidate() != null && entry.candidate() == number)
                        .toList());
        model.addAttribute(
                "withdrawable",
                visible.mayManage()
                        && !campaign.over()
                        && candidate.status() == CandidateStatus.CANDIDATE
                        && pilot.map(Pilot::reference).isEmpty());
        model.addAttribute("reason", reason);
        model.addAttribute("faulty", faulty);
        return "campaign/candidate";
    }

    private Candidate of(Campaign campaign, long number) {
        return candidates
                .find(number)
                .filter(candidate -> candidate.campaign().equals(campaign.id()))
                .filter(visible.scope()::covers)
                .orElseThrow(NoSuchCampaign::new);
    }

    @PostMapping("/campagnes/{id}/candidatures/{number:\\d+}/retrait")
    String withdraw(
            @PathVariable String id,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String motif,
            Model model,
            RedirectAttributes flash) {
        Campaign campaign = visible.managed(id);
        Candidate candidate = of(campaign, number);
        int length = motif.strip().length();
        if (length < CampaignController.MIN_REASON || length > CampaignController.MAX_REASON) {
            return show(campaign, number, motif, Map.of("motif", CampaignController.reasonMessage()), model);
        }
        try {
            candidates.withdraw(number, motif, visible.actor());
            flash.addFlashAttribute("success", "Candidature retirée : " + candidate.authorityName() + ".");
        } catch (NotPossible refusal) {
            flash.addFlashAttribute("failure", refusal.getMessage());
        }
        return "redirect:/campagnes/" + id + "/candidatures/" + number;
    }
}
