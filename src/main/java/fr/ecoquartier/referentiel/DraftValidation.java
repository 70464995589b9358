package fr.ecoquartier.referentiel;

import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.Formula;
import fr.ecoquartier.indicator.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Everything that is wrong or doubtful in a draft, in French, at its place. */
final class DraftValidation {

    private static final ReferentielReader READER = new ReferentielReader();

    private static final Pattern WORD = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern VERSION = Pattern.compile("[a-z0-9][a-z0-9.-]{0,39}");
    private static final Pattern CONTEXT = Pattern.compile("[a-z][A-Za-z]{0,39}");
    private static final Pattern INPUT = Pattern.compile("[a-z][A-Za-z0-9]{0,59}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Za-z0-9]{0,19}");
    private static final Set<String> FEEL_WORDS = Set.of(
            "if",
            "then",
            "else",
            "and",
            "or",
            "not",
            "true",
            "false",
            "null",
            "for",
            "in",
            "return",
            "some",
            "every",
            "satisfies",
            "between",
            "instance",
            "of",
            "function",
            "external",
            "min",
            "max",
            "abs",
            "date",
            "time",
            "duration",
            "item");
    private static final Set<String> DOSSIER_CONTEXTS = Set.of("rural", "suburban", "urban");
    private static final BigDecimal BOUND = new BigDecimal("1e15");
    private static final int LABEL = 200;
    private static final int UNIT = 40;
    static final int FORMULA = 1000;
    private static final int INPUTS = 500;
    private static final int DIMENSIONS = 20;
    private static final int DECIMALS = 6;

    /** Where a problem is: an element, its path, and how people call it. */
    private record At(int element, String path, String place) {}

    private final DraftContent content;
    private final List<DraftProblem> problems = new ArrayList<>();
    private final Map<String, DraftContent.Input> inputs = new LinkedHashMap<>();
    private final Map<String, BigDecimal> minima = new HashMap<>();
    private final Map<String, BigDecimal> maxima = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> codes = new HashMap<>();

    private DraftValidation(DraftContent content) {
        this.content = content;
        content.inputs().forEach(input -> inputs.putIfAbsent(input.code().strip(), input));
    }

    /** @param taken whether a version of this name is already stored */
    static List<DraftProblem> problems(DraftContent content, Predicate<String> taken) {
        DraftValidation validation = new DraftValidation(content);
        validation.general(taken);
        validation.inputs();
        for (int i = 0; i < content.dimensions().size(); i++) {
            validation.dimension(content.dimensions().get(i), "$.dimensions[" + i + "]");
        }
        validation.unused();
        validation.lastCheck();
        return List.copyOf(validation.problems);
    }

    /** The version that the draft describes, or empty when it is not valid. */
    static Optional<Referentiel> referentiel(DraftContent content) {
        try {
            return Optional.of(READER.read("draft", DraftYaml.write(content)));
        } catch (InvalidReferentiel e) {
            return Optional.empty();
        }
    }

    private void general(Predicate<String> taken) {
        At at = new At(0, "$", "Version");
        if (!VERSION.matcher(content.version()).matches()) {
            problem(
                    at,
                    "version",
                    "nom",
                    "Le nom de la version s’écrit en minuscules sans accent, chiffres, points et tirets, en 40"
                            + " caractères au plus (exemple : 2013-1).");
        } else if (taken.test(content.version())) {
            problem(
                    at,
                    "version",
                    "nom",
                    "Une version « " + content.version()
                            + " » est déjà enregistrée, et une version enregistrée ne change plus : donnez un autre nom à"
                            + " celle-ci.");
        }
        label(at, content.label());
        if (content.contexts().isEmpty()) {
            problem(at, "contexts", "contextes", "Indiquez au moins un contexte.");
        }
        Set<String> seen = new HashSet<>();
        for (String context : content.contexts()) {
            if (!CONTEXT.matcher(context).matches()) {
                problem(
                        at,
                        "contexts",
                        "contextes",
                        "« " + context
                                + " » n’est pas un code de contexte : des lettres sans accent, la première en minuscule.");
            } else if (!seen.add(context)) {
                problem(at, "contexts", "contextes", "Le contexte « " + context + " » est indiqué deux fois.");
            }
        }
        DOSSIER_CONTEXTS.stream()
                .sorted()
                .filter(context -> !seen.contains(context))
                .forEach(context -> remark(
                        at,
                        "contexts",
                        "contextes",
                        "Le contexte « " + Referentiel.contextLabel(context)
                                + " » n’est pas prévu : les opérations de ce contexte ne pourront pas être évaluées avec cette"
                                + " version."));
        if (content.inputs().isEmpty()) {
            problem(at, "inputs", "données", "Ajoutez au moins une donnée.");
        } else if (content.inputs().size() > INPUTS) {
            problem(at, "inputs", "données", "Une version a " + INPUTS + " données au plus.");
        }
        if (content.dimensions().isEmpty()) {
            problem(at, "dimensions", "dimensions", "Ajoutez au moins une dimension.");
        } else if (content.dimensions().size() > DIMENSIONS) {
            problem(at, "dimensions", "dimensions", "Une version a " + DIMENSIONS + " dimensions au plus.");
        }
    }

