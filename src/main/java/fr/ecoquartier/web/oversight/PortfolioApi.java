package fr.ecoquartier.web.oversight;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.oversight.portfolio.LoadForecast;
import fr.ecoquartier.oversight.portfolio.Portfolio;
import fr.ecoquartier.oversight.portfolio.PortfolioFilter;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.French;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The portfolio of all dossiers, for managers and admins. */
@RestController
@RequestMapping("/api/oversight/portfolio")
@Tag(name = "Portefeuille", description = "Réservé aux gestionnaires et aux administrateurs")
class PortfolioApi {

    /** A value of a list to choose from. */
    record Choice(String value, String label) {}

    record Choices(List<Choice> regions, List<Choice> stages, LocalDate from, LocalDate to) {}

    record Stock(
            String region,
            String regionName,
            String stage,
            String stageName,
            String status,
            String statusName,
            long dossiers) {}

    /** From and to are the days of the month that are in the period. */
    record Month(
            String month, LocalDate from, LocalDate to, long opened, long charters, long contracts, long labelled) {}

    record StageTime(
            String stage,
            String stageName,
            long passages,
            long dossiers,
            Portfolio.Spread total,
            Portfolio.Spread authority,
            Portfolio.Spread working,
            Portfolio.Spread queue,
            Portfolio.Spread other) {}

    record Overdue(
            String role,
            String roleName,
            String region,
            String regionName,
            long tasks,
            long dossiers,
            Instant oldest) {}

    record AllOverdue(long dossiers, List<Overdue> lines) {}

    /** Dossiers are those with an open task of this role and week; null for the first day means however early. */
    record Load(
            LocalDate week,
            @Nullable LocalDate from,
            LocalDate to,
            String role,
            String roleName,
            long open,
            long dossiers,
            long late,
            double expected) {}

    record Forecast(List<LocalDate> weeks, List<Load> loads, long undated) {}

    private final Portfolio portfolio;
    private final OversightRequests requests;
    private final Territories territories;
    private final Watchers watchers;
    private final French french;

    PortfolioApi(
            Portfolio portfolio,
            OversightRequests requests,
            Territories territories,
            Watchers watchers,
            French french) {
        this.portfolio = portfolio;
        this.requests = requests;
        this.territories = territories;
        this.watchers = watchers;
        this.french = french;
    }

    /** The right comes before what is asked. */
    @ModelAttribute("filter")
    PortfolioFilter filter(
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String stage,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        watchers.require();
        return new PortfolioFilter(
                requests.region(region), requests.stage(stage), requests.test(kind), requests.period(from, to));
    }

    @Operation(summary = "Régions, étapes et période proposées")
    @GetMapping("/choices")
    Choices choices(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        return new Choices(
                territories.regions().stream()
                        .map(region -> new Choice(region.code(), region.label()))
                        .toList(),
                Arrays.stream(DossierStage.values())
                        .map(stage -> new Choice(stage.code(), stage.label()))
                        .toList(),
                filter.period().from(),
                filter.period().to());
    }

    @Operation(summary = "Où sont les dossiers aujourd’hui, par région, étape et état")
    @GetMapping("/stock")
    List<Stock> stock(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        return portfolio.stock(filter).stream()
                .map(each -> new Stock(
                        each.region(),
                        region(each.region()),
                        each.stage().code(),
                        each.stage().label(),
                        each.status().name(),
                        each.status().label(),
                        each.dossiers()))
                .toList();
    }

    @Operation(summary = "Dossiers ouverts, chartes et contrats signés, labels, mois par mois")
    @GetMapping("/flow")
    List<Month> flow(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        return portfolio.flow(filter).stream()
                .map(each -> new Month(
                        each.month().toString(),
                        later(each.month().atDay(1), filter.period().from()),
                        earlier(each.month().atEndOfMonth(), filter.period().to()),
                        each.opened(),
                        each.charters(),
                        each.contracts(),
                        each.labelled()))
                .toList();
    }

    @Operation(
            summary = "Temps passé aux étapes terminées dans la période",
            description =
                    "En secondes ; les quatre parts ne se recouvrent pas : collectivité, travail, file, autre attente")
    @GetMapping("/times")
    List<StageTime> times(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        return portfolio.times(filter).stream()
                .map(each -> new StageTime(
                        each.stage().code(),
                        each.stage().label(),
                        each.passages(),
                        each.dossiers(),
                        each.total(),
                        each.authority(),
                        each.working(),
                        each.queue(),
                        each.other()))
                .toList();
    }

    @Operation(summary = "Tâches en retard aujourd’hui, par rôle et région")
    @GetMapping("/overdue")
    AllOverdue overdue(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        List<Overdue> lines = portfolio.overdue(filter).stream()
                .map(each -> new Overdue(
                        each.role(),
                        french.role(each.role()),
                        each.region(),
                        region(each.region()),
                        each.tasks(),
                        each.dossiers(),
                        each.oldest()))
                .toList();
        return new AllOverdue(portfolio.lateDossiers(filter), lines);
    }

    @Operation(
            summary = "Charge prévue des huit semaines à venir, par rôle",
            description = "open : tâches déjà ouvertes ; expected : tâches qui les suivront vraisemblablement")
    @GetMapping("/forecast")
    Forecast forecast(@ModelAttribute(name = "filter", binding = false) PortfolioFilter filter) {
        LoadForecast forecast = portfolio.forecast(filter);
        Map<String, Long> dossiers = portfolio.due(filter).stream()
                .collect(Collectors.toMap(due -> due.week() + due.role(), Portfolio.Due::dossiers));
        LocalDate first = forecast.weeks().get(0);
        return new Forecast(
                forecast.weeks(),
                forecast.loads().stream()
                        .map(load -> new Load(
                                load.week(),
                                load.week().equals(first) ? null : load.week(),
                                load.week().plusDays(6),
                                load.role(),
                                french.role(load.role()),
                                load.open(),
                                dossiers.getOrDefault(load.week() + load.role(), 0L),
                                load.late(),
                                load.expected()))
                        .toList(),
                forecast.undated());
    }

    private String region(String code) {
        return territories.region(code).map(Region::label).orElse(code);
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
