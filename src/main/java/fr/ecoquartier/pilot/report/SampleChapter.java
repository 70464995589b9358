package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.pilot.CommitteeComment;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.report.Block.Column;
import fr.ecoquartier.pilot.report.Block.Fact;
import fr.ecoquartier.pilot.sample.SamplePictures;
import fr.ecoquartier.pilot.sample.SampleResult;
import fr.ecoquartier.pilot.sample.SampleResult.Outcome;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The sample with its proof: what was demanded, what was obtained, what each demand cost, and how to do it again. */
@Component
@Order(20)
class SampleChapter implements ReportChapter {

    private final Samples samples;
    private final Committee committee;
    private final Campaigns campaigns;

    SampleChapter(Samples samples, Committee committee, Campaigns campaigns) {
        this.samples = samples;
        this.committee = committee;
        this.campaigns = campaigns;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Block> blocks = new ArrayList<>();
        Optional<StoredSample> retained = samples.retained(campaign.id());
        Optional<StoredSample> shown = retained.isPresent() ? retained : samples.latest(campaign.id());
        if (shown.isEmpty()) {
            blocks.add(new Block.Notice("L’échantillon n’a pas encore été calculé."));
        } else {
            if (retained.isEmpty()) {
                blocks.add(new Block.Notice("Échantillon calculé, que le ministère n’a pas encore retenu."));
            }
            sample(shown.get(), blocks);
            opinions(campaign, shown.get(), blocks);
        }
        return new ReportContent.Chapter("echantillon", "Échantillon", blocks);
    }

    private void sample(StoredSample sample, List<Block> blocks) {
        SampleResult result = sample.result();
        if (result == null) {
            blocks.add(new Block.Notice("Les paramètres ne permettent pas de calculer un échantillon."));
            blocks.add(new Block.Items(
                    sample.problems().stream().map(problem -> problem.message()).toList()));
            return;
        }
        blocks.add(new Block.Paragraph(result.summary()));
        blocks.add(proof(sample, result));
        if (!result.quotas().isEmpty()) {
            blocks.add(new Block.Table(
                    "Quotas : demandé, obtenu, et ce que chacun coûte",
                    List.of(
                            Column.text("Quota"),
                            Column.number("Au moins"),
                            Column.number("Au plus"),
                            Column.number("Obtenu"),
                            Column.number("Disponibles"),
                            Column.number("Coût"),
                            Column.text("Explication")),
                    result.quotas().stream()
                            .map(line -> List.of(
                                    line.label(),
                                    bound(line.quota().minimum()),
                                    bound(line.quota().maximum()),
                                    Words.number(line.obtained()),
                                    Words.number(line.available()),
                                    line.cost() == null ? "non calculé" : distance(line.cost(), result),
                                    line.explanation()))
                            .toList()));
        }
        if (result.hasSample()) {
            blocks.add(
                    new Block.Picture(
                            SamplePictures.againstCandidatesSvg(result),
                            "Parts de chaque caractéristique parmi les candidats et dans l’échantillon ; le tableau dit la même chose."));
            blocks.add(new Block.Table(
                    "L’échantillon face aux candidats",
                    List.of(Column.text("Caractéristique"), Column.number("Candidats"), Column.number("Échantillon")),
                    result.shares().stream()
                            .map(share -> List.of(
                                    share.attribute().label() + " : " + share.label(),
                                    Words.share(share.candidates(), result.eligible()),
                                    Words.share(share.obtained(), result.size())))
                            .toList()));
            blocks.add(retained("Retenus", result.chosen()));
            if (!result.reserve().isEmpty()) {
                blocks.add(retained("Liste de réserve, dans l’ordre d’appel", result.reserve()));
            }
        }
        if (!result.conflicts().isEmpty()) {
            blocks.add(new Block.Heading("Demandes qui se contredisent"));
            result.conflicts().forEach(conflict -> blocks.add(new Block.Items(conflict.demands())));
        }
        if (result.relaxation() != null) {
            blocks.add(new Block.Heading("Assouplissement le plus proche"));
            blocks.add(new Block.Items(result.relaxation().changes().stream()
                    .map(SampleResult.Change::explanation)
                    .toList()));
        }
    }

