package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.pilot.rating.EvaluatorRole;
import fr.ecoquartier.pilot.rating.Evaluators;
import fr.ecoquartier.pilot.rating.InvalidRating;
import fr.ecoquartier.pilot.rating.KickOff;
import fr.ecoquartier.pilot.rating.Rating;
import fr.ecoquartier.pilot.rating.RatingProblem;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.workflow.Refusal;
import fr.ecoquartier.workflow.Refusal.FieldProblem;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The steps of a pilot test: its kick-off, the ratings of its evaluators, and the authority's feedback. */
@Component
class PilotTestSteps implements Steps.Group {

    private static final String PROCESS = "pilotTest";

    private final DossierDesk desk;
    private final Experts experts;
    private final Trios trios;
    private final Evaluators evaluators;
    private final Ratings ratings;
    private final People people;
    private final Clock clock;

    PilotTestSteps(
            DossierDesk desk,
            Experts experts,
            Trios trios,
            Evaluators evaluators,
            Ratings ratings,
            People people,
            Clock clock) {
        this.desk = desk;
        this.experts = experts;
        this.trios = trios;
        this.evaluators = evaluators;
        this.ratings = ratings;
        this.people = people;
        this.clock = clock;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "recordKickOff", new TypesetStep(new Launch()));
        steps.add(PROCESS, "rateAsDreal", new TypesetStep(new Evaluation(EvaluatorRole.DREAL)));
        steps.add(PROCESS, "rateAsExpert", new TypesetStep(new Evaluation(EvaluatorRole.EXPERT)));
        steps.add(PROCESS, "rateAsPartner", new TypesetStep(new Evaluation(EvaluatorRole.PARTNER)));
        steps.add(PROCESS, "giveFeedback", new TypesetStep(new Evaluation(EvaluatorRole.AUTHORITY)));
    }

    /** The carrier structure records the kick-off and names the evaluators. */
    private final class Launch implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.dossier(situation);
            List<Map<String, String>> free = new ArrayList<>();
            StringBuilder excluded = new StringBuilder();
            for (Expert expert : experts.active()) {
                Optional<String> reason = trios.conflict(situation.reference(), expert);
                if (reason.isPresent()) {
                    excluded.append(
                            "| %s | %s |\n".formatted(Markdown.line(expert.name()), Markdown.line(reason.get())));
                } else {
                    free.add(option(expert.userId(), "%s (%s)".formatted(expert.name(), expert.employer())));
                }
            }
            shown.put("conflicts", excluded.isEmpty() ? "" : "| Expert | Raison |\n|---|---|\n" + excluded);
            shown.put("expertOptions", free);
            List<Map<String, String>> partners = new ArrayList<>();
            people.ofGroup("partner").forEach((id, name) -> partners.add(option(id, name)));
            shown.put("partnerOptions", partners);
            return shown;
        }

        private static Map<String, String> option(String value, String label) {
            return Map.of("value", value, "label", label);
        }

        @Override
        public void check(Situation situation, Answers answers) {
            List<String> chosen = answers.choices("experts");
            List<String> conflicts = evaluators.conflicts(situation.reference(), chosen);
            if (!conflicts.isEmpty()) {
                answers.refuse("experts", String.join(" ", conflicts));
            }
            List<String> partners = answers.choices("partners");
            if (chosen.isEmpty() && partners.isEmpty()) {
                answers.refuse("experts", "Désignez au moins un expert ou un partenaire.");
            }
            List<String> twice = partners.stream().filter(chosen::contains).toList();
            if (!twice.isEmpty()) {
                answers.refuse(
                        "partners",
                        "Une même personne ne peut évaluer deux fois le même dossier : %s."
                                .formatted(twice.stream().map(people::name).collect(Collectors.joining(", "))));
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            List<KickOff.Partner> partners = answers.choices("partners").stream()
                    .map(id -> new KickOff.Partner(id, people.name(id)))
                    .toList();
            KickOff kickOff = new KickOff(
                    answers.date("heldOn").orElseThrow(),
                    answers.text("participants"),
                    answers.choices("experts"),
                    partners);
            try {
                evaluators.kickOff(situation.step(), kickOff, situation.actor());
            } catch (NotPossible e) {
                throw Refusal.fields(List.of(new FieldProblem("experts", "Experts", e.getMessage())));
            }
            return Map.of();
        }
    }

    /**
     * An evaluation given alone: the form shows the dossier's figures, never a computed rating, a threshold, or what
     * somebody else said.
     */
    private final class Evaluation implements Step {

        private final EvaluatorRole role;

        Evaluation(EvaluatorRole role) {
            this.role = role;
        }

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.dossier(situation);
            if (role.rates()) {
                shown.put("facts", facts(situation.reference()));
                shown.put("evidence", evidence(situation.reference()));
            }
            return shown;
        }

        private String evidence(String reference) {
            return "**Pièces du dossier** (à ouvrir depuis [la page du dossier](/dossiers/%s))\n\n%s"
                    .formatted(reference, desk.evidence(reference));
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (!role.rates() && answers.sound() && answers.labelled().isEmpty()) {
                answers.refuse(
                        "remarks",
                        "Répondez au moins à une question, ou dites ici pourquoi vous n'avez rien à dire de ce test.");
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            try {
                ratings.give(read(situation, answers), situation.step());
            } catch (InvalidRating e) {
                throw Refusal.fields(e.problems().stream()
                        .map(problem -> new FieldProblem(field(problem), problem.code(), problem.message()))
                        .toList());
            } catch (NotPossible e) {
                throw Refusal.conflict(e.getMessage());
            }
            return Map.of();
        }

        private Rating read(Situation situation, Answers answers) {
            Referentiel referentiel = desk.referentiel(situation.reference());
            List<String> commitments = referentiel.commitments().stream()
                    .map(Referentiel.Commitment::code)
                    .toList();
            List<String> indicators =
                    referentiel.indicators().stream().map(Indicator::code).toList();
            Map<String, Integer> scores = new LinkedHashMap<>();
            texts(answers, commitments, UnaryOperator.identity())
                    .forEach((code, value) -> scores.put(code, Integer.valueOf(value)));
            return new Rating(
                    situation.text("campaign"),
                    situation.reference(),
                    situation.actor().id(),
                    situation.actor().name(),
                    role,
                    referentiel.version(),
                    scores,
                    texts(answers, indicators, UnaryOperator.identity()),
                    integers(answers, indicators, RatingForms::difficulty),
                    integers(answers, indicators, RatingForms::clarity),
                    numbers(answers, referentiel.inputs().keySet(), RatingForms::cost),
                    numbers(answers, Rating.STEPS, RatingForms::hours),
                    texts(answers, commitments, RatingForms::comment),
                    answers.has("remarks") ? answers.text("remarks") : null,
                    clock.instant());
        }
    }

    private static Map<String, String> texts(Answers answers, Iterable<String> codes, UnaryOperator<String> key) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String code : codes) {
            String text = answers.text(key.apply(code));
            if (!text.isEmpty() && !text.equals(RatingForms.CANNOT_JUDGE)) {
                texts.put(code, text);
            }
        }
        return texts;
    }

    private static Map<String, Integer> integers(Answers answers, Iterable<String> codes, UnaryOperator<String> key) {
        Map<String, Integer> integers = new LinkedHashMap<>();
        texts(answers, codes, key).forEach((code, value) -> integers.put(code, Integer.valueOf(value)));
        return integers;
    }

    private static Map<String, BigDecimal> numbers(Answers answers, Iterable<String> codes, UnaryOperator<String> key) {
        Map<String, BigDecimal> entered = answers.numbers();
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        for (String code : codes) {
            BigDecimal number = entered.get(key.apply(code));
            if (number != null) {
                numbers.put(code, number);
            }
        }
        return numbers;
    }

    private static String field(RatingProblem problem) {
        return switch (problem.part()) {
            case "comments" -> RatingForms.comment(problem.code());
            case "difficulty" -> RatingForms.difficulty(problem.code());
            case "clarity" -> RatingForms.clarity(problem.code());
            case "inputCost" -> RatingForms.cost(problem.code());
            case "hours" -> RatingForms.hours(problem.code());
            default -> problem.code();
        };
    }

    /** Per indicator: its name, the value that the dossier's last figures give, and those figures. */
    private Map<String, String> facts(String reference) {
        Referentiel referentiel = desk.referentiel(reference);
        Map<String, IndicatorResult> results = desk.figures()
                .latestCheck(reference)
                .map(Check::report)
                .map(report ->
                        report.indicators().stream().collect(Collectors.toMap(IndicatorResult::code, result -> result)))
                .orElse(Map.of());
        Map<String, String> facts = new LinkedHashMap<>();
        referentiel
                .indicators()
                .forEach(indicator -> facts.put(
                        indicator.code(),
                        "**%s. %s** (%s)  \n%s"
                                .formatted(
                                        indicator.code(),
                                        Markdown.line(indicator.label()),
                                        indicator.lowerIsBetter()
                                                ? "le plus bas est le mieux"
                                                : "le plus haut est le mieux",
                                        said(referentiel, results.get(indicator.code())))));
        return facts;
    }

    private static String said(Referentiel referentiel, @org.jspecify.annotations.Nullable IndicatorResult result) {
        if (result == null) {
            return "Aucune donnée chiffrée n'a été déposée.";
        }
        String value = result.value() == null
                ? "Pas de valeur"
                : "Valeur : **" + DossierDesk.quantity(result.value(), result) + "**";
        String inputs = result.inputs().entrySet().stream()
                .map(entry -> referentiel
                        .input(entry.getKey())
                        .map(input -> "%s : %s"
                                .formatted(
                                        Markdown.line(input.label()), Wording.quantity(entry.getValue(), input.unit())))
                        .orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" ; "));
        String missing = result.missing().stream()
                .map(code -> referentiel.input(code).map(Input::label).orElse(code))
                .map(Markdown::line)
                .collect(Collectors.joining(", "));
        return value
                + (inputs.isEmpty() ? "" : " · " + inputs)
                + (missing.isEmpty() ? "" : " · non fourni : " + missing);
    }
}
