package fr.ecoquartier.workflow.form;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Candidate;
import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.pilot.CommitteeComment;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.calibration.Analysis;
import fr.ecoquartier.pilot.calibration.CalibrationDecision;
import fr.ecoquartier.pilot.calibration.Calibrations;
import fr.ecoquartier.pilot.calibration.IndicatorAnalysis;
import fr.ecoquartier.pilot.calibration.StoredAnalysis;
import fr.ecoquartier.pilot.report.CampaignReports;
import fr.ecoquartier.pilot.report.StoredReport;
import fr.ecoquartier.pilot.sample.InvalidRequest;
import fr.ecoquartier.pilot.sample.SamplePictures;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleResult.QuotaLine;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the forms show of a campaign of pilot tests: its tasks have no dossier. */
@Component
class CampaignDesk {

    private final Campaigns campaigns;
    private final Samples samples;
    private final Committee committee;
    private final Calibrations calibrations;
    private final CampaignReports reports;

    CampaignDesk(
            Campaigns campaigns,
            Samples samples,
            Committee committee,
            Calibrations calibrations,
            CampaignReports reports) {
        this.campaigns = campaigns;
        this.samples = samples;
        this.committee = committee;
        this.calibrations = calibrations;
        this.reports = reports;
    }

    /** The campaign of the task at hand. */
    static String id(Situation situation) {
        String campaign = situation.text("campaign");
        return campaign.isEmpty() ? situation.reference() : campaign;
    }

    /** What every form shows: which campaign this is about. */
    Map<String, Object> campaign(Situation situation) {
        Campaign campaign = campaigns.get(id(situation));
        String link = "/campagnes/" + campaign.id();
        String summary = """
                | Campagne | Nom | État | Référentiel testé | Pilotes attendus |
                |---|---|---|---|---:|
                | [%s](%s) | %s | %s | %s | %d |
                """.formatted(
                        campaign.id(),
                        link,
                        Markdown.line(campaign.name()),
                        campaign.status().label(),
                        Markdown.line(campaign.referentiel()),
                        campaign.parameters().size());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("campaign", Map.of("id", campaign.id(), "name", campaign.name(), "link", link, "summary", summary));
        return shown;
    }

    Campaigns campaigns() {
        return campaigns;
    }

    Samples samples() {
        return samples;
    }

    Committee committee() {
        return committee;
    }

    Optional<StoredSample> sample(Situation situation) {
        return samples.latest(id(situation));
    }

    /** The sample last computed by the process, with what explains it. */
    Map<String, Object> shown(StoredSample sample) {
        Map<String, Object> shown = new LinkedHashMap<>();
        SampleResult result = sample.result();
        String page = "[Tout le calcul](/campagnes/%s/echantillon), fait le %s."
                .formatted(sample.campaign(), Markdown.day(sample.computedAt()));
        if (result == null) {
            shown.put("headline", failure(sample) + "\n\n" + page);
            shown.put("table", "");
            shown.put("reserve", "");
            shown.put("quotas", "");
            return shown;
        }
        shown.put("headline", Markdown.paragraphs(result.summary()) + "\n\n" + page);
        shown.put("table", result.hasSample() ? retained("Retenues", result.chosen()) : conflicts(result));
        if (result.hasSample()) {
            shown.put("plot", DossierDesk.svg(SamplePictures.againstCandidatesSvg(result)));
            shown.put(
                    "plotText",
                    "Part de chaque valeur parmi les candidatures et dans l'échantillon ; la page de l'échantillon donne les mêmes chiffres en tableau.");
        }
        shown.put("reserve", result.reserve().isEmpty() ? "" : retained("Réserve, dans l'ordre", result.reserve()));
        shown.put("quotas", result.quotas().isEmpty() ? "" : quotas(result));
        return shown;
    }

    private static String failure(StoredSample sample) {
        return "**L'échantillon n'a pas pu être calculé.**\n\n"
                + sample.problems().stream()
                        .map(InvalidRequest.Problem::message)
                        .map(message -> "- " + Markdown.line(message))
                        .collect(Collectors.joining("\n"));
    }

