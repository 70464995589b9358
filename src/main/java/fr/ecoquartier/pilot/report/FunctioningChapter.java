package fr.ecoquartier.pilot.report;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.functioning.DelayInForce;
import fr.ecoquartier.pilot.functioning.Durations;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.functioning.FunctioningPictures;
import fr.ecoquartier.pilot.report.Block.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Where the time went, beside the delays in force. */
@Component
@Order(70)
class FunctioningChapter implements ReportChapter {

    private static final int EXAMPLES = 3;
    private static final String NINETY = "9 sur 10 en".replace(" ", Words.NO_BREAK);

    @Override
    public ReportContent.Chapter of(Campaign campaign, Supplier<Functioning> known) {
        Functioning functioning = known.get();
        List<Block> blocks = new ArrayList<>();
        if (functioning.empty()) {
            blocks.add(new Block.Notice("Aucune tâche n’a encore été ouverte : il n’y a pas de temps à regarder."));
            return new ReportContent.Chapter("fonctionnement", "Fonctionnement", blocks);
        }
        if (campaign.demonstration()) {
            blocks.add(new Block.Notice(Functioning.PLAYED));
        }
        if (!functioning.tasks().isEmpty()) {
            blocks.add(new Block.Paragraph(Functioning.HOW_MEASURED));
            blocks.add(new Block.Picture(
                    FunctioningPictures.barsSvg(functioning), FunctioningPictures.barsDescription(functioning)));
            blocks.add(tasks(functioning));
            blocks.add(roles(functioning));
            blocks.add(delays(functioning));
        }
        corrections(functioning, blocks);
        hours(functioning, blocks);
        return new ReportContent.Chapter("fonctionnement", "Fonctionnement", blocks);
    }

    private static Block tasks(Functioning functioning) {
        return new Block.Table(
                "Temps par tâche, les plus longues d’abord ; attente et travail sont des médianes, un tiret quand rien ne les départage",
                List.of(
                        Column.text("Tâche"),
                        Column.text("Acteur"),
                        Column.number("Faites"),
                        Column.number("Sans réponse"),
                        Column.number("Médiane"),
                        Column.number(NINETY),
                        Column.number("Attente"),
                        Column.number("Travail"),
                        Column.number("En retard")),
                functioning.tasks().stream()
                        .map(line -> List.of(
                                functioning.label(line),
                                Words.role(line.role()),
                                Words.number(line.done()),
                                Words.number(line.without()),
                                Durations.text(line.median()),
                                Durations.text(line.ninety()),
                                line.split() == 0 ? "–" : Durations.text(line.medianWaiting()),
                                line.split() == 0 ? "–" : Durations.text(line.medianWorking()),
                                Words.share(line.late(), line.dated())))
                        .toList());
    }

    private static Block roles(Functioning functioning) {
        return new Block.Table(
                "Temps cumulé par acteur",
                List.of(
                        Column.text("Acteur"),
                        Column.number("Tâches faites"),
                        Column.number("Attente"),
                        Column.number("Travail"),
                        Column.number("Non réparti"),
                        Column.number("En retard")),
                functioning.roles().stream()
                        .map(line -> List.of(
                                Words.role(line.role()),
                                Words.number(line.done()),
                                Durations.text(line.spent().waiting()),
                                Durations.text(line.spent().working()),
                                Durations.text(line.spent().unknown()),
                                Words.share(line.late(), line.dated())))
                        .toList());
    }

    private static Block delays(Functioning functioning) {
        return new Block.Table(
                "Délais en vigueur et temps observés",
                List.of(
                        Column.text("Délai"),
                        Column.number("En vigueur"),
                        Column.number("Cas"),
                        Column.number("Médiane"),
                        Column.number(NINETY),
                        Column.number("En retard"),
                        Column.text("Suggestion")),
                functioning.delays().stream()
                        .map(line -> {
                            DelayInForce delay = line.delay();
                            return List.of(
                                    delay.label(),
                                    delay.text(),
                                    Words.number(line.done()),
                                    Durations.text(line.median()),
                                    Durations.text(line.ninety()),
                                    Words.share(line.late(), line.dated()),
                                    line.suggestion().kind().label() + ". "
                                            + line.suggestion().reason());
                        })
                        .toList());
    }

    private static void corrections(Functioning functioning, List<Block> blocks) {
        blocks.add(new Block.Heading("Demandes de complément"));
        if (functioning.corrections().isEmpty()) {
            blocks.add(new Block.Paragraph("Aucun complément n’a été demandé."));
            return;
        }
        blocks.add(new Block.Table(
                "Demandes de complément par étape",
                List.of(
                        Column.text("Étape"),
                        Column.number("Demandes"),
                        Column.number("Dossiers"),
                        Column.number("Répondues"),
                        Column.number("Réponse (médiane)")),
                functioning.corrections().stream()
                        .map(line -> List.of(
                                line.name(),
                                Words.number(line.requests()),
                                Words.number(line.dossiers()),
                                Words.number(line.answered()),
                                Durations.text(line.medianAnswer())))
                        .toList()));
        blocks.add(Block.Nominative.of(new Block.Table(
                "Ce qui est demandé, par mots communs",
                List.of(Column.text("Mots communs"), Column.number("Demandes"), Column.text("Exemples")),
                functioning.themes().stream()
                        .map(theme -> List.of(
                                theme.word() == null ? "Demandes sans mot commun" : "« " + theme.word() + " »",
                                Words.number(theme.requests().size()),
                                String.join(
                                        " / ",
                                        theme.requests().stream()
                                                .limit(EXAMPLES)
                                                .map(asked -> asked.text() + " (" + asked.reference() + ")")
                                                .toList())))
                        .toList())));
    }

    private static void hours(Functioning functioning, List<Block> blocks) {
        blocks.add(new Block.Heading("Heures déclarées par les évaluateurs"));
        if (functioning.hours().isEmpty()) {
            blocks.add(
                    new Block.Paragraph(
                            "Aucune heure n’est déclarée, ou des évaluations sont encore attendues : rien n’est montré avant."));
            return;
        }
        blocks.add(new Block.Table(
                "Heures déclarées par étape du test",
                List.of(
                        Column.text("Étape"),
                        Column.text("Évaluateur"),
                        Column.number("Réponses"),
                        Column.number("Médiane"),
                        Column.number("De"),
                        Column.number("À")),
                functioning.hours().stream()
                        .map(line -> List.of(
                                line.step(),
                                line.role(),
                                Words.number(line.answers()),
                                hours(line.median()),
                                hours(line.least()),
                                hours(line.most())))
                        .toList()));
    }

    private static String hours(java.math.BigDecimal hours) {
        return Words.number(hours, 1) + Words.NO_BREAK + "h";
    }
}
