package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Definition;
import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.indicator.Grid;
import fr.ecoquartier.indicator.OpinionRule;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Checks figures against a version of the référentiel. */
@Service
public class Checks {

    private record Key(String version, String context) {}

    private final Referentiels referentiels;
    private final OpinionRule rule;
    private final Map<Key, Grid> grids = new ConcurrentHashMap<>();

    Checks(Referentiels referentiels, OpinionRule rule) {
        this.referentiels = referentiels;
        this.rule = rule;
    }

    /**
     * The report on {@code measures} (absent and null are the same).
     *
     * @param objectives contract objectives by indicator; they count at the label stage
     * @throws InvalidFigures with every refused entry; an unknown version or context is one too, under the field
     *     {@code referentiel} or {@code context}
     */
    public CheckReport check(
            String version,
            String context,
            Stage stage,
            Map<String, BigDecimal> measures,
            Map<String, BigDecimal> objectives)
            throws InvalidFigures {
        return checkEntries(version, context, stage, measures, objectives);
    }

    /** As {@link #check}, for entries whose type is not known yet. */
    public CheckReport checkEntries(
            String version, String context, Stage stage, Map<String, ?> measures, Map<String, ?> objectives)
            throws InvalidFigures {
        Optional<Referentiel> found = referentiels.find(version);
        List<FieldError> errors = new ArrayList<>();
        if (found.isEmpty()) {
            throw new InvalidFigures(List.of(unknownVersion()));
        }
        Referentiel referentiel = found.get();
        if (context == null || !referentiel.contexts().contains(context)) {
            errors.add(unknownContext(referentiel));
        }
        if (stage == null) {
            errors.add(new FieldError(
                    "stage",
                    "Étape inconnue ; attendu : "
                            + Arrays.stream(Stage.values()).map(Stage::code).collect(Collectors.joining(", ")) + "."));
        }
        Figures figures = Figures.measures(referentiel, orEmpty(measures));
        Figures fixed = Figures.objectives(referentiel, orEmpty(objectives));
        errors.addAll(figures.errors());
        errors.addAll(fixed.errors());
        if (!errors.isEmpty()) {
            throw new InvalidFigures(errors);
        }
        Grid grid = grids.computeIfAbsent(new Key(version, context), key -> grid(referentiel, context));
        return checked(grid, stage, figures.accepted(), fixed.accepted(), rule);
    }

    /**
     * The report on figures that were accepted before, under any version: what {@code referentiel} (a draft, or a
     * version that is not stored) does not ask for is left out, and ranges are not looked at again. Whoever checks many
     * dossiers keeps one {@link #on checker}.
     *
     * @throws InvalidFigures when the context is unknown or an indicator cannot be computed with these figures, as when
     *     its formula divides by zero; the field is the indicator and the message names its inputs
     */
    public CheckReport check(
            Referentiel referentiel,
            String context,
            Stage stage,
            Map<String, BigDecimal> measures,
            Map<String, BigDecimal> objectives)
            throws InvalidFigures {
        return on(referentiel).check(context, stage, measures, objectives);
    }

    /** Checks against {@code referentiel}, prepared once for many dossiers; may be used by several threads. */
    public Checker on(Referentiel referentiel) {
        return new Checker(referentiel, rule);
    }

    /** A version that is ready to check figures. */
    public static final class Checker {

        private final Referentiel referentiel;
        private final OpinionRule rule;
        private final Map<String, Grid> grids = new LinkedHashMap<>();

        private Checker(Referentiel referentiel, OpinionRule rule) {
            this.referentiel = referentiel;
            this.rule = rule;
            referentiel.contexts().forEach(context -> grids.put(context, grid(referentiel, context)));
        }

        /** As {@link Checks#check(Referentiel, String, Stage, Map, Map)}. */
        public CheckReport check(
                String context, Stage stage, Map<String, BigDecimal> measures, Map<String, BigDecimal> objectives)
                throws InvalidFigures {
            Grid grid = grids.get(context);
            if (grid == null) {
                throw new InvalidFigures(List.of(unknownContext(referentiel)));
            }
            return checked(grid, stage, measures, objectives, rule);
        }
    }

