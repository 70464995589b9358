package fr.ecoquartier.web.sample;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignStatus;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.sample.Applicant;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import fr.ecoquartier.pilot.sample.SamplePictures;
import fr.ecoquartier.pilot.sample.SampleRequest;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.Weights;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.French;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the pages of the sample show. */
@Component
class SamplePages {

    private static final int FOUND = 10;
    private static final int LISTED = 50;

    /** A choice of a quota's value. */
    public record Choice(String value, String label) {}

    /** The choices of an attribute. */
    public record Choices(String label, List<Choice> values) {}

    /** A candidate in a list of the editor. */
    public record Named(long id, String name, String details) {}

    /** A computation in the list. */
    public record RunLine(StoredSample stored, String state, String mark, String distance, boolean retained) {

        public String fingerprint() {
            return stored.request().fingerprint().substring(0, 12);
        }
    }

    /** A value in the table beside the picture. */
    public record ShareLine(
            String label, int candidates, String ofCandidates, int obtained, String ofSample, String exact) {}

    /** The values of an attribute in the table beside the picture. */
    public record ShareGroup(String label, List<ShareLine> lines) {}

    /** Who saved last, and when. */
    public record LastSaved(String name, java.time.Instant at) {}

    /** A retained candidate of two samples. */
    public record Member(
            String name, @Nullable Integer before, @Nullable Integer after) {}

    private final Samples samples;
    private final Candidates candidates;
    private final Campaigns campaigns;
    private final Territories territories;
    private final French french;

    SamplePages(Samples samples, Candidates candidates, Campaigns campaigns, Territories territories, French french) {
        this.samples = samples;
        this.candidates = candidates;
        this.campaigns = campaigns;
        this.territories = territories;
        this.french = french;
    }

    /** Candidates still come in: their number is not held against the size of the sample. */
    static boolean complete(Campaign campaign) {
        return campaign.status() != CampaignStatus.OPEN;
    }

    /** Everything the editor shows. */
    void editor(Model model, Campaign campaign, SampleForm form, List<Problem> problems) {
        SampleRequest request = samples.request(campaign.id());
        model.addAttribute("campaign", campaign);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("errors", errors(problems));
        model.addAttribute("anchors", anchors(problems));
        model.addAttribute("attributes", Attribute.values());
        model.addAttribute("choices", choices());
        model.addAttribute("maximumWeight", Weights.MAXIMUM);
        model.addAttribute("candidates", request.applicants().size());
        model.addAttribute("imposed", named(form.in(), request));
        model.addAttribute("excluded", named(form.out(), request));
        model.addAttribute("found", search(request, form.search()));
        model.addAttribute("lastSaved", lastSaved(campaign).orElse(null));
    }

    void saved(Model model, Campaign campaign) {
        SampleRequest request = samples.request(campaign.id());
        model.addAttribute("campaign", campaign);
        model.addAttribute("request", request);
        model.addAttribute("attributes", Attribute.values());
        model.addAttribute("candidates", request.applicants().size());
        model.addAttribute("imposed", named(request.mustBeIn(), request));
        model.addAttribute("excluded", named(request.mustNotBeIn(), request));
    }

    void runs(Model model, Campaign campaign, boolean triedToo) {
        Long retained = campaign.retainedRun();
        model.addAttribute(
                "runs",
                samples.runs(campaign.id(), triedToo, LISTED).stream()
                        .map(run -> line(run, retained))
                        .toList());
        Optional<StoredSample> shown = retained == null ? samples.latest(campaign.id()) : samples.find(retained);
        model.addAttribute("shown", shown.map(run -> line(run, retained)).orElse(null));
    }

    private RunLine line(StoredSample run, @Nullable Long retained) {
        SampleResult result = run.result();
        boolean isRetained = retained != null && run.run() == retained;
        if (result == null) {
            return new RunLine(run, "Paramètres refusés", "badge--bad", "", isRetained);
        }
        String distance = result.hasSample() ? result.points(result.objective()) : "";
        return switch (result.outcome()) {
            case OPTIMAL -> new RunLine(run, "Optimal, prouvé", "badge--ok", distance, isRetained);
            case INFEASIBLE -> new RunLine(run, "Impossible, prouvé", "badge--bad", distance, isRetained);
            case STOPPED -> new RunLine(run, "Arrêté avant la preuve", "badge--warn", distance, isRetained);
        };
    }

