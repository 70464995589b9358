package fr.ecoquartier.pilot;

import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of a table of candidates, as people write them, to an application. Forgiving in the form, never guessing. */
final class CandidateReader {

    private static final int FEW = 6;
    private static final int NEAR = 60;
    /** More than the authorities of any département and of its postcodes. */
    private static final int WHOLE_DEPARTEMENT = 4000;

    private static final Pattern GARBLED =
            Pattern.compile("\ufffd|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€.|Â[«»°\u00a0]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");

    private static final Map<String, String> CONTEXTS = Map.of(
            "urbain", "urban",
            "urban", "urban",
            "ville", "urban",
            "periurbain", "suburban",
            "peri urbain", "suburban",
            "suburban", "suburban",
            "rural", "rural");
    private static final List<String> YES = List.of("oui", "o", "yes", "vrai", "true", "1", "x");
    private static final List<String> NO = List.of("non", "n", "no", "faux", "false", "0");
    private static final Map<String, OperationStage> STAGES = stages();

    private final Territories territories;
    private final Map<String, List<Authority>> found = new HashMap<>();
    private final Map<String, Map<String, List<Authority>>> departements = new HashMap<>();

    CandidateReader(Territories territories) {
        this.territories = territories;
    }

    /** What was understood of a row; the candidate is null as soon as something is wrong. */
    record Reading(
            @Nullable NewCandidate candidate, @Nullable Authority authority, List<CellFault> faults) {}

    private static Map<String, OperationStage> stages() {
        Map<String, OperationStage> stages = new HashMap<>();
        for (OperationStage stage : OperationStage.values()) {
            stages.put(Rows.fold(stage.label()), stage);
            stages.put(stage.code(), stage);
        }
        for (String word : List.of("etude", "etudes", "etude prealable", "amont", "programmation")) {
            stages.put(word, OperationStage.STUDY);
        }
        for (String word : List.of("en conception", "projet", "avant projet")) {
            stages.put(word, OperationStage.DESIGN);
        }
        for (String word : List.of("en travaux", "chantier", "en chantier", "realisation")) {
            stages.put(word, OperationStage.WORKS);
        }
        for (String word :
                List.of("achevee", "acheve", "presque achevee", "livree", "livre", "livraison", "terminee")) {
            stages.put(word, OperationStage.DELIVERED);
        }
        return stages;
    }

