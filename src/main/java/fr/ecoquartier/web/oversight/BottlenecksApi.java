package fr.ecoquartier.web.oversight;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.oversight.bottleneck.BottleneckFilter;
import fr.ecoquartier.oversight.bottleneck.Bottlenecks;
import fr.ecoquartier.oversight.bottleneck.Bottlenecks.ElementFigures;
import fr.ecoquartier.oversight.bottleneck.Bottlenecks.MonthFigures;
import fr.ecoquartier.oversight.bottleneck.Bottlenecks.Spread;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.French;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where dossiers wait, element by element of a process, for managers and admins. */
@RestController
@RequestMapping("/api/oversight/bottlenecks")
@Tag(name = "Goulots", description = "Réservé aux gestionnaires et aux administrateurs")
class BottlenecksApi {

    private static final int SIZE = 25;
    private static final int LAST_PAGE = 4000;
    private static final String NATIONAL = "National";

    record Version(int version, Instant deployedAt, long running, boolean latest) {}

    record Process(String key, String name, List<Version> versions) {}

    record Choice(String value, String label) {}

    record Choices(List<Process> processes, List<Choice> regions, LocalDate from, LocalDate to) {}

    record RegionLine(String region, String regionName, long completed, Spread spread, long waiting, long overdue) {}

    record ElementStory(String id, List<MonthFigures> months, List<RegionLine> regions) {}

    record WaitingLine(
            @Nullable String reference,
            @Nullable String authority,
            String regionName,
            String name,
            String instanceId,
            int version,
            Instant since,
            @Nullable Instant dueAt,
            boolean overdue,
            @Nullable String roleName,
            boolean taken) {}

    /** Total counts passages, distinct the dossiers that they belong to. */
    record WaitingLines(List<WaitingLine> dossiers, long total, long distinct, int page, int size) {}

    private final Bottlenecks bottlenecks;
    private final ModelCatalogue models;
    private final OversightRequests requests;
    private final Territories territories;
    private final Watchers watchers;
    private final French french;

    BottlenecksApi(
            Bottlenecks bottlenecks,
            ModelCatalogue models,
            OversightRequests requests,
            Territories territories,
            Watchers watchers,
            French french) {
        this.bottlenecks = bottlenecks;
        this.models = models;
        this.requests = requests;
        this.territories = territories;
        this.watchers = watchers;
        this.french = french;
    }

    /** The right comes before what is asked. */
    @ModelAttribute("filter")
    BottleneckFilter filter(
            @RequestParam(defaultValue = "") String process,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        watchers.require();
        return new BottleneckFilter(
                process.strip(),
                requests.whole(version, 1, 1_000_000, "La version est un nombre entier à partir de 1."),
                requests.region(region),
                requests.test(kind),
                requests.period(from, to));
    }

    @Operation(summary = "Processus et versions, régions et période proposées")
    @GetMapping("/choices")
    Choices choices(@ModelAttribute(name = "filter", binding = false) BottleneckFilter filter) {
        return new Choices(
                models.latest().stream()
                        .filter(model -> model.kind() == ModelKind.PROCESS)
                        .sorted(Comparator.comparing(ModelVersion::name))
                        .map(model -> new Process(
                                model.key(),
                                model.name(),
                                models.versions(ModelKind.PROCESS, model.key()).stream()
                                        .map(each -> new Version(
                                                each.version(), each.deployedAt(), each.running(), each.latest()))
                                        .toList()))
                        .toList(),
                territories.regions().stream()
                        .map(region -> new Choice(region.code(), region.label()))
                        .toList(),
                filter.period().from(),
                filter.period().to());
    }

    @Operation(summary = "Le diagramme BPMN d’un processus, de sa dernière version sauf autre demande")
    @GetMapping(value = "/diagram", produces = MediaType.APPLICATION_XML_VALUE)
    String diagram(@ModelAttribute(name = "filter", binding = false) BottleneckFilter filter) {
        int version = filter.version() == null ? known(filter).version() : filter.version();
        return models.content(ModelKind.PROCESS, known(filter).key(), version)
                .orElseThrow(() -> Watchers.problem(
                        HttpStatus.NOT_FOUND,
                        "Version introuvable",
                        "Ce processus n’a pas de version " + version + "."));
    }

    @Operation(
            summary = "Les éléments d’un processus : durées, passages, ce qui y attend et ce qui y est en retard",
            description =
                    "Durées en secondes, des passages achevés dans la période ; attentes et retards d’aujourd’hui")
    @GetMapping("/elements")
    List<ElementFigures> elements(@ModelAttribute(name = "filter", binding = false) BottleneckFilter filter) {
        known(filter);
        return bottlenecks.elements(filter);
    }

    @Operation(summary = "Un élément mois par mois et région par région")
    @GetMapping("/elements/{element}")
    ElementStory element(
            @PathVariable String element, @ModelAttribute(name = "filter", binding = false) BottleneckFilter filter) {
        known(filter);
        return new ElementStory(
                element,
                bottlenecks.months(filter, element),
                bottlenecks.regions(filter, element).stream()
                        .map(each -> new RegionLine(
                                each.region() == null ? "" : each.region(),
                                region(each.region()),
                                each.completed(),
                                each.spread(),
                                each.waiting(),
                                each.overdue()))
                        .toList());
    }

    @Operation(summary = "Ce qui attend aujourd’hui à un élément, le plus urgent d’abord")
    @GetMapping("/elements/{element}/waiting")
    WaitingLines waiting(
            @PathVariable String element,
            @RequestParam(defaultValue = "") String late,
            @RequestParam(defaultValue = "") String page,
            @ModelAttribute(name = "filter", binding = false) BottleneckFilter filter) {
        known(filter);
        Integer at = requests.whole(page, 0, LAST_PAGE, "La page est un nombre entre 0 et " + LAST_PAGE + ".");
        Bottlenecks.WaitingPage found =
                bottlenecks.waiting(filter, element, "true".equals(late), at == null ? 0 : at, SIZE);
        return new WaitingLines(
                found.dossiers().stream()
                        .map(each -> new WaitingLine(
                                each.reference(),
                                each.authority(),
                                region(each.region()),
                                each.reference() == null ? "Campagne " + each.businessKey() : each.reference(),
                                each.instanceId(),
                                each.version(),
                                each.since(),
                                each.dueAt(),
                                each.overdue(),
                                each.role() == null ? null : french.role(each.role()),
                                each.taken()))
                        .toList(),
                found.total(),
                found.distinct(),
                found.page(),
                found.size());
    }

    private ModelVersion known(BottleneckFilter filter) {
        if (filter.process().isEmpty()) {
            throw OversightRequests.bad("Choisissez un processus dans la liste.");
        }
        return models.versions(ModelKind.PROCESS, filter.process()).stream()
                .findFirst()
                .orElseThrow(
                        () -> OversightRequests.bad("Ce processus n’existe pas\u00a0: choisissez-le dans la liste."));
    }

    private String region(@Nullable String code) {
        return code == null
                ? NATIONAL
                : territories.region(code).map(Region::label).orElse(code);
    }
}
