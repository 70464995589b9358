package fr.ecoquartier.pilot.sample;

import fr.ecoquartier.pilot.sample.SampleResult.Change;
import fr.ecoquartier.pilot.sample.SampleResult.Conflict;
import fr.ecoquartier.pilot.sample.SampleResult.Outcome;
import fr.ecoquartier.pilot.sample.SampleResult.QuotaLine;
import fr.ecoquartier.pilot.sample.SampleResult.Relaxation;
import fr.ecoquartier.pilot.sample.SampleResult.Retained;
import fr.ecoquartier.pilot.sample.SampleResult.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in French what was selected and why; everything is counted again, candidate by candidate. */
final class SampleExplanation {

    private final SampleModel model;
    private final SampleRequest request;
    private final int candidates;
    private final int eligible;

    SampleExplanation(SampleModel model) {
        this.model = model;
        request = model.request;
        candidates = request.applicants().size();
        eligible = (int) request.applicants().stream()
                .filter(a -> !request.mustNotBeIn().contains(a.id()))
                .count();
    }

    SampleResult sample(Outcome outcome, List<Applicant> chosen, long bound, Long @Nullable [] without) {
        long objective = model.distance(chosen);
        List<Retained> reserve = reserve(chosen);
        String proof = outcome == Outcome.OPTIMAL
                ? Sentence.of(
                        "Il est prouvé qu’aucun autre échantillon qui respecte ces demandes n’est plus proche des"
                                + " candidatures : distance de %s.",
                        points(objective))
                : Sentence.of(
                        "Le calcul a été arrêté avant la preuve : la distance est de %s, aucun échantillon n’est à moins de"
                                + " %s (écart de %s) ; un autre calcul peut donner un autre échantillon.",
                        points(objective),
                        Sentence.points(bound, candidates),
                        Sentence.percent(objective - bound, objective));
        String lacking = reserve.size() < request.reserve()
                ? Sentence.of(" La réserve demandée était de %d : il n’y a pas d’autre candidature.", request.reserve())
                : "";
        return new SampleResult(
                outcome,
                request.fingerprint(),
                candidates,
                eligible,
                request.size(),
                request.seed(),
                retained(chosen, objective),
                reserve,
                quotaLines(chosen, without, objective),
                shares(chosen),
                objective,
                bound,
                List.of(),
                null,
                Sentence.of(
                                "%s sur %d, %s en réserve. ",
                                Sentence.count(chosen.size(), "candidature retenue", "candidatures retenues"),
                                candidates,
                                reserve.isEmpty() ? "aucune" : String.valueOf(reserve.size()))
                        + proof
                        + lacking,
                tieBreak());
    }

    SampleResult infeasible(List<Conflict> conflicts, Relaxation relaxation) {
        String why = conflicts.isEmpty()
                ? ""
                : conflicts.size() == 1
                        ? " Une plus petite contradiction est en cause : "
                                + String.join(" ; ", conflicts.get(0).demands()) + "."
                        : Sentence.of(
                                " %s, chacune de %s.",
                                conflicts.size() >= Conflicts.MOST
                                        ? "Au moins " + conflicts.size() + " contradictions sont en cause"
                                        : conflicts.size() + " contradictions sont en cause",
                                Sentence.count(conflicts.get(0).demands().size(), "demande", "demandes"));
        return without(
                Outcome.INFEASIBLE,
                0,
                conflicts,
                relaxation,
                Sentence.spaced("Il est prouvé qu’aucun échantillon de "
                        + request.size()
                        + " ne respecte toutes les demandes."
                        + why
                        + " L’assouplissement le plus proche change "
                        + Sentence.count(relaxation.places(), "place", "places")
                        + "."));
    }

    SampleResult stoppedWithout(long bound) {
        return without(
                Outcome.STOPPED,
                bound,
                List.of(),
                null,
                "Le calcul a été arrêté avant qu’un échantillon qui respecte toutes les demandes soit trouvé, et sans preuve"
                        + " qu’il n’y en a pas.");
    }

    private SampleResult without(
            Outcome outcome, long bound, List<Conflict> conflicts, @Nullable Relaxation relaxation, String summary) {
        return new SampleResult(
                outcome,
                request.fingerprint(),
                candidates,
                eligible,
                request.size(),
                request.seed(),
                List.of(),
                List.of(),
                quotaLines(List.of(), null, 0),
                shares(List.of()),
                0,
                bound,
                conflicts,
                relaxation,
                summary,
                tieBreak());
    }

    private String points(long distance) {
        return Sentence.points(distance, candidates) + "\u00a0" + (distance < 2L * candidates ? "point" : "points");
    }

