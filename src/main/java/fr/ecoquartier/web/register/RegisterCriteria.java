package fr.ecoquartier.web.register;

import fr.ecoquartier.register.Departements;
import fr.ecoquartier.register.RegisterQuery;
import fr.ecoquartier.register.RegisterSort;
import fr.ecoquartier.register.RegisterState;
import fr.ecoquartier.territory.Territories;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What an address of the register asks for. A criterion that cannot be understood is said and finds nothing, rather than
 * everything; a page or a sort that makes no sense counts as none.
 */
final class RegisterCriteria {

    private static final int LONGEST_TEXT = 100;

    private final Map<String, String> asked = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final RegisterQuery query;
    private final RegisterSort sort;
    private final int page;

    RegisterCriteria(MultiValueMap<String, String> parameters, Territories territories, Departements departements) {
        String text = first(parameters, "q");
        String region = first(parameters, "region");
        String departement = first(parameters, "departement");
        String state = first(parameters, "etat");
        String year = first(parameters, "annee");
        if (!region.isEmpty() && territories.region(region).isEmpty()) {
            problem("region", region, "le code d’une région, par exemple 82");
        }
        if (!departement.isEmpty()) {
            departements
                    .find(departement)
                    .ifPresentOrElse(
                            known -> asked.put("departement", known.code()),
                            () -> problem(
                                    "departement", departement, "le code d’un département, par exemple 38 ou 2A"));
        }
        if (!state.isEmpty() && RegisterState.of(state).isEmpty()) {
            problem("etat", state, "l’un des états du registre, par exemple labellise");
        }
        if (!year.isEmpty() && !year.matches("(19|20|21)[0-9]{2}")) {
            problem("annee", year, "une année, par exemple 2012");
        }
        this.sort = RegisterSort.of(first(parameters, "tri"));
        this.page = number(first(parameters, "page"));
        asked.put("q", text);
        asked.put("region", region);
        asked.putIfAbsent("departement", departement);
        asked.put("etat", state);
        asked.put("annee", year);
        asked.put("tri", sort.code());
        this.query = problems.isEmpty()
                ? new RegisterQuery(
                        text.isEmpty() ? null : text,
                        region.isEmpty() ? null : region,
                        departement.isEmpty() ? null : asked.get("departement"),
                        RegisterState.of(state).orElse(null),
                        year.isEmpty() ? null : Integer.valueOf(year))
                : RegisterQuery.all();
    }

    /** Without problems only: with one, nothing is found. */
    RegisterQuery query() {
        return query;
    }

    RegisterSort sort() {
        return sort;
    }

    int page() {
        return page;
    }

    List<String> problems() {
        return problems;
    }

    /** By name of the parameter; empty texts for what is not asked. */
    Map<String, String> asked() {
        return asked;
    }

    boolean filtered() {
        return asked.entrySet().stream()
                .anyMatch(one -> !one.getKey().equals("tri") && !one.getValue().isEmpty());
    }

    /** An address that asks for the same, but for one criterion; pages begin anew. */
    String address(String path, String changed, @Nullable String value) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        Map<String, String> all = new LinkedHashMap<>(asked);
        all.put(changed, value == null ? "" : value);
        Map<String, Object> values = new LinkedHashMap<>();
        all.forEach((name, one) -> {
            if (!one.isEmpty()) {
                address.queryParam(name, "{" + name + "}");
                values.put(name, one);
            }
        });
        return address.encode(StandardCharsets.UTF_8).buildAndExpand(values).toUriString();
    }

    /** The same question to a file, which has no sort and no pages. */
    String file(String path) {
        return address(path, "tri", null);
    }

    private void problem(String name, String value, String expected) {
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        problems.add("Le critère «\u00a0" + name + "\u00a0» n’est pas compris («\u00a0" + shown
                + "\u00a0»)\u00a0: indiquez " + expected + ".");
    }

    private static String first(MultiValueMap<String, String> parameters, String name) {
        String value = parameters.getFirst(name);
        // a text cannot hold this character in the database
        String text = value == null ? "" : value.replace("\u0000", "").strip();
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT).strip() : text;
    }

    /** From 0; anything but a number that fits is the first page. */
    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return text.matches("[0-9]{10,}") ? Integer.MAX_VALUE : 0;
        }
    }
}