    private static String retained(String title, List<Retained> list) {
        return list.stream()
                .map(one -> "| %d | %s | %s |"
                        .formatted(one.position(), Markdown.line(one.name()), Markdown.line(one.reason())))
                .collect(Collectors.joining(
                        "\n", "**%s**\n\n| Rang | Candidature | Pourquoi |\n|---:|---|---|\n".formatted(title), "\n"));
    }

    private static String conflicts(SampleResult result) {
        StringBuilder text = new StringBuilder();
        result.conflicts().forEach(conflict -> {
            text.append("**Exigences qui se contredisent :**\n\n");
            conflict.demands()
                    .forEach(demand ->
                            text.append("- ").append(Markdown.line(demand)).append('\n'));
            text.append('\n');
        });
        if (result.relaxation() != null) {
            text.append("**Le plus petit assouplissement qui rend un échantillon possible :**\n\n");
            result.relaxation()
                    .changes()
                    .forEach(change -> text.append("- ")
                            .append(Markdown.line(change.explanation()))
                            .append('\n'));
        }
        return text.toString();
    }

    private static String quotas(SampleResult result) {
        return result.quotas().stream()
                .map(line -> "| %s | %s | %s | %d | %d | %s |"
                        .formatted(
                                Markdown.line(line.label()),
                                bound(line.quota().minimum()),
                                bound(line.quota().maximum()),
                                line.obtained(),
                                line.available(),
                                price(line)))
                .collect(Collectors.joining(
                        "\n",
                        "| Quota | Au moins | Au plus | Obtenu | Candidatures | Prix |\n|---|---:|---:|---:|---:|---|\n",
                        "\n"));
    }

    private static String bound(@Nullable Integer bound) {
        return bound == null ? "–" : bound.toString();
    }

    private static String price(QuotaLine line) {
        return Markdown.line(line.explanation());
    }

    /** What the committee said of the sample, everybody under their name. */
    String comments(StoredSample sample) {
        List<CommitteeComment> comments = committee.comments(sample.campaign(), sample.run());
        List<String> members = committee.members(sample.campaign());
        if (comments.isEmpty()) {
            return members.isEmpty()
                    ? "Aucun partenaire n'est membre du comité de cette campagne."
                    : "Aucun avis n'a été rendu dans le délai.";
        }
        Set<String> heard =
                comments.stream().map(comment -> comment.author().id()).collect(Collectors.toSet());
        long silent = members.stream().filter(member -> !heard.contains(member)).count();
        return comments.stream()
                        .map(comment -> "**%s** · %s, le %s\n\n%s"
                                .formatted(
                                        comment.opinion().label(),
                                        Markdown.line(comment.author().name()),
                                        Markdown.day(comment.givenAt()),
                                        Markdown.quote(comment.text())))
                        .collect(Collectors.joining("\n\n"))
                + (silent == 0
                        ? ""
                        : "\n\n"
                                + (silent == 1
                                        ? "Un membre n'a pas répondu."
                                        : silent + " membres n'ont pas répondu."));
    }

    /** Those of the sample who withdrew since it was computed; empty when there is none. */
    String withdrawn(StoredSample sample) {
        return samples.withdrawnSince(sample).stream()
                .map(CampaignDesk::withdrawal)
                .collect(Collectors.joining("\n"));
    }

    private static String withdrawal(Candidate candidate) {
        return "- **%s** (« %s ») : %s"
                .formatted(
                        Markdown.line(candidate.authorityName()),
                        Markdown.line(candidate.operation()),
                        candidate.withdrawalReason() == null
                                ? "sans motif indiqué"
                                : Markdown.line(candidate.withdrawalReason()));
    }

    /** Entries of the campaign's journal of some kinds, oldest first. */
    String history(Situation situation, CampaignEvent... kinds) {
        Set<CampaignEvent> wanted = Set.of(kinds);
        return campaigns.journal(id(situation)).stream()
                .filter(entry -> wanted.contains(entry.kind()))
                .map(CampaignDesk::said)
                .collect(Collectors.joining("\n\n"));
    }

    /** The last entry of one of the kinds. */
    Optional<CampaignEntry> last(Situation situation, CampaignEvent... kinds) {
        Set<CampaignEvent> wanted = Set.of(kinds);
        return campaigns.journal(id(situation)).stream()
                .filter(entry -> wanted.contains(entry.kind()))
                .reduce((earlier, later) -> later);
    }