    private String tieBreak() {
        return Sentence.of(
                "Un ordre des candidatures est tiré au sort avec la graine publiée %d : ordre croissant des empreintes SHA-256"
                        + " du texte « graine:numéro de candidature ». Quand plusieurs échantillons sont aussi proches, on parcourt cet"
                        + " ordre et chaque candidature est retenue si un échantillon optimal existe avec elle et avec celles"
                        + " déjà retenues. Les mêmes données donnent donc toujours le même échantillon, quel que soit l’ordre"
                        + " des candidatures.",
                request.seed());
    }

    private String label(Quota quota) {
        return Sentence.of("%s : %s", quota.attribute().label(), request.label(quota.attribute(), quota.value()));
    }

    private static int count(List<Applicant> sample, Quota quota) {
        return SampleModel.count(sample, quota.attribute(), quota.value());
    }

    private static boolean is(Applicant applicant, Quota quota) {
        return applicant.value(quota.attribute()).equals(quota.value());
    }

    private List<QuotaLine> quotaLines(List<Applicant> chosen, Long @Nullable [] without, long objective) {
        List<QuotaLine> lines = new ArrayList<>();
        for (int i = 0; i < request.quotas().size(); i++) {
            Quota quota = request.quotas().get(i);
            int obtained = count(chosen, quota);
            int available = (int) request.applicants().stream()
                    .filter(a -> is(a, quota) && !request.mustNotBeIn().contains(a.id()))
                    .count();
            Long optimum = without == null ? null : without[i];
            Long cost = optimum == null ? null : Long.valueOf(objective - optimum);
            lines.add(new QuotaLine(
                    quota,
                    label(quota),
                    obtained,
                    available,
                    optimum,
                    cost,
                    explain(quota, obtained, chosen.isEmpty(), optimum, cost)));
        }
        return lines;
    }

    private String explain(Quota quota, int obtained, boolean none, @Nullable Long optimum, @Nullable Long cost) {
        String bounds = bounds(quota);
        if (none) {
            return Sentence.of("Demandé : %s. Pas d’échantillon.", bounds);
        }
        String got = Sentence.of("Demandé : %s ; obtenu : %d", bounds, obtained)
                + (Integer.valueOf(obtained).equals(quota.minimum())
                        ? ", au minimum. "
                        : Integer.valueOf(obtained).equals(quota.maximum()) ? ", au maximum. " : ". ");
        if (optimum == null || cost == null) {
            return got + "Le coût de ce quota n’a pas été calculé.";
        }
        return got
                + (cost == 0
                        ? "Il ne coûte rien : sans lui, aucun échantillon ne serait plus proche."
                        : Sentence.of(
                                "Il coûte %s : sans lui, la distance serait de %s.",
                                points(cost), Sentence.points(optimum, candidates)));
    }

    private static String bounds(Quota quota) {
        Integer minimum = quota.minimum();
        Integer maximum = quota.maximum();
        if (minimum != null && maximum != null) {
            return minimum.equals(maximum) ? "exactement " + minimum : "de " + minimum + " à " + maximum;
        }
        return minimum != null ? "au moins " + minimum : "au plus " + maximum;
    }

    private List<Share> shares(List<Applicant> chosen) {
        List<Share> shares = new ArrayList<>();
        for (Attribute attribute : Attribute.values()) {
            Set<String> values = new LinkedHashSet<>(attribute.knownValues().keySet());
            if (values.isEmpty()) {
                Set<String> present = new TreeSet<>();
                request.applicants().forEach(a -> present.add(a.value(attribute)));
                request.quotas().stream()
                        .filter(q -> q.attribute() == attribute)
                        .forEach(q -> present.add(q.value()));
                values.addAll(present);
            }
            for (String value : values) {
                shares.add(new Share(
                        attribute,
                        value,
                        request.label(attribute, value),
                        SampleModel.count(request.applicants(), attribute, value),
                        SampleModel.count(chosen, attribute, value)));
            }
        }
        return shares;
    }

    private List<Applicant> others(List<Applicant> chosen) {
        Set<Long> in = new TreeSet<>();
        chosen.forEach(a -> in.add(a.id()));
        return model.draw.order().stream()
                .filter(a -> !in.contains(a.id()) && !request.mustNotBeIn().contains(a.id()))
                .toList();
    }

    private static List<Applicant> exchanged(List<Applicant> chosen, int out, Applicant in) {
        List<Applicant> next = new ArrayList<>(chosen);
        next.set(out, in);
        return next;
    }

