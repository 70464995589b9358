package fr.ecoquartier.web.campaign;

import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Territories;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody typed to make an application, kept as it was.
 *
 * @param collectivite code, or text that begins with it, or a name
 * @param agenda21 {@code oui}, {@code non} or nothing
 * @param hqe {@code oui}, {@code non} or nothing
 */
record CandidateForm(
        String collectivite,
        String operation,
        String contexte,
        String agenda21,
        String hqe,
        String avancement,
        String motivation) {

    private static final Pattern CODE = Pattern.compile("(\\d{9}|\\d[\\dABab]\\d{3})(?!\\d).*");
    private static final int FEW = 6;

    static CandidateForm empty(String authority) {
        return new CandidateForm(authority, "", "", "", "", "", "");
    }

    private static final List<String> FIELDS =
            List.of("collectivite", "operation", "contexte", "agenda21", "hqe", "avancement", "motivation");

    /** The same, in the order of the fields on the page. */
    static Map<String, String> inOrder(Map<String, String> faulty) {
        Map<String, String> ordered = new LinkedHashMap<>();
        FIELDS.stream().filter(faulty::containsKey).forEach(field -> ordered.put(field, faulty.get(field)));
        return ordered;
    }

    /** An application, or what is wrong field by field. */
    record Checked(NewCandidate candidate, Map<String, String> faulty) {}

    Checked check(Campaign campaign, CandidateOrigin origin, Candidates candidates, Territories territories) {
        Map<String, String> faulty = new LinkedHashMap<>();
        String code = code(territories, faulty);
        NewCandidate candidate = new NewCandidate(
                code,
                contexte,
                "oui".equals(agenda21),
                "oui".equals(hqe),
                operation.strip(),
                OperationStage.ofCode(avancement).orElse(null),
                motivation.strip(),
                origin);
        for (Campaigns.Problem problem : candidates.problems(campaign, candidate)) {
            String field = switch (problem.field()) {
                case "authority" -> "collectivite";
                case "context" -> "contexte";
                case "stage" -> "avancement";
                default -> problem.field();
            };
            faulty.putIfAbsent(field, problem.message());
        }
        if (!agenda21.equals("oui") && !agenda21.equals("non")) {
            faulty.put("agenda21", "Dites si la collectivité a un Agenda\u00a021.");
        }
        if (!hqe.equals("oui") && !hqe.equals("non")) {
            faulty.put("hqe", "Dites si l’opération suit la démarche HQE\u00a0Aménagement.");
        }
        if (faulty.isEmpty()) {
            candidates
                    .duplicate(campaign.id(), code, operation)
                    .ifPresent(same -> faulty.put(
                            "operation",
                            "%s est déjà candidate à cette campagne pour l’opération «\u00a0%s\u00a0»."
                                    .formatted(same.authorityName(), same.operation())));
        }
        return new Checked(candidate, faulty);
    }

    private String code(Territories territories, Map<String, String> faulty) {
        String typed = collectivite.strip();
        if (typed.isEmpty()) {
            faulty.put("collectivite", "Indiquez la collectivité : son code, ou son nom.");
            return "";
        }
        Matcher matcher = CODE.matcher(typed);
        if (matcher.matches()) {
            return matcher.group(1).toUpperCase(java.util.Locale.ROOT);
        }
        List<Authority> found = territories.search(typed, FEW);
        if (found.size() == 1) {
            return found.get(0).code();
        }
        faulty.put(
                "collectivite",
                found.isEmpty()
                        ? "Aucune collectivité ne porte ce nom."
                        : "Plusieurs collectivités correspondent : "
                                + found.stream().map(CandidateForm::option).collect(Collectors.joining(" ; "))
                                + ". Indiquez le code.");
        return "";
    }

    /** « 38185 – Grenoble (38) ». */
    static String option(Authority authority) {
        return "%s – %s (%s)".formatted(authority.code(), authority.name(), authority.departement());
    }
}
