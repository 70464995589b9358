package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.indicator.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What was said of a dossier during one passage of a stage, in the words of each. */
@Component
class OpinionsPaper implements PaperMaker {

    private static final ActWords WORDS = new ActWords();

    /** In the order in which the models ask for them. */
    private static final List<OpinionKind> ORDER = List.of(
            OpinionKind.INSTRUCTION,
            OpinionKind.SITE_VISIT,
            OpinionKind.PERSONAL,
            OpinionKind.SYNTHESIS,
            OpinionKind.REGIONAL_COMMISSION,
            OpinionKind.TECHNICAL_PROPOSAL);

    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final Proceedings proceedings;
    private final Experts experts;
    private final PaperTemplates templates;

    OpinionsPaper(
            Dossiers dossiers,
            DossierFigures figures,
            Proceedings proceedings,
            Experts experts,
            PaperTemplates templates) {
        this.dossiers = dossiers;
        this.figures = figures;
        this.proceedings = proceedings;
        this.experts = experts;
        this.templates = templates;
    }

    /** One opinion as it is read. */
    record Said(String kind, String author, String capacity, String date, String value, List<List<String>> reason) {}

    /** The opinions of one kind. */
    record Group(String title, List<Said> opinions) {}

    @Override
    public DocumentKind kind() {
        return DocumentKind.OPINIONS;
    }

    @Override
    public Paper make(PaperRequest request) {
        List<GivenOpinion> given = given(request);
        List<Group> groups = new ArrayList<>();
        for (OpinionKind kind : ORDER) {
            List<Said> said = given.stream()
                    .filter(opinion -> opinion.kind() == kind)
                    .map(this::said)
                    .toList();
            if (!said.isEmpty()) {
                groups.add(new Group(title(kind, said.size()), said));
            }
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("groups", groups);
        model.put("versions", versions(request));
        return templates.fill("opinions", title(request.stage()), request, model);
    }

    /** The opinions were given on a check, under its version: the dossier may be under another one by now. */
    private String versions(PaperRequest request) {
        String process = "Avis rendus dans le processus « " + Versions.process(request.step()) + " »";
        return Wording.typeset(figures.checks(request.dossier().reference()).stream()
                .filter(check -> check.stage() == request.stage())
                .filter(check -> !check.checkedAt().isAfter(request.asOf()))
                .reduce((first, second) -> second)
                .map(check -> process + ", sur un contrôle selon le référentiel, version "
                        + check.report().referentiel() + ".")
                .orElse(process + "."));
    }

    static String title(DossierStage stage) {
        return switch (stage) {
            case CONTRACT -> "Avis sur la demande de contrat";
            case CONFIRMATION -> "Avis sur la confirmation du label";
            case AWARD -> "Avis sur la demande de label";
            default -> "Avis rendus";
        };
    }

    private static String title(OpinionKind kind, int number) {
        return kind == OpinionKind.PERSONAL && number > 1
                ? "Avis personnels des experts"
                : kind.label().replace('\'', '’');
    }

    /** Those of this passage: the ones of an earlier passage are in the document of that passage. */
    private List<GivenOpinion> given(PaperRequest request) {
        String reference = request.dossier().reference();
        Instant since = dossiers.stages(reference).stream()
                .filter(period -> period.stage() == request.stage() && period.round() == request.round())
                .map(StagePeriod::enteredAt)
                .findFirst()
                .orElse(Instant.EPOCH);
        return proceedings.opinions(reference).stream()
                .filter(opinion -> opinion.stage() == request.stage())
                .filter(opinion -> !opinion.givenAt().isBefore(since))
                .filter(opinion -> !opinion.givenAt().isAfter(request.asOf()))
                .toList();
    }

    private Said said(GivenOpinion opinion) {
        boolean trio = opinion.kind() == OpinionKind.PERSONAL || opinion.kind() == OpinionKind.SYNTHESIS;
        String capacity = trio
                ? experts.find(opinion.authorId())
                        .map(Expert::kind)
                        .map(kind -> kind.label().replace('\'', '’'))
                        .orElse("Expert")
                : "";
        return new Said(
                opinion.kind().label().replace('\'', '’'),
                opinion.authorName(),
                capacity,
                WORDS.date(opinion.givenAt()),
                opinion.valueLabel(),
                Paragraphs.of(opinion.reason()));
    }
}