    private static Block proof(StoredSample sample, SampleResult result) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("Issue", outcome(result.outcome())),
                new Fact("Calculé le", Words.date(sample.computedAt())),
                new Fact(
                        "Candidats examinés",
                        "%s, dont %s"
                                .formatted(
                                        Words.number(result.candidates()),
                                        Words.count(result.eligible(), "éligible", "éligibles"))),
                new Fact("Places", Words.number(result.size()))));
        if (result.hasSample()) {
            facts.add(new Fact("Distance aux candidats", distance(result.objective(), result)));
            facts.add(new Fact("Aucun échantillon à moins de", distance(result.bound(), result)));
            facts.add(new Fact(
                    "Écart à l’optimum",
                    result.objective() == result.bound()
                            ? "nul : l’optimum est prouvé"
                            : distance(result.objective() - result.bound(), result) + " au plus"));
        }
        facts.add(new Fact("Graine publiée", Long.toString(result.seed())));
        facts.add(new Fact("Départage", result.tieBreak()));
        facts.add(new Fact("Empreinte de la demande", result.fingerprint()));
        return new Block.Facts("Preuve", facts);
    }

    /** In points: one place to move is worth as many as the weight of its attribute. */
    private static String distance(long objective, SampleResult result) {
        BigDecimal points = result.unit() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(objective)
                        .divide(BigDecimal.valueOf(result.unit()), 2, java.math.RoundingMode.HALF_UP);
        return Words.number(points, 2)
                + Words.NO_BREAK
                + (points.compareTo(BigDecimal.valueOf(2)) < 0 ? "point" : "points");
    }

    private static Block retained(String caption, List<Retained> list) {
        return new Block.Table(
                caption,
                List.of(Column.text("Candidat"), Column.number("Rang"), Column.text("Pourquoi")),
                list.stream()
                        .map(one -> List.of(one.name(), Words.number(one.position()), one.reason()))
                        .toList());
    }

    private void opinions(Campaign campaign, StoredSample sample, List<Block> blocks) {
        blocks.add(new Block.Heading("Avis du comité et décision"));
        List<CommitteeComment> comments = committee.comments(campaign.id(), sample.run());
        blocks.add(
                comments.isEmpty()
                        ? new Block.Paragraph("Aucun partenaire n’a rendu d’avis sur cet échantillon.")
                        : new Block.Table(
                                "Avis des partenaires",
                                List.of(Column.text("Partenaire"), Column.text("Avis"), Column.text("Texte")),
                                comments.stream()
                                        .map(comment -> List.of(
                                                comment.author().name(),
                                                comment.opinion().label(),
                                                comment.text()))
                                        .toList()));
        List<String> decisions = campaigns.journal(campaign.id()).stream()
                .filter(entry -> entry.kind() == CampaignEvent.DECISION)
                .map(SampleChapter::sentence)
                .toList();
        if (!decisions.isEmpty()) {
            blocks.add(new Block.Heading("Décisions de la campagne"));
            blocks.add(new Block.Items(decisions));
        }
    }

    private static String sentence(CampaignEntry entry) {
        return "%s, %s : %s".formatted(Words.date(entry.at()), entry.actor().name(), entry.text());
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case OPTIMAL -> "Optimum prouvé";
            case INFEASIBLE -> "Aucun échantillon possible, c’est prouvé";
            case STOPPED -> "Calcul arrêté avant la preuve";
        };
    }

    private static String bound(@org.jspecify.annotations.Nullable Integer bound) {
        return bound == null ? "–" : Words.number(bound);
    }
}