    Reading read(Map<CandidateColumn, String> row) {
        List<CellFault> faults = new ArrayList<>();
        row.forEach((column, value) -> {
            if (GARBLED.matcher(value).find() || CONTROL.matcher(value).find()) {
                faults.add(
                        new CellFault(
                                column,
                                value,
                                "Des caractères de cette case sont abîmés par un mauvais codage : retapez-la, ou enregistrez le fichier en UTF-8."));
            }
        });
        Authority authority = faults.isEmpty() ? authority(row, faults) : null;
        String operation = value(row, CandidateColumn.OPERATION);
        if (operation.length() < Candidates.MIN_OPERATION
                || operation.length() > Candidates.MAX_OPERATION
                || Rows.fold(operation).isEmpty()) {
            faults.add(new CellFault(
                    CandidateColumn.OPERATION, operation, "Donnez le nom de l’opération, de 3 à 200\u00a0caractères."));
        }
        String context = CONTEXTS.get(Rows.fold(value(row, CandidateColumn.CONTEXT)));
        if (context == null) {
            faults.add(new CellFault(
                    CandidateColumn.CONTEXT,
                    value(row, CandidateColumn.CONTEXT),
                    "Écrivez «\u00a0urbain\u00a0», «\u00a0périurbain\u00a0» ou «\u00a0rural\u00a0»."));
        }
        Boolean agenda21 = yesOrNo(row, CandidateColumn.AGENDA_21, faults);
        Boolean hqe = yesOrNo(row, CandidateColumn.HQE, faults);
        OperationStage stage = STAGES.get(Rows.fold(value(row, CandidateColumn.STAGE)));
        if (stage == null) {
            faults.add(new CellFault(
                    CandidateColumn.STAGE,
                    value(row, CandidateColumn.STAGE),
                    "Écrivez l’un de : "
                            + Arrays.stream(OperationStage.values())
                                    .map(one -> "«\u00a0" + one.label() + "\u00a0»")
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
        String motivation = value(row, CandidateColumn.MOTIVATION);
        if (motivation.length() > Candidates.MAX_MOTIVATION) {
            faults.add(new CellFault(
                    CandidateColumn.MOTIVATION,
                    motivation.substring(0, 60) + "…",
                    "La motivation compte %d\u00a0caractères, 4\u202f000 au plus.".formatted(motivation.length())));
        }
        population(row, authority, faults);
        NewCandidate candidate = faults.isEmpty() && authority != null
                ? new NewCandidate(
                        authority.code(),
                        context,
                        agenda21,
                        hqe,
                        operation,
                        stage,
                        motivation,
                        CandidateOrigin.IMPORTED)
                : null;
        return new Reading(candidate, authority, faults);
    }

    private static String value(Map<CandidateColumn, String> row, CandidateColumn column) {
        String text = row.getOrDefault(column, "")
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ')
                .strip();
        // our own exports put an apostrophe before what a spreadsheet would take for a formula
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    private static @Nullable Boolean yesOrNo(
            Map<CandidateColumn, String> row, CandidateColumn column, List<CellFault> faults) {
        String folded = Rows.fold(value(row, column));
        if (YES.contains(folded)) {
            return true;
        }
        if (NO.contains(folded)) {
            return false;
        }
        faults.add(new CellFault(column, value(row, column), "Écrivez «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."));
        return null;
    }

    private @Nullable Authority authority(Map<CandidateColumn, String> row, List<CellFault> faults) {
        String code = code(value(row, CandidateColumn.CODE));
        String name = value(row, CandidateColumn.NAME);
        if (code.isEmpty() && name.isEmpty()) {
            faults.add(new CellFault(
                    CandidateColumn.CODE, "", "Indiquez le code INSEE ou SIREN, ou le nom et le département."));
            return null;
        }
        Authority authority = code.isEmpty() ? byName(row, name, faults) : byCode(row, code, name, faults);
        if (authority != null && authority.region() == null) {
            faults.add(new CellFault(
                    code.isEmpty() ? CandidateColumn.NAME : CandidateColumn.CODE,
                    code.isEmpty() ? name : code,
                    "%s n’est dans aucune des régions qui instruisent le label.".formatted(authority.name())));
            return null;
        }
        return authority;
    }

    /** Spaces, decimals and the leading zero that spreadsheets add and take away are forgiven. */
    static String code(String typed) {
        String code = typed.replace(" ", "").toUpperCase(java.util.Locale.ROOT).replaceFirst("[.,]0+$", "");
        return code.matches("\\d{4}") ? "0" + code : code;
    }

    private @Nullable Authority byCode(
            Map<CandidateColumn, String> row, String code, String name, List<CellFault> faults) {
        Optional<Authority> authority = territories.authority(code);
        if (authority.isEmpty()) {
            String advice = code.matches(".*E\\+?\\d+.*")
                    ? "Le tableur a abrégé ce code : mettez la colonne au format «\u00a0texte\u00a0» et retapez-le."
                    : "Ce code n’est celui d’aucune commune ni intercommunalité."
                            + (name.isEmpty() ? "" : possibilities(exactOrNear(name, "")));
            faults.add(new CellFault(CandidateColumn.CODE, value(row, CandidateColumn.CODE), advice));
            return null;
        }
        if (!name.isEmpty()
                && !same(name, authority.get().name())
                && exactOrNear(name, "").stream()
                        .noneMatch(one -> one.code().equals(authority.get().code()))) {
            faults.add(new CellFault(
                    CandidateColumn.NAME,
                    name,
                    "Le code %s désigne %s : corrigez le code ou le nom."
                            .formatted(code, authority.get().name())));
            return null;
        }
        return authority.get();
    }

    private @Nullable Authority byName(Map<CandidateColumn, String> row, String name, List<CellFault> faults) {
        String typed = value(row, CandidateColumn.DEPARTEMENT);
        String departement = departement(typed);
        if (!typed.isEmpty() && departement.isEmpty()) {
            faults.add(new CellFault(
                    CandidateColumn.DEPARTEMENT,
                    typed,
                    "Indiquez le numéro du département, comme «\u00a038\u00a0» ou «\u00a02A\u00a0»."));
            return null;
        }
        List<Authority> all = exactOrNear(name, departement);
        List<Authority> exact =
                all.stream().filter(one -> same(name, one.name())).toList();
        if (exact.size() == 1) {
            return exact.get(0);
        }
        String where = departement.isEmpty() ? "" : " dans le département " + departement;
        String message;
        if (exact.size() > 1) {
            message = "Plusieurs collectivités portent ce nom%s.%s Indiquez le code%s."
                    .formatted(where, possibilities(exact), departement.isEmpty() ? " ou le département" : "");
        } else {
            message = "Aucune collectivité ne porte ce nom%s.%s".formatted(where, possibilities(all));
        }
        faults.add(new CellFault(CandidateColumn.NAME, name, message));
        return null;
    }

    private static String departement(String typed) {
        String folded = typed.toUpperCase(java.util.Locale.ROOT).strip();
        if (folded.matches("\\d([.,]0+)?")) {
            return "0" + folded.charAt(0);
        }
        var matcher = Pattern.compile("0?(\\d{2,3}|2[AB])(?![\\dA-Z]).*").matcher(folded);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private List<Authority> exactOrNear(String name, String departement) {
        return found.computeIfAbsent(name + '|' + departement, key -> {
            if (departement.isEmpty()) {
                return territories.search(name, NEAR);
            }
            List<Authority> exact =
                    departements.computeIfAbsent(departement, this::named).getOrDefault(plain(name), List.of());
            return exact.isEmpty() ? within(departement, territories.search(name + ' ' + departement, NEAR)) : exact;
        });
    }

    /** The authorities of a département by name: a search per département, not one per row. */
    private Map<String, List<Authority>> named(String departement) {
        return within(departement, territories.search(departement, WHOLE_DEPARTEMENT)).stream()
                .collect(Collectors.groupingBy(one -> plain(one.name())));
    }

    private static List<Authority> within(String departement, List<Authority> all) {
        return all.stream().filter(one -> one.departement().equals(departement)).toList();
    }

    private static String possibilities(List<Authority> authorities) {
        if (authorities.isEmpty()) {
            return "";
        }
        String list = authorities.stream()
                .limit(FEW)
                .map(one -> "%s (%s, département %s)".formatted(one.name(), one.code(), one.departement()))
                .collect(Collectors.joining(" ; "));
        return " Possibilités : " + list + (authorities.size() > FEW ? "…" : ".");
    }

    private static boolean same(String typed, String name) {
        return plain(typed).equals(plain(name));
    }

    private static String plain(String name) {
        return (' ' + Rows.fold(name) + ' ')
                .replace(" st ", " saint ")
                .replace(" ste ", " sainte ")
                .strip();
    }

    /** Optional: a population far from the known one shows that the authority is another one. */
    private static void population(
            Map<CandidateColumn, String> row, @Nullable Authority authority, List<CellFault> faults) {
        String typed = value(row, CandidateColumn.POPULATION);
        if (typed.isEmpty()) {
            return;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(typed.replace(" ", "")
                    .replaceFirst("(?i)hab(itants?)?\\.?$", "")
                    .replace(',', '.'));
        } catch (NumberFormatException e) {
            faults.add(
                    new CellFault(
                            CandidateColumn.POPULATION,
                            typed,
                            "Ce n’est pas un nombre : écrivez par exemple «\u00a012\u202f500\u00a0», ou laissez la case vide."));
            return;
        }
        if (authority == null || authority.population() == null) {
            return;
        }
        double known = authority.population();
        if (number.signum() <= 0 || number.doubleValue() > 2.5 * known || number.doubleValue() * 2.5 < known) {
            faults.add(new CellFault(
                    CandidateColumn.POPULATION,
                    typed,
                    "C’est très loin de la population connue (%s, %s\u00a0habitants) : vérifiez la collectivité, ou videz la case."
                            .formatted(
                                    authority.name(),
                                    "%,d".formatted(authority.population()).replaceAll("\\D", "\u202f"))));
        }
    }
}