    private List<Retained> retained(List<Applicant> chosen, long objective) {
        List<Applicant> others = others(chosen);
        List<Retained> retained = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Applicant one = chosen.get(i);
            int draw = model.draw.place(one);
            retained.add(new Retained(one.id(), one.name(), i + 1, draw, reason(chosen, i, others, objective, draw)));
        }
        return retained;
    }

    private String reason(List<Applicant> chosen, int index, List<Applicant> others, long objective, int draw) {
        Applicant one = chosen.get(index);
        if (request.mustBeIn().contains(one.id())) {
            return "Imposée par les paramètres de la campagne.";
        }
        List<String> needed = request.quotas().stream()
                .filter(q -> q.minimum() != null && q.minimum() > 0 && is(one, q) && count(chosen, q) == q.minimum())
                .map(this::label)
                .toList();
        StringBuilder reason = new StringBuilder();
        if (!needed.isEmpty()) {
            reason.append(Sentence.of(
                    needed.size() == 1 ? "Nécessaire à un minimum : %s. " : "Nécessaire à des minimums : %s. ",
                    Sentence.list(needed)));
        }
        long best = Long.MAX_VALUE;
        int equal = 0;
        for (Applicant other : others) {
            List<Applicant> next = exchanged(chosen, index, other);
            if (model.meetsQuotas(next)) {
                long distance = model.distance(next);
                equal += distance == objective ? 1 : 0;
                best = Math.min(best, distance);
            }
        }
        if (best == Long.MAX_VALUE) {
            reason.append("Aucune autre candidature ne peut prendre sa place sans rompre un quota.");
        } else if (best > objective) {
            reason.append(Sentence.of(
                    "Toute autre candidature à sa place éloignerait l’échantillon : distance de %s au lieu de %s.",
                    points(best), Sentence.points(objective, candidates)));
        } else if (best < objective) {
            reason.append(
                    "Une autre candidature à sa place rapprocherait l’échantillon : la recherche a été arrêtée avant.");
        } else {
            reason.append(Sentence.of(
                    equal == 1
                            ? "Une autre candidature à sa place serait aussi bonne ; départagée par le tirage (rang %2$d)."
                            : "%1$s à sa place seraient aussi bonnes ; départagée par le tirage (rang %2$d).",
                    Sentence.count(equal, "autre candidature", "autres candidatures"),
                    draw));
        }
        return reason.toString();
    }

    private record Substitute(Applicant applicant, int replaces, long distances) {}

    /** Those that can replace the most of the sample without breaking a quota first; then the nearest, then the draw. */
    private List<Retained> reserve(List<Applicant> chosen) {
        List<Substitute> substitutes = new ArrayList<>();
        for (Applicant other : others(chosen)) {
            int replaces = 0;
            long distances = 0;
            for (int i = 0; i < chosen.size(); i++) {
                List<Applicant> next = exchanged(chosen, i, other);
                if (model.meetsQuotas(next)) {
                    replaces++;
                }
                distances += model.distance(next);
            }
            substitutes.add(new Substitute(other, replaces, distances));
        }
        substitutes.sort(Comparator.comparingInt(Substitute::replaces)
                .reversed()
                .thenComparingLong(Substitute::distances)
                .thenComparingInt(s -> model.draw.place(s.applicant())));
        List<Retained> reserve = new ArrayList<>();
        for (Substitute substitute : substitutes.subList(0, Math.min(request.reserve(), substitutes.size()))) {
            Applicant applicant = substitute.applicant();
            reserve.add(new Retained(
                    applicant.id(),
                    applicant.name(),
                    reserve.size() + 1,
                    model.draw.place(applicant),
                    Sentence.of(
                            "Peut remplacer %s sans rompre un quota ; distance de %s en moyenne après"
                                    + " un remplacement.",
                            substitute.replaces() == chosen.size()
                                    ? "n’importe laquelle des retenues"
                                    : Sentence.of("%d des %d retenues", substitute.replaces(), chosen.size()),
                            points(Math.floorDiv(2 * substitute.distances() + chosen.size(), 2L * chosen.size())))));
        }
        return reserve;
    }

    Relaxation relaxation(List<Applicant> nearest, boolean proven) {
        List<Change> changes = new ArrayList<>();
        int places = 0;
        for (int i = 0; i < request.quotas().size(); i++) {
            Quota quota = request.quotas().get(i);
            int count = count(nearest, quota);
            int violation = SampleModel.violation(quota, count);
            if (violation == 0) {
                continue;
            }
            places += violation;
            Integer minimum = quota.minimum();
            boolean low = minimum != null && count < minimum;
            changes.add(new Change(
                    i,
                    low
                            ? new Quota(quota.attribute(), quota.value(), count, quota.maximum())
                            : new Quota(quota.attribute(), quota.value(), minimum, count),
                    Sentence.of(
                            low ? "%s : abaisser le minimum de %d à %d." : "%s : relever le maximum de %d à %d.",
                            label(quota),
                            low ? minimum : quota.maximum(),
                            count)));
        }
        return new Relaxation(changes, places, proven, model.distance(nearest));
    }
}
