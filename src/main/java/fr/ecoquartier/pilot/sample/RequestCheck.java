package fr.ecoquartier.pilot.sample;

import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds everything that makes a request impossible to compute with. */
final class RequestCheck {

    /** No campaign tests more places than this. */
    static final int MAXIMUM_SIZE = 100;

    private final SampleRequest request;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Long> ids = new HashSet<>();

    private final boolean complete;

    private RequestCheck(SampleRequest request, boolean complete) {
        this.request = request;
        this.complete = complete;
    }

    /** @param complete all candidates are there; otherwise their number says nothing yet */
    static List<Problem> problems(SampleRequest request, boolean complete) {
        RequestCheck check = new RequestCheck(request, complete);
        check.applicants();
        check.sizes();
        check.quotas();
        check.sums();
        check.lists();
        check.weights();
        return List.copyOf(check.problems);
    }

    private void refuse(String field, String message) {
        problems.add(new Problem(field, Sentence.spaced(message)));
    }

    private void applicants() {
        for (Applicant applicant : request.applicants()) {
            if (!ids.add(applicant.id())) {
                refuse("applicants", "La candidature « %s » est présente deux fois.".formatted(applicant.name()));
            }
            for (Attribute attribute : Attribute.values()) {
                if (!known(attribute, applicant.value(attribute))) {
                    refuse(
                            "applicants",
                            "La candidature « %s » n’a pas de valeur connue pour « %s »."
                                    .formatted(applicant.name(), attribute.label()));
                }
            }
        }
    }

    private boolean known(Attribute attribute, String value) {
        return attribute == Attribute.REGION
                ? request.regions().containsKey(value)
                : attribute.knownValues().containsKey(value);
    }

    private void sizes() {
        int candidates = request.applicants().size();
        long eligible = request.applicants().stream()
                .filter(a -> !request.mustNotBeIn().contains(a.id()))
                .count();
        if (request.size() < 1) {
            refuse("size", "L’échantillon compte au moins un pilote.");
        } else if (request.size() > MAXIMUM_SIZE) {
            refuse("size", "L’échantillon compte au plus %d pilotes.".formatted(MAXIMUM_SIZE));
        } else if (complete && request.size() > candidates) {
            refuse(
                    "size",
                    "Plus de pilotes que de candidatures : %d pour %s."
                            .formatted(request.size(), Sentence.count(candidates, "candidature", "candidatures")));
        } else if (complete && request.size() > eligible) {
            refuse(
                    "size",
                    "Une fois les exclusions faites, il reste %s pour %d pilotes."
                            .formatted(Sentence.count(eligible, "candidature", "candidatures"), request.size()));
        }
        if (request.reserve() < 0) {
            refuse("reserve", "La réserve ne peut pas être négative.");
        }
    }

    private void quotas() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < request.quotas().size(); i++) {
            Quota quota = request.quotas().get(i);
            String field = "quotas[%d]".formatted(i);
            if (!known(quota.attribute(), quota.value())) {
                refuse(
                        field + ".value",
                        "« %s » n’est pas une valeur connue pour « %s »."
                                .formatted(quota.value(), quota.attribute().label()));
            } else if (!seen.add(quota.attribute() + "/" + quota.value())) {
                refuse(field + ".value", "Cette valeur a déjà un quota : réunissez les deux lignes.");
            }
            bounds(field, quota);
        }
    }

    private void bounds(String field, Quota quota) {
        Integer minimum = quota.minimum();
        Integer maximum = quota.maximum();
        if (minimum == null && maximum == null) {
            refuse(field + ".minimum", "Indiquez un minimum, un maximum ou les deux.");
        }
        if (minimum != null && minimum < 0) {
            refuse(field + ".minimum", "Le minimum ne peut pas être négatif.");
        }
        if (maximum != null && maximum < 0) {
            refuse(field + ".maximum", "Le maximum ne peut pas être négatif.");
        }
        if (minimum != null && maximum != null && minimum > maximum && maximum >= 0) {
            refuse(field + ".minimum", "Le minimum (%d) dépasse le maximum (%d).".formatted(minimum, maximum));
        }
        if (minimum != null && minimum > request.size() && request.size() > 0) {
            refuse(
                    field + ".minimum",
                    "Le minimum (%d) dépasse la taille de l’échantillon (%d).".formatted(minimum, request.size()));
        }
    }

    private void sums() {
        Map<Attribute, Integer> minima = new HashMap<>();
        for (Quota quota : request.quotas()) {
            Integer minimum = quota.minimum();
            if (minimum != null && minimum > 0 && minimum <= request.size()) {
                minima.merge(quota.attribute(), minimum, Integer::sum);
            }
        }
        for (Attribute attribute : Attribute.values()) {
            int sum = minima.getOrDefault(attribute, 0);
            if (sum > request.size() && request.size() > 0) {
                refuse(
                        "quotas",
                        "%s : la somme des minimums (%d) dépasse la taille de l’échantillon (%d)."
                                .formatted(attribute.label(), sum, request.size()));
            }
        }
    }

    private void lists() {
        Map<Long, String> names = request.applicants().stream()
                .collect(Collectors.toMap(Applicant::id, Applicant::name, (first, second) -> first));
        request.mustBeIn().stream().sorted().forEach(id -> {
            if (!names.containsKey(id)) {
                refuse("mustBeIn", "La candidature n°\u00a0%d n’existe pas ou s’est retirée.".formatted(id));
            } else if (request.mustNotBeIn().contains(id)) {
                refuse("mustBeIn", "La candidature « %s » est à la fois imposée et exclue.".formatted(names.get(id)));
            }
        });
        request.mustNotBeIn().stream()
                .sorted()
                .filter(id -> !names.containsKey(id))
                .forEach(id -> refuse(
                        "mustNotBeIn", "La candidature n°\u00a0%d n’existe pas ou s’est retirée.".formatted(id)));
        if (request.mustBeIn().size() > request.size() && request.size() > 0) {
            refuse(
                    "mustBeIn",
                    "%d candidatures imposées pour un échantillon de %d."
                            .formatted(request.mustBeIn().size(), request.size()));
        }
    }

    private void weights() {
        for (Attribute attribute : Attribute.values()) {
            int weight = request.weights().of(attribute);
            if (weight < 0 || weight > Weights.MAXIMUM) {
                refuse("weights." + attribute.code(), "Le poids va de 0 à %d.".formatted(Weights.MAXIMUM));
            }
        }
    }
}