    /** The last entry of the journal that is so, as people read it. */
    Optional<String> lastSaid(Situation situation, Predicate<CampaignEntry> is) {
        return campaigns.journal(id(situation)).stream()
                .filter(is)
                .reduce((earlier, later) -> later)
                .map(CampaignDesk::said);
    }

    /** The results of the tests and what was decided about each indicator. */
    Map<String, Object> calibration(Situation situation) {
        String campaign = id(situation);
        String page = "[Tous les résultats, indicateur par indicateur](/campagnes/%s/calage).".formatted(campaign);
        Optional<StoredAnalysis> stored = calibrations.latest(campaign);
        if (stored.isEmpty()) {
            return Map.of("summary", "Les résultats des tests ne sont pas encore réunis. " + page, "table", "");
        }
        Analysis analysis = stored.get().analysis();
        Map<String, CalibrationDecision> decisions = calibrations.decisions(campaign);
        long undecided = analysis.indicators().stream()
                .filter(indicator -> !decisions.containsKey(indicator.code()))
                .count();
        String summary = """
                Analyse du %s%s : %d pilotes, %d évaluations. %s%s
                """.formatted(
                        Markdown.day(stored.get().computedAt()),
                        stored.get().provisional() ? ", **provisoire** (des tests couraient encore)" : "",
                        analysis.pilots().size(),
                        analysis.evaluations().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        analysis.largeEnough() ? "" : "**C'est trop peu de pilotes pour conclure.** ",
                        page);
        String decided = undecided == 0
                ? "Une décision est prise pour chaque indicateur."
                : "Sans décision à ce jour : %d indicateurs sur %d."
                        .formatted(undecided, analysis.indicators().size());
        String table = analysis.indicators().stream()
                .map(indicator -> line(indicator, decisions.get(indicator.code())))
                .collect(Collectors.joining(
                        "\n",
                        "| Indicateur | Ce que suggèrent les tests | Confiance | Décidé |\n|---|---|---|---|\n",
                        "\n"));
        return Map.of("summary", summary + "\n" + decided, "table", table);
    }

    private static String line(IndicatorAnalysis indicator, @Nullable CalibrationDecision decision) {
        return "| %s %s | %s | %s | %s |"
                .formatted(
                        indicator.code(),
                        Markdown.line(indicator.label()),
                        indicator.proposal().kind().label(),
                        indicator.proposal().confidence().label(),
                        decision == null
                                ? "–"
                                : decision.choice().label() + (decision.otherwise() ? " (autrement que suggéré)" : ""));
    }

    /** The versions of the campaign's report, the last first, and what was said of them. */
    String report(Situation situation) {
        String campaign = id(situation);
        List<StoredReport> versions = new ArrayList<>(reports.of(campaign));
        Collections.reverse(versions);
        if (versions.isEmpty()) {
            return "Aucun rapport n'est encore écrit.";
        }
        return "[Lire le rapport](/campagnes/%s/rapport).\n\n".formatted(campaign)
                + versions.stream()
                        .map(CampaignDesk::version)
                        .collect(Collectors.joining(
                                "\n", "| Version | Écrite le | Pages | Décision |\n|---:|---|---:|---|\n", "\n"));
    }

    private static String version(StoredReport report) {
        StoredReport.Decision decision = report.decision();
        String decided = decision == null
                ? "à prendre"
                : "%s le %s : %s"
                        .formatted(
                                decision.adopted() ? "adoptée" : "renvoyée",
                                Markdown.day(decision.decidedAt()),
                                Markdown.line(decision.reason()));
        return "| %d | %s | %d | %s |"
                .formatted(report.number(), Markdown.day(report.writtenAt()), report.pages(), decided);
    }

    CampaignReports reports() {
        return reports;
    }

    static String said(CampaignEntry entry) {
        return "**%s** · %s, le %s\n\n%s"
                .formatted(
                        entry.kind().label(),
                        Markdown.line(entry.actor().name()),
                        Markdown.day(entry.at()),
                        Markdown.quote(entry.text()));
    }
}
