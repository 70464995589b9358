package fr.ecoquartier.dossier;

import fr.ecoquartier.dossier.DossierSnapshot.GivenFigures;
import fr.ecoquartier.dossier.MoveComparison.RatingLine;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.CarriedObjective;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.Referentiel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compares dossiers with one version, prepared once for many of them. Not for several threads. */
final class MoveComparisons {

    private static final List<FiguresKind> LATEST_FIRST =
            List.of(FiguresKind.MEASURED, FiguresKind.PLANNED, FiguresKind.BASELINE);

    private record Key(String version, String context) {}

    private final Referentiel to;
    private final Function<String, Optional<Referentiel>> versions;
    private final OpinionRule rule;
    private final Map<Key, Grid> grids = new HashMap<>();

    MoveComparisons(Referentiel to, Function<String, Optional<Referentiel>> versions, OpinionRule rule) {
        this.to = to;
        this.versions = versions;
        this.rule = rule.fixed();
    }

    MoveComparison of(DossierSnapshot dossier) {
        List<String> refusals = new ArrayList<>();
        Optional<Referentiel> from = versions.apply(dossier.referentiel());
        if (dossier.referentiel().equals(to.version())) {
            refusals.add("Ce dossier est déjà à la version « " + to.version() + " ».");
        }
        if (dossier.status().terminal()) {
            refusals.add("Ce dossier est clos.");
        }
        if (!to.contexts().contains(dossier.context())) {
            refusals.add("La version « " + to.version() + " » n’a pas le contexte « "
                    + Referentiel.contextLabel(dossier.context()).toLowerCase(java.util.Locale.FRENCH) + " ».");
        }
        if (from.isEmpty() || !from.get().contexts().contains(dossier.context())) {
            refusals.add("La version « " + dossier.referentiel() + " » de ce dossier ne peut pas être lue.");
        }
        if (!refusals.isEmpty()) {
            return comparison(dossier, null, null, null, List.of(), List.of(), List.of(), List.of(), refusals);
        }
        Grid before = grid(from.get(), dossier.context());
        Grid after = grid(to, dossier.context());
        dossier.figures()
                .forEach((kind, given) -> Checks.refused(to, known(given))
                        .forEach(error -> refusals.add(kind.label() + " – " + error.message())));
        List<CarriedObjective> objectives = dossier.objectives().isEmpty()
                ? List.of()
                : CarriedObjective.of(
                        before, after, values(dossier, FiguresKind.PLANNED), dossier.objectives(), signed(dossier));
        FiguresKind kind = compared(dossier);
        if (kind == null) {
            return comparison(dossier, null, null, null, List.of(), objectives, List.of(), List.of(), refusals);
        }
        Map<String, BigDecimal> figures = values(dossier, kind);
        CheckReport was = check(before, kind, figures, dossier.objectives());
        try {
            CheckReport is = check(after, kind, figures, CarriedObjective.after(objectives));
            return comparison(
                    dossier,
                    kind,
                    was,
                    is,
                    ratings(was, is),
                    objectives,
                    figures.keySet().stream()
                            .filter(input -> !to.inputs().containsKey(input))
                            .map(input -> before.inputLabels().getOrDefault(input, input))
                            .toList(),
                    to.inputs().keySet().stream()
                            .filter(input -> !before.inputLabels().containsKey(input))
                            .map(input -> after.inputLabels().get(input))
                            .toList(),
                    refusals);
        } catch (Grid.Incalculable e) {
            refusals.add(e.getMessage());
            return comparison(dossier, kind, was, null, List.of(), objectives, List.of(), List.of(), refusals);
        }
    }

    /** The figures of this set that the version asks for. */
    Map<String, BigDecimal> known(GivenFigures given) {
        Map<String, BigDecimal> known = new LinkedHashMap<>(given.values());
        known.keySet().retainAll(to.inputs().keySet());
        return known;
    }

    /** The report of figures under the version. */
    CheckReport check(
            String context, DossierStage stage, Map<String, BigDecimal> figures, Map<String, BigDecimal> objectives) {
        return grid(to, context).check(DossierFigures.indicatorStage(stage), figures, objectives, rule);
    }

    private CheckReport check(
            Grid grid, FiguresKind kind, Map<String, BigDecimal> figures, Map<String, BigDecimal> objectives) {
        return grid.check(stage(kind), figures, objectives, rule);
    }

    private Grid grid(Referentiel referentiel, String context) {
        return grids.computeIfAbsent(new Key(referentiel.version(), context), key -> Checks.grid(referentiel, context));
    }

    private static boolean signed(DossierSnapshot dossier) {
        return dossier.stage() != DossierStage.CONTRACT || dossier.status() == DossierStatus.CONTRACT_SIGNED;
    }

    /** The figures of the present stage, else the last ones before it; null while there are none. */
    private static FiguresKind compared(DossierSnapshot dossier) {
        FiguresKind wanted = DossierFigures.kindOf(dossier.stage());
        if (dossier.figures().containsKey(wanted)) {
            return wanted;
        }
        return LATEST_FIRST.stream()
                .filter(kind ->
                        kind.ordinal() < wanted.ordinal() && dossier.figures().containsKey(kind))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, BigDecimal> values(DossierSnapshot dossier, FiguresKind kind) {
        GivenFigures given = dossier.figures().get(kind);
        return given == null ? Map.of() : given.values();
    }

    private static Stage stage(FiguresKind kind) {
        return switch (kind) {
            case BASELINE -> Stage.CHARTER;
            case PLANNED -> Stage.CONTRACT;
            case MEASURED -> Stage.LABEL;
        };
    }

    private static List<RatingLine> ratings(CheckReport was, CheckReport is) {
        Map<String, IndicatorResult> old = new LinkedHashMap<>();
        was.indicators().forEach(result -> old.put(result.code(), result));
        List<RatingLine> lines = new ArrayList<>();
        for (IndicatorResult result : is.indicators()) {
            IndicatorResult before = old.remove(result.code());
            Rating rating = before == null ? null : before.rating();
            if (rating != result.rating()) {
                lines.add(new RatingLine(result.code(), result.label(), rating, result.rating()));
            }
        }
        old.values().forEach(result -> lines.add(new RatingLine(result.code(), result.label(), result.rating(), null)));
        return lines;
    }

    private MoveComparison comparison(
            DossierSnapshot dossier,
            FiguresKind kind,
            CheckReport was,
            CheckReport is,
            List<RatingLine> ratings,
            List<CarriedObjective> objectives,
            List<String> dropped,
            List<String> added,
            List<String> refusals) {
        return new MoveComparison(
                dossier.reference(),
                dossier.authorityName(),
                dossier.operation(),
                dossier.regionCode(),
                dossier.context(),
                dossier.test(),
                dossier.stage(),
                dossier.status(),
                dossier.referentiel(),
                to.version(),
                kind,
                was == null ? null : was.opinion(),
                is == null ? null : is.opinion(),
                ratings,
                objectives,
                dropped,
                added,
                List.copyOf(refusals));
    }
}