    private static CheckReport checked(
            Grid grid,
            Stage stage,
            Map<String, BigDecimal> measures,
            Map<String, BigDecimal> objectives,
            OpinionRule rule)
            throws InvalidFigures {
        try {
            return grid.check(stage, measures, objectives, rule);
        } catch (Grid.Incalculable e) {
            throw new InvalidFigures(List.of(new FieldError(e.indicator(), e.getMessage())));
        }
    }

    private static FieldError unknownContext(Referentiel referentiel) {
        return new FieldError(
                "context", "Contexte inconnu ; attendu : " + String.join(", ", referentiel.contexts()) + ".");
    }

    /** Entries that would be refused, each with a French sentence; empty when all are fine. */
    public List<FieldError> validate(String version, Map<String, ?> measures) {
        return referentiels
                .find(version)
                .map(referentiel -> List.copyOf(
                        Figures.measures(referentiel, orEmpty(measures)).errors()))
                .orElseGet(() -> List.of(unknownVersion()));
    }

    /** The entries as exact decimals, without the absent ones. */
    public Map<String, BigDecimal> read(String version, Map<String, ?> measures) throws InvalidFigures {
        Optional<Referentiel> referentiel = referentiels.find(version);
        if (referentiel.isEmpty()) {
            throw new InvalidFigures(List.of(unknownVersion()));
        }
        Figures figures = Figures.measures(referentiel.get(), orEmpty(measures));
        if (!figures.errors().isEmpty()) {
            throw new InvalidFigures(figures.errors());
        }
        return figures.accepted();
    }

    private static FieldError unknownVersion() {
        return new FieldError("referentiel", "Version de référentiel inconnue.");
    }

    private static Map<String, ?> orEmpty(Map<String, ?> entries) {
        return entries == null ? Map.of() : entries;
    }

    /** What {@code referentiel} refuses of {@code measures}, each with a French sentence; empty when all are fine. */
    public static List<FieldError> refused(Referentiel referentiel, Map<String, ?> measures) {
        return List.copyOf(Figures.measures(referentiel, orEmpty(measures)).errors());
    }

    /** The indicators of a version, stored or not, in one of its contexts. */
    public static Grid grid(Referentiel referentiel, String context) {
        Map<String, String> labels = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        referentiel.inputs().values().forEach(input -> {
            labels.put(input.code(), input.label());
            units.put(input.code(), input.unit());
        });
        Map<String, String> dimensions = new LinkedHashMap<>();
        List<Definition> definitions = new ArrayList<>();
        referentiel.dimensions().forEach(dimension -> {
            dimensions.put(dimension.code(), dimension.label());
            dimension
                    .commitments()
                    .forEach(commitment -> commitment
                            .indicators()
                            .forEach(indicator -> definitions.add(
                                    definition(indicator, commitment.code(), dimension.code(), context))));
        });
        return new Grid(
                referentiel.version(),
                context,
                labels,
                units,
                referentiel.inputs().values().stream()
                        .filter(Input::required)
                        .map(Input::code)
                        .collect(Collectors.toUnmodifiableSet()),
                dimensions,
                definitions);
    }

    private static Definition definition(Indicator indicator, String commitment, String dimension, String context) {
        Thresholds thresholds = indicator.thresholds().get(context);
        try {
            return new Definition(
                    indicator.code(),
                    indicator.label(),
                    commitment,
                    dimension,
                    indicator.unit(),
                    indicator.decimals(),
                    Formula.number(indicator.formula()),
                    indicator.appliesWhen() == null ? null : Formula.condition(indicator.appliesWhen()),
                    thresholds.minimum(),
                    thresholds.target(),
                    indicator.lowerIsBetter(),
                    indicator.mandatory());
        } catch (Formula.Invalid e) {
            throw new IllegalStateException("formula of " + indicator.code() + " was accepted and is not valid", e);
        }
    }
}
