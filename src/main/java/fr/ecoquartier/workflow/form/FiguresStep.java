package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Figures;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.InvalidFigures;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The authority enters figures, in the form generated from its dossier's référentiel. */
class FiguresStep implements Step {

    private final DossierDesk desk;
    private final Checks checks;
    private final FiguresKind kind;

    FiguresStep(DossierDesk desk, Checks checks, FiguresKind kind) {
        this.desk = desk;
        this.checks = checks;
        this.kind = kind;
    }

    @Override
    public Map<String, Object> show(Situation situation) {
        Map<String, Object> shown = desk.dossier(situation);
        shown.put("request", requests(situation));
        latest(situation, kind).forEach((code, value) -> shown.put(code, value.toPlainString()));
        shown.put("hints", hints(situation));
        return shown;
    }

    /** The open request, or the one that these figures complete the answer to. */
    private String requests(Situation situation) {
        return desk.proceedings().openCorrection(situation.reference()).isPresent()
                ? desk.request(situation.reference())
                : desk.answeredRequest(situation.reference(), kind);
    }

    /** Beside each figure, what was said before: measured ones are compared with the planned ones. */
    private Map<String, String> hints(Situation situation) {
        Map<String, String> hints = new LinkedHashMap<>();
        desk.referentiel(situation.reference()).inputs().keySet().forEach(code -> hints.put(code, ""));
        if (kind != FiguresKind.BASELINE) {
            latest(situation, FiguresKind.BASELINE)
                    .forEach((code, value) ->
                            hints.merge(code, " · au départ : " + FormRules.french(value), String::concat));
        }
        if (kind == FiguresKind.MEASURED) {
            latest(situation, FiguresKind.PLANNED)
                    .forEach((code, value) ->
                            hints.merge(code, " · prévu : " + FormRules.french(value), String::concat));
        }
        return hints;
    }

    private Map<String, BigDecimal> latest(Situation situation, FiguresKind which) {
        Optional<Figures> figures = desk.figures().latest(situation.reference(), which);
        return figures.map(Figures::values).orElse(Map.of());
    }

    @Override
    public void check(Situation situation, Answers answers) {
        checks.validate(desk.referentiel(situation.reference()).version(), answers.numbers())
                .forEach(error -> answers.refuse(error.field(), error.message()));
    }

    @Override
    public Map<String, Object> take(Situation situation, Answers answers) {
        try {
            desk.figures().submit(situation.step(), kind, answers.numbers(), situation.actor());
        } catch (InvalidFigures e) {
            throw refusal(e);
        }
        return Map.of();
    }

    static Refusal refusal(InvalidFigures invalid) {
        return Refusal.fields(invalid.errors().stream()
                .map(error -> new FieldProblem(error.field(), error.field(), error.message()))
                .toList());
    }
}
