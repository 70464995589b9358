package fr.ecoquartier.workflow.form;

import fr.ecoquartier.correspondence.Corrections;
import fr.ecoquartier.correspondence.PreparedPoint;
import fr.ecoquartier.correspondence.SentPoint;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.Figures;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.CheckTable;
import fr.ecoquartier.indicator.Deviation;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.workflow.label.Delays;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the forms show of a dossier, in words for the person who fills them. */
@Component
class DossierDesk {

    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final Proceedings proceedings;
    private final Corrections corrections;
    private final EvidenceFiles evidenceFiles;
    private final Referentiels referentiels;
    private final Territories territories;
    private final Delays delays;
    private final Clock clock;

    DossierDesk(
            Dossiers dossiers,
            DossierFigures figures,
            Proceedings proceedings,
            Corrections corrections,
            EvidenceFiles evidenceFiles,
            Referentiels referentiels,
            Territories territories,
            Delays delays,
            Clock clock) {
        this.dossiers = dossiers;
        this.figures = figures;
        this.proceedings = proceedings;
        this.corrections = corrections;
        this.evidenceFiles = evidenceFiles;
        this.referentiels = referentiels;
        this.territories = territories;
        this.delays = delays;
        this.clock = clock;
    }

    /** What every form shows: which dossier this is about. */
    Map<String, Object> dossier(Situation situation) {
        DossierSummary dossier = dossiers.get(situation.reference());
        String region =
                territories.region(dossier.regionCode()).map(Region::label).orElse(dossier.regionCode());
        String link = "/dossiers/" + dossier.reference();
        String summary = (dossier.test() ? "**Dossier de test** : il ne compte pas dans le label.\n\n" : "")
                + """
                | Référence | Collectivité | Région | Opération | Contexte | Référentiel |
                |---|---|---|---|---|---|
                | [%s](%s) | %s | %s | %s | %s | %s |
                """.formatted(
                                dossier.reference(),
                                link,
                                Markdown.line(dossier.authorityName()),
                                Markdown.line(region),
                                Markdown.line(dossier.operation()),
                                Referentiel.contextLabel(dossier.context()),
                                Markdown.line(dossier.referentiel()))
                + "\n" + pages(situation);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
                "dossier",
                Map.of(
                        "reference", dossier.reference(),
                        "authority", dossier.authorityName(),
                        "operation", dossier.operation(),
                        "region", region,
                        "stage", situation.place(),
                        "link", link,
                        "summary", summary));
        return shown;
    }

    /** Pages beside the form, each in a tab of its own: what was typed in the form stays. */
    private static String pages(Situation situation) {
        return authority(situation)
                ? newTab("/collectivite/dossiers/" + situation.reference() + "/echanges", "Échanges avec l’instruction")
                : newTab("/dossiers/" + situation.reference() + "/echanges", "Échanges avec la collectivité")
                        + " · "
                        + newTab("/dossiers/" + situation.reference() + "/textes", "Textes types");
    }

    /** Authorities fill their forms in our pages, where the engine knows nobody; staff are known to the engine. */
    private static boolean authority(Situation situation) {
        return situation.actor().equals(Actor.system())
                || situation.actor().role().equals(People.AUTHORITY);
    }

    /** A link of a form that opens in a new tab. */
    static String newTab(String address, String label) {
        return "<a href=\"%s\" target=\"_blank\" rel=\"noopener\">%s</a>".formatted(address, label);
    }

    /** What a reviewer sees: the dossier, the last check, the evidence, and what was said before. */
    Map<String, Object> review(Situation situation, Predicate<GivenOpinion> opinions) {
        Map<String, Object> shown = dossier(situation);
        figures.latestCheck(situation.reference()).ifPresent(check -> shown.put("check", check(check)));
        shown.put("evidence", evidence(situation.reference()));
        shown.put("history", history(situation.reference(), situation.stage(), opinions));
        return shown;
    }

    Map<String, Object> review(Situation situation) {
        return review(situation, opinion -> true);
    }

    private static Map<String, Object> check(Check check) {
        CheckReport report = check.report();
        String headline = """
                **Avis calculé : %s** (règle « %s »). Contrôle du %s, référentiel %s, contexte %s.
                Cet avis est une aide : la décision revient à des personnes, qui peuvent décider autrement et disent pourquoi.
                """.formatted(
                        report.opinion().label().toLowerCase(java.util.Locale.FRANCE),
                        Markdown.line(report.rule()),
                        Markdown.day(check.checkedAt()),
                        Markdown.line(report.referentiel()),
                        Referentiel.contextLabel(report.context()).toLowerCase(java.util.Locale.FRANCE));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("opinion", report.opinion().label());
        shown.put("rule", report.rule());
        shown.put("headline", headline);
        shown.put("table", CheckTable.markdown(report));
        shown.put("radar", svg(CheckPictures.radarSvg(report)));
        shown.put("bars", svg(CheckPictures.barsSvg(report)));
        shown.put("radarText", "Part d'indicateurs atteints par dimension : " + shares(report) + ".");
        shown.put(
                "barsText",
                "Chaque indicateur comparé à son seuil et à sa cible ; les valeurs sont dans le tableau ci-dessous.");
        return shown;
    }

    private static String shares(CheckReport report) {
        return report.dimensions().stream()
                .map(dimension -> "%s %s".formatted(dimension.label(), share(dimension)))
                .collect(Collectors.joining(" ; "));
    }

    private static String share(DimensionResult dimension) {
        return dimension.share() == null
                ? "sans objet"
                : dimension.share().movePointRight(2).setScale(0, RoundingMode.HALF_UP) + " %";
    }

    /** A picture as the forms take it. */
    static String svg(String picture) {
        return "data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.UTF_8));
    }

    /** The evidence, commitment by commitment, as a table. */
    String evidence(String reference) {
        List<Evidence> files = evidenceFiles.of(reference);
        if (files.isEmpty()) {
            return "Aucune pièce n'est jointe à ce jour.";
        }
        StringBuilder table = new StringBuilder("| Pour | Pièce | Taille | Ajoutée le |\n|---|---|---|---|\n");
        files.stream()
                .sorted(Comparator.comparing(Evidence::commitment))
                .forEach(file -> table.append("| %s | %s | %s | %s |\n"
                        .formatted(
                                file.commitment().equals(Evidence.DELIBERATION) ? "Délibération" : file.commitment(),
                                Markdown.line(file.fileName()),
                                size(file.size()),
                                Markdown.day(file.addedAt()))));
        return table.toString();
    }

    private static String size(long bytes) {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " Ko"
                : FormRules.french(BigDecimal.valueOf(bytes)
                                .divide(BigDecimal.valueOf(1024 * 1024), 1, RoundingMode.HALF_UP))
                        + " Mo";
    }

    boolean hasEvidence(String reference, String kind) {
        return evidenceFiles.of(reference).stream()
                .anyMatch(file -> file.commitment().equals(kind));
    }

    /** Commitments of the référentiel without any evidence. */
    List<Commitment> withoutEvidence(String reference) {
        List<String> proved =
                evidenceFiles.of(reference).stream().map(Evidence::commitment).toList();
        return referentiel(reference).commitments().stream()
                .filter(commitment -> !proved.contains(commitment.code()))
                .toList();
    }

    /** Requests, opinions and decisions of the stage so far, in the order of time. */
    String history(String reference, DossierStage stage, Predicate<GivenOpinion> opinions) {
        record Said(Instant at, String text) {}
        List<Said> said = new ArrayList<>();
        Map<Long, List<SentPoint>> points = corrections.of(reference);
        for (CorrectionRequest request : proceedings.corrections(reference)) {
            if (request.stage() != stage) {
                continue;
            }
            said.add(new Said(
                    request.requestedAt(),
                    "**Complément demandé** par %s, le %s\n\n%s"
                            .formatted(
                                    Markdown.line(request.requestedBy()),
                                    Markdown.day(request.requestedAt()),
                                    Markdown.quote(request.request()) + points(points.get(request.id())))));
            if (request.answeredAt() != null) {
                said.add(new Said(
                        request.answeredAt(),
                        "**Réponse** de %s, le %s\n\n%s"
                                .formatted(
                                        Markdown.line(request.answeredBy()),
                                        Markdown.day(request.answeredAt()),
                                        Markdown.quote(request.answer()))));
            }
        }
        proceedings.opinions(reference).stream()
                .filter(opinions)
                .filter(opinion -> opinion.stage() == stage)
                .forEach(opinion -> said.add(new Said(
                        opinion.givenAt(),
                        "**%s : %s** · %s, le %s\n\n%s"
                                .formatted(
                                        opinion.kind().label(),
                                        opinion.valueLabel().toLowerCase(java.util.Locale.FRANCE),
                                        Markdown.line(opinion.authorName()),
                                        Markdown.day(opinion.givenAt()),
                                        Markdown.quote(opinion.reason())))));
        proceedings.decisions(reference).stream()
                .filter(decision -> decision.stage() == stage)
                .forEach(decision -> said.add(new Said(
                        decision.decidedAt(),
                        "**%s** · %s, le %s\n\n%s%s"
                                .formatted(
                                        Markdown.line(decision.outcomeLabel()),
                                        Markdown.line(decision.authorName()),
                                        Markdown.day(decision.decidedAt()),
                                        Markdown.quote(decision.reason()),
                                        decision.conditions() == null
                                                ? ""
                                                : "\n>\n> Conditions :  \n" + Markdown.quote(decision.conditions())))));
        return said.stream()
                .sorted(Comparator.comparing(Said::at))
                .map(Said::text)
                .collect(Collectors.joining("\n\n"));
    }

    /** The open correction request for the authority, with its points. */
    String request(String reference) {
        return request(reference, true);
    }

    /** The open correction request in general, for a form beside which its points are answered. */
    String generalRequest(String reference) {
        return request(reference, false);
    }

    private String request(String reference, boolean withPoints) {
        return proceedings
                .openCorrection(reference)
                .map(
                        request -> "%s, le %s%s :\n\n%s"
                                .formatted(
                                        Markdown.line(request.requestedBy()),
                                        Markdown.day(request.requestedAt()),
                                        request.dueOn() == null
                                                ? ""
                                                : ", réponse attendue avant le **" + Markdown.day(request.dueOn())
                                                        + "**",
                                        Markdown.quote(request.request())
                                                + (withPoints
                                                        ? points(corrections
                                                                .of(reference)
                                                                .get(request.id()))
                                                        : corrections
                                                                        .open(reference)
                                                                        .isEmpty()
                                                                ? ""
                                                                : "\n\nRépondez à chaque point **au-dessus de ce formulaire** ; toutes les réponses partent quand vous l'envoyez.")))
                .orElse("Aucune demande n'est en attente.");
    }

    /** The points of a request, each with its answer when it was sent back. */
    private static String points(@Nullable List<SentPoint> points) {
        return points == null || points.isEmpty()
                ? ""
                : "\n\n"
                        + points.stream()
                                .map(point -> "%d. **%s** (%s) : %s%s%s"
                                        .formatted(
                                                point.position(),
                                                Markdown.line(point.label()),
                                                Markdown.line(point.value()),
                                                Markdown.line(point.missing()),
                                                point.answer() == null
                                                        ? ""
                                                        : "  \n   *Réponse :* " + Markdown.line(point.answer()),
                                                point.newValue() == null
                                                        ? ""
                                                        : "  \n   *Corrigé en :* "
                                                                + Markdown.line(point.newValueInWords())))
                                .collect(Collectors.joining("\n"));
    }

    /** What a reviewer prepared for the request of this task, and the page that prepares it. */
    String prepared(Situation situation) {
        List<PreparedPoint> prepared = corrections.prepared(situation.taskId());
        String page = newTab(
                "/dossiers/%s/echanges/complement/%s".formatted(situation.reference(), situation.taskId()),
                "Préparer la demande point par point");
        String points = prepared.stream()
                .map(point -> "- %s : %s"
                        .formatted(
                                point.target() == null
                                        ? "pièce retirée du dossier"
                                        : "**" + Markdown.line(point.target().label()) + "**",
                                point.missing().blank()
                                        ? "*à rédiger*"
                                        : Markdown.line(point.missing().text())))
                .collect(Collectors.joining("\n"));
        return page
                + " (la page s'ouvre dans un nouvel onglet ; les points que vous y préparez partent avec la demande, quand vous terminez cette tâche)."
                + (points.isEmpty() ? "" : "\n\nPoints préparés à l'ouverture de ce formulaire :\n\n" + points);
    }

    /** The request that the authority answered by announcing new figures, until they are sent. */
    String answeredRequest(String reference, FiguresKind kind) {
        Instant given =
                figures.latest(reference, kind).map(Figures::submittedAt).orElse(Instant.EPOCH);
        return proceedings.corrections(reference).stream()
                .filter(request ->
                        request.answeredAt() != null && request.answeredAt().isAfter(given))
                .reduce((first, second) -> second)
                .map(request -> "%s, le %s :\n\n%s"
                        .formatted(
                                Markdown.line(request.requestedBy()),
                                Markdown.day(request.requestedAt()),
                                Markdown.quote(request.request())
                                        + points(corrections.of(reference).get(request.id()))))
                .orElse("");
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), FormRules.FRANCE);
    }

    /** The last day on which the answer to a request made now may be expected: the task to answer is given up then. */
    LocalDate latestAnswer() {
        return LocalDate.ofInstant(delays.deadline("correction").toInstant(), FormRules.FRANCE);
    }

    /** The last decision taken at a step of this stage. */
    Optional<Decision> lastDecision(String reference, DossierStage stage, String element) {
        return proceedings.decisions(reference).stream()
                .filter(decision -> decision.stage() == stage && decision.step().equals(element))
                .reduce((first, second) -> second);
    }

    /** Measured values against the objectives of the contract. */
    String deviations(String reference) {
        List<Deviation> deviations = figures.latestCheck(reference)
                .map(check -> Deviation.of(check.report(), figures.objectives(reference)))
                .orElse(List.of());
        if (deviations.isEmpty()) {
            return "";
        }
        StringBuilder table =
                new StringBuilder("| Indicateur | Objectif | Valeur mesurée | Écart | |\n|---|---:|---:|---:|---|\n");
        deviations.forEach(deviation -> table.append("| %s %s | %s | %s | %s | %s |\n"
                .formatted(
                        deviation.code(),
                        Markdown.line(deviation.label()),
                        quantity(deviation.objective(), deviation.decimals(), deviation.unit()),
                        deviation.measured() == null
                                ? "manquante"
                                : quantity(deviation.measured(), deviation.decimals(), deviation.unit()),
                        ratio(deviation),
                        verdict(deviation))));
        return table.toString();
    }

    private static String ratio(Deviation deviation) {
        if (deviation.ratio() == null) {
            return "";
        }
        BigDecimal percent = deviation.ratio().movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        return (percent.signum() > 0 ? "+" : "") + FormRules.french(percent) + "\u00a0%";
    }

    private static String verdict(Deviation deviation) {
        if (deviation.measured() == null) {
            return "valeur à fournir";
        }
        return deviation.kept() ? "tenu" : deviation.serious() ? "**écart grave**" : "non tenu";
    }

    static String quantity(BigDecimal value, IndicatorResult result) {
        return quantity(value, result.decimals(), result.unit());
    }

    static String quantity(BigDecimal value, int decimals, String unit) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_UP);
        return UnitLabels.quantity(FormRules.french(rounded), UnitLabels.french(unit, rounded));
    }

    Referentiel referentiel(String reference) {
        String version = dossiers.get(reference).referentiel();
        return referentiels
                .find(version)
                .orElseThrow(() -> new IllegalStateException("no stored version " + version + " for " + reference));
    }

    Dossiers dossiers() {
        return dossiers;
    }

    DossierFigures figures() {
        return figures;
    }

    Proceedings proceedings() {
        return proceedings;
    }

    Corrections corrections() {
        return corrections;
    }
}
