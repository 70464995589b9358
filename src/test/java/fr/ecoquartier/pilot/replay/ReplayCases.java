package fr.ecoquartier.pilot.replay;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Dossiers with figures, and drafts of the référentiel, for the tests of replays and of moves. */
public final class ReplayCases {

    public static final Author CARRIER = new Author("structure.test", "Structure porteuse", "Structure porteuse");
    public static final String BASE = "2012-test";
    private static final Actor AUTHORITY = new Actor("commune.test", "Collectivité", "Collectivité");

    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final ReferentielDrafts drafts;

    ReplayCases(Dossiers dossiers, DossierFigures figures, ReferentielDrafts drafts) {
        this.dossiers = dossiers;
        this.figures = figures;
        this.drafts = drafts;
    }

    public static ReplayCases in(AutowireCapableBeanFactory application) {
        return application.createBean(ReplayCases.class);
    }

    /** A dossier of the test version, opened outside the process, with planned figures. */
    public String planned(String authority, String operation, Map<String, BigDecimal> values) throws Exception {
        String reference = dossiers.openTest(new NewDossier(authority, operation, "urban", false), BASE, AUTHORITY);
        give(reference, DossierStage.CONTRACT, FiguresKind.PLANNED, values);
        return reference;
    }

    public void give(String reference, DossierStage stage, FiguresKind kind, Map<String, BigDecimal> values)
            throws Exception {
        figures.submit(
                new Step(reference, stage, "figures", UUID.randomUUID().toString(), "contract:1"),
                kind,
                values,
                AUTHORITY);
    }

    /** A draft of the test version, changed. */
    public Draft draft(String title, UnaryOperator<DraftContent> change) throws Exception {
        Draft draft = drafts.create(BASE, title, CARRIER);
        return drafts.save(draft.id(), draft.revision(), change.apply(draft.content()), title, CARRIER);
    }

    /** The minimum of an indicator in the urban context. */
    public static UnaryOperator<DraftContent> minimum(String indicator, String minimum) {
        return content -> content.withIndicator(
                indicator,
                old -> indicator(
                        old,
                        old.code(),
                        old.formula(),
                        old.thresholds().stream()
                                .map(t -> t.context().equals("urban")
                                        ? new DraftContent.Thresholds("urban", minimum, t.target())
                                        : t)
                                .toList()));
    }

    public static UnaryOperator<DraftContent> formula(String indicator, String formula) {
        return content ->
                content.withIndicator(indicator, old -> indicator(old, old.code(), formula, old.thresholds()));
    }

    /** The indicator goes, another one of the same kind comes under {@code code} with {@code formula}. */
    public static UnaryOperator<DraftContent> replaced(String indicator, String code, String formula) {
        return content -> content.withIndicator(indicator, old -> indicator(old, code, formula, old.thresholds()));
    }

    public static UnaryOperator<DraftContent> input(String code, UnaryOperator<DraftContent.Input> change) {
        return content -> content.withInputs(content.inputs().stream()
                .map(input -> input.code().equals(code) ? change.apply(input) : input)
                .toList());
    }

    public static UnaryOperator<DraftContent> newInput(String code, String label) {
        return content -> {
            List<DraftContent.Input> inputs = new java.util.ArrayList<>(content.inputs());
            inputs.add(new DraftContent.Input(content.nextKey(), code, label, "1", "0", "1000", false, false, ""));
            return new DraftContent(
                    content.version(),
                    content.label(),
                    content.contexts(),
                    inputs,
                    content.dimensions(),
                    content.nextKey() + 1);
        };
    }

    @SafeVarargs
    public static UnaryOperator<DraftContent> all(UnaryOperator<DraftContent>... changes) {
        return content -> {
            DraftContent changed = content;
            for (UnaryOperator<DraftContent> change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }

    private static DraftContent.Indicator indicator(
            DraftContent.Indicator old, String code, String formula, List<DraftContent.Thresholds> thresholds) {
        return new DraftContent.Indicator(
                old.key(),
                code,
                old.label(),
                old.unit(),
                old.decimals(),
                formula,
                old.appliesWhen(),
                old.lowerIsBetter(),
                old.mandatory(),
                thresholds);
    }
}