    /** Everything the page of one computation shows. */
    void run(Model model, Campaign campaign, StoredSample run) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("line", line(run, campaign.retainedRun()));
        model.addAttribute("run", run);
        model.addAttribute("request", run.request());
        model.addAttribute("result", run.result());
        model.addAttribute("attributes", Attribute.values());
        SampleResult result = run.result();
        model.addAttribute("groups", result == null || !result.hasSample() ? List.of() : groups(result));
        model.addAttribute("picture", result == null ? "" : SamplePictures.againstCandidatesSvg(result));
        model.addAttribute("details", details(run.request()));
        model.addAttribute("imposed", named(run.request().mustBeIn(), run.request()));
        model.addAttribute("excluded", named(run.request().mustNotBeIn(), run.request()));
    }

    private List<ShareGroup> groups(SampleResult result) {
        Map<Attribute, List<ShareLine>> groups = new TreeMap<>();
        for (SampleResult.Share share : result.shares()) {
            groups.computeIfAbsent(share.attribute(), k -> new ArrayList<>())
                    .add(new ShareLine(
                            share.label(),
                            share.candidates(),
                            percent(share.candidates(), result.candidates()),
                            share.obtained(),
                            percent(share.obtained(), result.chosen().size()),
                            french.number(
                                    BigDecimal.valueOf((long) share.candidates()
                                                    * result.chosen().size())
                                            .divide(BigDecimal.valueOf(result.candidates()), 2, RoundingMode.HALF_UP),
                                    2)));
        }
        return groups.entrySet().stream()
                .map(group -> new ShareGroup(group.getKey().label(), group.getValue()))
                .toList();
    }

    private String percent(int part, int whole) {
        return french.number(
                        BigDecimal.valueOf(100L * part).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP), 1)
                + "\u00a0%";
    }

    /** The candidates of a request by id, described in a few words. */
    static Map<Long, String> details(SampleRequest request) {
        return request.applicants().stream()
                .collect(Collectors.toMap(Applicant::id, a -> details(request, a), (one, same) -> one));
    }

    private static String details(SampleRequest request, Applicant applicant) {
        return List.of(Attribute.REGION, Attribute.POPULATION_CLASS, Attribute.CONTEXT, Attribute.STAGE).stream()
                .map(attribute -> request.label(attribute, applicant.value(attribute)))
                .collect(Collectors.joining(", "));
    }

    private List<Named> named(Set<Long> ids, SampleRequest request) {
        Map<Long, Applicant> applicants =
                request.applicants().stream().collect(Collectors.toMap(Applicant::id, a -> a, (one, same) -> one));
        return ids.stream()
                .sorted()
                .map(id -> {
                    Applicant applicant = applicants.get(id);
                    if (applicant != null) {
                        return new Named(id, applicant.name(), details(request, applicant));
                    }
                    Optional<Candidate> gone = candidates.find(id);
                    return new Named(
                            id,
                            gone.map(Candidate::authorityName).orElse("Candidature n°\u00a0" + id),
                            "n’est plus candidate");
                })
                .toList();
    }

    /** The first candidates whose name, or region, has all the words. */
    List<Named> search(SampleRequest request, String text) {
        List<String> words = List.of(folded(text).split(" ")).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return request.applicants().stream()
                .filter(a -> {
                    String name = folded(a.name() + " " + details(request, a));
                    return words.stream().allMatch(name::contains);
                })
                .limit(FOUND)
                .map(a -> new Named(a.id(), a.name(), details(request, a)))
                .toList();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .toLowerCase(Locale.FRENCH)
                .strip();
    }

    private List<Choices> choices() {
        List<Choices> choices = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            List<Choice> values = attribute == Attribute.REGION
                    ? territories.regions().stream()
                            .map(region -> new Choice(attribute.code() + "/" + region.code(), region.label()))
                            .toList()
                    : attribute.knownValues().entrySet().stream()
                            .map(value -> new Choice(attribute.code() + "/" + value.getKey(), value.getValue()))
                            .toList();
            choices.add(new Choices(attribute.label(), values));
        }
        return choices;
    }

    /** The first problem of each field. */
    private static Map<String, String> errors(List<Problem> problems) {
        Map<String, String> errors = new LinkedHashMap<>();
        problems.forEach(problem -> errors.merge(problem.field(), problem.message(), (one, more) -> one + " " + more));
        return errors;
    }

    /** Where on the page each field is. */
    private static Map<String, String> anchors(List<Problem> problems) {
        Map<String, String> anchors = new LinkedHashMap<>();
        for (Problem problem : problems) {
            String field = problem.field();
            anchors.put(
                    field,
                    switch (field) {
                        case "size" -> "taille";
                        case "mustBeIn", "mustNotBeIn" -> "listes";
                        case "applicants" -> "parametres";
                        default -> field.replaceAll("[\\[\\].]+", "-");
                    });
        }
        return anchors;
    }

    Optional<LastSaved> lastSaved(Campaign campaign) {
        return campaigns.journal(campaign.id()).stream()
                .filter(entry -> entry.kind() == CampaignEvent.PARAMETERS)
                .reduce((first, second) -> second)
                .map((CampaignEntry entry) -> new LastSaved(entry.actor().name(), entry.at()));
    }

    void comparison(Model model, Campaign campaign, StoredSample before, StoredSample after) {
        model.addAttribute("campaign", campaign);
        model.addAttribute("before", line(before, campaign.retainedRun()));
        model.addAttribute("after", line(after, campaign.retainedRun()));
        model.addAttribute("differences", SampleDifferences.between(before.request(), after.request()));
        Map<Long, Member> members = new LinkedHashMap<>();
        chosen(before).forEach(c -> members.put(c.id(), new Member(c.name(), c.position(), null)));
        chosen(after).forEach(c -> {
            Member known = members.get(c.id());
            members.put(c.id(), new Member(c.name(), known == null ? null : known.before(), c.position()));
        });
        model.addAttribute("members", members.values());
        model.addAttribute(
                "common",
                members.values().stream()
                        .filter(m -> m.before() != null && m.after() != null)
                        .count());
    }

    private static List<SampleResult.Retained> chosen(StoredSample run) {
        SampleResult result = run.result();
        return result == null ? List.of() : result.chosen();
    }
}