    private void inputs() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < content.inputs().size(); i++) {
            DraftContent.Input input = content.inputs().get(i);
            At at = new At(input.key(), "$.inputs[" + i + "]", named("Donnée", input.code(), input.label()));
            if (!INPUT.matcher(input.code()).matches()) {
                problem(
                        at,
                        "code",
                        "code",
                        "Le code d’une donnée commence par une minuscule et ne contient que des lettres sans accent et des"
                                + " chiffres (exemple : logementsSociaux).");
            } else if (FEEL_WORDS.contains(input.code())) {
                problem(at, "code", "code", "« " + input.code() + " » est un mot du langage des formules.");
            } else if (!seen.add(input.code())) {
                problem(at, "code", "code", "Une autre donnée porte déjà le code « " + input.code() + " ».");
            }
            label(at, input.label());
            unit(at, input.unit());
            Optional<BigDecimal> min = bound(at, "min", "minimum plausible", input.min());
            Optional<BigDecimal> max = bound(at, "max", "maximum plausible", input.max());
            if (min.isPresent() && max.isPresent()) {
                if (min.get().compareTo(max.get()) > 0) {
                    problem(
                            at,
                            "max",
                            "maximum plausible",
                            "Le maximum (" + Decimals.french(max.get()) + ") est inférieur au minimum ("
                                    + Decimals.french(min.get()) + ").");
                } else {
                    minima.putIfAbsent(input.code(), min.get());
                    maxima.putIfAbsent(input.code(), max.get());
                }
            }
            whole(at, input);
        }
    }

    private void whole(At at, DraftContent.Input input) {
        String code = input.atMost().strip();
        if (code.isEmpty()) {
            return;
        }
        DraftContent.Input whole = inputs.get(code);
        used.add(code);
        if (whole == null) {
            problem(at, "atMost", "partie de", "La donnée « " + code + " » n’existe pas dans cette version.");
        } else if (code.equals(input.code())) {
            problem(at, "atMost", "partie de", "Une donnée ne peut pas être une partie d’elle-même.");
        } else if (cycle(input)) {
            problem(
                    at,
                    "atMost",
                    "partie de",
                    "« " + input.code() + " » et « " + code + " » sont chacune une partie de l’autre.");
        } else if (!whole.unit().strip().equals(input.unit().strip())) {
            problem(
                    at,
                    "atMost",
                    "partie de",
                    "L’unité « " + input.unit() + " » n’est pas celle de « " + code + " » (« " + whole.unit() + " »).");
        }
    }

    private boolean cycle(DraftContent.Input input) {
        Set<String> seen = new HashSet<>();
        DraftContent.Input next = input;
        while (next != null && !next.atMost().isBlank() && seen.add(next.code())) {
            if (next.atMost().strip().equals(input.code())) {
                return true;
            }
            next = inputs.get(next.atMost().strip());
        }
        return false;
    }

    private void dimension(DraftContent.Dimension dimension, String path) {
        At at = new At(dimension.key(), path, named("Dimension", dimension.code(), dimension.label()));
        code(at, dimension.code());
        label(at, dimension.label());
        if (dimension.commitments().isEmpty()) {
            problem(at, "commitments", "engagements", "Ajoutez au moins un engagement à cette dimension.");
        }
        for (int i = 0; i < dimension.commitments().size(); i++) {
            commitment(dimension.commitments().get(i), path + ".commitments[" + i + "]");
        }
    }

    private void commitment(DraftContent.Commitment commitment, String path) {
        At at = new At(commitment.key(), path, named("Engagement", commitment.code(), commitment.label()));
        code(at, commitment.code());
        label(at, commitment.label());
        if (commitment.indicators().isEmpty()) {
            problem(at, "indicators", "indicateurs", "Ajoutez au moins un indicateur à cet engagement.");
        }
        for (int i = 0; i < commitment.indicators().size(); i++) {
            indicator(commitment.indicators().get(i), path + ".indicators[" + i + "]");
        }
    }

    private void indicator(DraftContent.Indicator indicator, String path) {
        At at = new At(indicator.key(), path, named("Indicateur", indicator.code(), indicator.label()));
        code(at, indicator.code());
        label(at, indicator.label());
        unit(at, indicator.unit());
        Optional<BigDecimal> decimals = TypedFigure.read(indicator.decimals());
        if (decimals.isEmpty()
                || decimals.get().scale() > 0
                || decimals.get().signum() < 0
                || decimals.get().compareTo(BigDecimal.valueOf(DECIMALS)) > 0) {
            problem(at, "decimals", "décimales affichées", "Un nombre entier de 0 à " + DECIMALS + " est attendu.");
        }
        Formula formula = formula(at, "formula", "formule", indicator.formula(), false);
        Formula condition = indicator.appliesWhen().isBlank()
                ? null
                : formula(at, "appliesWhen", "condition d’application", indicator.appliesWhen(), true);
        boolean conditionFine = condition != null || indicator.appliesWhen().isBlank();
        if (formula != null && conditionFine) {
            try {
                formula.proveDivisions(condition, minima, maxima);
            } catch (Formula.Invalid e) {
                problem(at, "formula", "formule", FormulaProblem.french(e));
            }
            if (formula.inputs().isEmpty()) {
                remark(
                        at,
                        "formula",
                        "formule",
                        "Cette formule n’utilise aucune donnée : sa valeur est toujours la même.");
            }
        }
        for (String context : new LinkedHashSet<>(content.contexts())) {
            thresholds(at, indicator, context);
        }
    }

    /** The formula, or null when it is refused. */
    private Formula formula(At at, String field, String name, String text, boolean condition) {
        if (text.isBlank()) {
            problem(at, field, name, "Indiquez la formule.");
            return null;
        }
        // even a formula that cannot be read yet uses the inputs that it names
        WORD.matcher(text).results().forEach(word -> used.add(word.group()));
        if (text.length() > FORMULA) {
            problem(at, field, name, "Une formule a " + FORMULA + " caractères au plus.");
            return null;
        }
        try {
            Formula formula = condition ? Formula.condition(text) : Formula.number(text);
            List<String> unknown = formula.inputs().stream()
                    .filter(input -> !inputs.containsKey(input))
                    .toList();
            unknown.forEach(input -> problem(
                    at, field, name, "La donnée « " + input + " » n’existe pas dans cette version." + near(input)));
            return unknown.isEmpty() ? formula : null;
        } catch (Formula.Invalid e) {
            problem(at, field, name, FormulaProblem.french(e));
            return null;
        }
    }

    /** The input that was probably meant. */
    private String near(String unknown) {
        return inputs.keySet().stream()
                .filter(code -> code.equalsIgnoreCase(unknown)
                        || (unknown.length() > 3
                                && (code.startsWith(unknown)
                                        || unknown.startsWith(code)
                                        || distance(code, unknown) <= 2)))
                .findFirst()
                .map(code -> " Vouliez-vous écrire « " + code + " » ?")
                .orElse("");
    }

    /** Letters to change, add or take away. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private void thresholds(At at, DraftContent.Indicator indicator, String context) {
        DraftContent.Thresholds thresholds = indicator.thresholds(context);
        String field = "thresholds." + context;
        String name = Referentiel.contextLabel(context);
        if (thresholds.minimum().isBlank() && thresholds.target().isBlank()) {
            problem(
                    at,
                    field + ".minimum",
                    "seuil, " + name,
                    "Il manque le seuil et la cible du contexte « " + name + " ».");
            return;
        }
        Optional<BigDecimal> minimum = bound(at, field + ".minimum", "seuil, " + name, thresholds.minimum());
        Optional<BigDecimal> target = bound(at, field + ".target", "cible, " + name, thresholds.target());
        if (minimum.isEmpty() || target.isEmpty()) {
            return;
        }
        int order = minimum.get().compareTo(target.get());
        if (indicator.lowerIsBetter() ? order < 0 : order > 0) {
            problem(
                    at,
                    field + ".target",
                    "cible, " + name,
                    "La cible (" + Decimals.french(target.get()) + ") est moins exigeante que le seuil ("
                            + Decimals.french(minimum.get()) + ") : pour cet indicateur, "
                            + (indicator.lowerIsBetter() ? "le plus bas" : "le plus haut") + " est le meilleur.");
        }
    }

    private void unused() {
        for (int i = 0; i < content.inputs().size(); i++) {
            DraftContent.Input input = content.inputs().get(i);
            if (!used.contains(input.code())) {
                remark(
                        new At(input.key(), "$.inputs[" + i + "]", named("Donnée", input.code(), input.label())),
                        "code",
                        "code",
                        "Aucune formule n’utilise cette donnée : elle serait demandée aux collectivités pour rien.");
            }
        }
    }

    /** What is accepted here is read as a stored version will be: a difference between both would be our fault. */
    private void lastCheck() {
        if (problems.stream().anyMatch(DraftProblem::blocking)) {
            return;
        }
        try {
            READER.read("draft", DraftYaml.write(content));
        } catch (InvalidReferentiel e) {
            e.problems()
                    .forEach(problem -> problems.add(new DraftProblem(
                            problem.path(),
                            "Version",
                            "Le format de la version est refusé à cet endroit : " + problem + ".",
                            0,
                            "",
                            true)));
        }
    }

    private void code(At at, String code) {
        if (!CODE.matcher(code).matches()) {
            problem(
                    at,
                    "code",
                    "code",
                    "Le code commence par une majuscule et ne contient que des lettres sans accent et des chiffres, 20 au"
                            + " plus (exemple : I07).");
            return;
        }
        String other = codes.putIfAbsent(code, at.place());
        if (other != null) {
            problem(at, "code", "code", "Le code « " + code + " » est déjà pris : " + other + ".");
        }
    }

    private void label(At at, String label) {
        if (label.isBlank()) {
            problem(at, "label", "intitulé", "Indiquez l’intitulé.");
        } else if (label.length() > LABEL) {
            problem(at, "label", "intitulé", "Un intitulé a " + LABEL + " caractères au plus.");
        }
    }

    private void unit(At at, String unit) {
        if (unit.isBlank()) {
            problem(at, "unit", "unité", "Indiquez l’unité, en code UCUM (1 pour un nombre sans unité).");
        } else if (unit.length() > UNIT || unit.chars().anyMatch(Character::isWhitespace) || !Ucum.valid(unit)) {
            problem(
                    at,
                    "unit",
                    "unité",
                    "« " + unit
                            + " » n’est pas une unité UCUM (exemples : %, m2, har, kW.h/m2/a, {logement}/har, 1 pour un nombre"
                            + " sans unité).");
        }
    }

    private Optional<BigDecimal> bound(At at, String field, String name, String typed) {
        Optional<BigDecimal> number = TypedFigure.read(typed);
        if (number.isEmpty()) {
            problem(
                    at,
                    field,
                    name,
                    typed.isBlank() ? "Indiquez un nombre." : "« " + typed + " » n’est pas un nombre.");
        } else if (number.get().abs().compareTo(BOUND) > 0) {
            problem(at, field, name, "Ce nombre est trop grand.");
            return Optional.empty();
        }
        return number;
    }

    private static String named(String kind, String code, String label) {
        String name = code.isBlank() ? label.isBlank() ? "sans nom" : "« " + label + " »" : code;
        return kind + " " + name;
    }

    private void problem(At at, String field, String name, String message) {
        add(at, field, name, message, true);
    }

    private void remark(At at, String field, String name, String message) {
        add(at, field, name, message, false);
    }

    private void add(At at, String field, String name, String message, boolean blocking) {
        problems.add(new DraftProblem(
                at.path() + "." + field,
                Wording.typeset(at.place() + ", " + name),
                Wording.typeset(message),
                at.element(),
                field,
                blocking));
    }
}
