package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.replay.ChangeKind;
import fr.ecoquartier.pilot.replay.ReplayResult;
import fr.ecoquartier.pilot.replay.ReplaySummary;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.report.Block.Column;
import fr.ecoquartier.pilot.report.Block.Fact;
import fr.ecoquartier.referentiel.Difference;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the proposed version would have changed on every dossier that has figures. */
@Component
@Order(60)
class ReplayChapter implements ReportChapter {

    private static final int MOST_SENSITIVE = 12;

    private final ProposedDraft proposed;
    private final ReferentielDrafts drafts;
    private final Replays replays;
    private final Territories territories;

    ReplayChapter(ProposedDraft proposed, ReferentielDrafts drafts, Replays replays, Territories territories) {
        this.proposed = proposed;
        this.drafts = drafts;
        this.replays = replays;
        this.territories = territories;
    }

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> functioning) {
        List<Block> blocks = new ArrayList<>();
        Optional<Draft> draft = proposed.of(campaign.id()).flatMap(drafts::find);
        if (draft.isEmpty()) {
            blocks.add(
                    new Block.Notice(
                            "Aucune nouvelle version n’est proposée : le référentiel reste tel qu’il a été testé, et il n’y a rien à relire."));
        } else {
            version(draft.get(), blocks);
            Optional<ReplaySummary> replay = replays.latest(draft.get().id());
            if (replay.isEmpty()) {
                blocks.add(new Block.Notice("La version proposée n’a pas encore été relue sur les dossiers."));
            } else {
                replay(replay.get(), blocks);
            }
        }
        return new ReportContent.Chapter("relecture", "Version proposée et relecture des dossiers", blocks);
    }

    private void version(Draft draft, List<Block> blocks) {
        Difference difference = drafts.difference(draft.id());
        blocks.add(new Block.Facts(
                "Version proposée",
                List.of(
                        new Fact(
                                "Projet",
                                "%s (n°\u00a0%d, révision %d)".formatted(draft.title(), draft.id(), draft.revision())),
                        new Fact("Partie de", draft.fromVersion() == null ? "un fichier importé" : draft.fromVersion()),
                        new Fact(
                                "Devenue",
                                draft.adoptedVersion() == null
                                        ? "pas encore adoptée"
                                        : "la version " + draft.adoptedVersion()),
                        new Fact(
                                "Changements", Words.number(difference.changes().size())))));
        if (!difference.empty()) {
            blocks.add(new Block.Table(
                    "De « %s » à « %s »".formatted(difference.before(), difference.after()),
                    List.of(
                            Column.text("Élément"),
                            Column.text("Changement"),
                            Column.text("Avant"),
                            Column.text("Après")),
                    difference.changes().stream()
                            .map(change -> List.of(
                                    "%s %s %s".formatted(change.subject().label(), change.code(), change.label()),
                                    change.kind().label() + (change.field() == null ? "" : " : " + change.field()),
                                    orDash(change.before()),
                                    orDash(change.after())))
                            .toList()));
        }
    }

    private void replay(ReplaySummary replay, List<Block> blocks) {
        ReplayResult result = replay.result();
        blocks.add(new Block.Nominative(
                List.of(new Block.Paragraph(replay.verdict())), new Block.Paragraph(replay.verdictWithoutNames())));
        blocks.add(new Block.Facts(
                "Relecture du " + Words.date(replay.ranAt()),
                List.of(
                        new Fact(
                                "Dossiers relus",
                                "%s, dont %s de test"
                                        .formatted(
                                                Words.number(result.dossiers()), Words.number(result.testDossiers()))),
                        new Fact("Contrôles relus", Words.number(result.checks())),
                        new Fact("Dossiers qui changeraient", Words.share(result.dossiersChanged(), result.dossiers())),
                        new Fact("Calculs impossibles", Words.number(result.failureCount())))));
        if (!result.opinions().isEmpty()) {
            blocks.add(new Block.Table(
                    "Avis avant et après",
                    List.of(
                            Column.text("Étape"),
                            Column.text("Avis actuel"),
                            Column.text("Avis avec la version proposée"),
                            Column.number("Contrôles")),
                    result.opinions().stream()
                            .map(move -> List.of(
                                    move.stage().label(),
                                    move.from().label(),
                                    move.to() == null
                                            ? "calcul impossible"
                                            : move.to().label(),
                                    Words.number(move.checks())))
                            .toList()));
        }
        List<List<String>> kinds = Arrays.stream(ChangeKind.values())
                .filter(kind -> result.count(kind) > 0)
                .map(kind -> List.of(kind.label(), Words.share(result.count(kind), result.checks())))
                .toList();
        if (!kinds.isEmpty()) {
            blocks.add(new Block.Table(
                    "Changements, par nature", List.of(Column.text("Changement"), Column.number("Contrôles")), kinds));
        }
        Map<String, String> regions = territories.regions().stream()
                .collect(Collectors.toMap(Region::code, Region::label, (first, second) -> first));
        groups("par contexte", "Contexte", result.contexts(), Referentiel::contextLabel, blocks);
        groups("par région", "Région", result.regions(), code -> regions.getOrDefault(code, code), blocks);
        sensitivity(result, blocks);
    }

    private static void groups(
            String what,
            String column,
            List<ReplayResult.Group> groups,
            UnaryOperator<String> label,
            List<Block> blocks) {
        if (groups.isEmpty()) {
            return;
        }
        blocks.add(new Block.Table(
                "Changements " + what,
                List.of(
                        Column.text(column),
                        Column.number("Dossiers"),
                        Column.number("Contrôles"),
                        Column.number("Avis plus favorable"),
                        Column.number("Avis moins favorable"),
                        Column.number("Mieux noté"),
                        Column.number("Moins bien noté")),
                groups.stream()
                        .map(group -> List.of(
                                label.apply(group.code()),
                                Words.number(group.dossiers()),
                                Words.number(group.checks()),
                                Words.number(group.count(ChangeKind.OPINION_BETTER)),
                                Words.number(group.count(ChangeKind.OPINION_WORSE)),
                                Words.number(group.count(ChangeKind.RATING_BETTER)),
                                Words.number(group.count(ChangeKind.RATING_WORSE))))
                        .toList()));
    }

    private static void sensitivity(ReplayResult result, List<Block> blocks) {
        List<List<String>> rows = result.sensitivities().stream()
                .filter(one -> one.most() > 0)
                .sorted((a, b) -> Integer.compare(b.most(), a.most()))
                .limit(MOST_SENSITIVE)
                .map(one -> List.of(
                        one.indicator() + " " + one.label(),
                        Referentiel.contextLabel(one.context()),
                        one.minimum() ? "Minimum" : "Cible",
                        fr.ecoquartier.indicator.Wording.quantity(one.value(), one.unit()),
                        fr.ecoquartier.indicator.Wording.quantity(one.step(), one.unit()),
                        Words.share(one.most(), one.concerned())))
                .toList();
        if (!rows.isEmpty()) {
            blocks.add(new Block.Table(
                    "Seuils auxquels le plus de notes tiennent (au plus %d)".formatted(MOST_SENSITIVE),
                    List.of(
                            Column.text("Indicateur"),
                            Column.text("Contexte"),
                            Column.text("Seuil"),
                            Column.number("Valeur"),
                            Column.number("Pas"),
                            Column.number("Notes qui changent, au pire")),
                    rows));
        }
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }
}
