package fr.ecoquartier.workflow.form;

import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.replay.ChangeKind;
import fr.ecoquartier.pilot.replay.ReplayResult;
import fr.ecoquartier.pilot.replay.ReplaySummary;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.referentiel.Difference;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftProblem;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The steps of a campaign about the référentiel: what the carrier structure proposes, and what the ministry decides. */
@Component
class CalibrationSteps implements Steps.Group {

    private static final String PROCESS = "pilotCampaign";
    private static final String PROPOSED = "Proposition de la structure porteuse : ";
    private static final int MOST_LINES = 60;

    private final CampaignDesk desk;
    private final ReferentielDrafts drafts;
    private final Replays replays;

    CalibrationSteps(CampaignDesk desk, ReferentielDrafts drafts, Replays replays) {
        this.desk = desk;
        this.drafts = drafts;
        this.replays = replays;
    }

    @Override
    public void register(Steps steps) {
        steps.add(PROCESS, "proposeCalibration", new TypesetStep(new CalibrationProposal()));
        steps.add(PROCESS, "decideCalibration", new TypesetStep(new CalibrationDecision()));
    }

    private List<DraftProblem> blocking(Draft draft) {
        return drafts.problems(draft.id()).stream()
                .filter(DraftProblem::blocking)
                .toList();
    }

    /** The carrier structure proposes a draft, or to keep the référentiel as it is. */
    private final class CalibrationProposal implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.campaign(situation);
            shown.put("calibration", desk.calibration(situation));
            shown.put("history", desk.history(situation, CampaignEvent.CALIBRATION, CampaignEvent.DECISION));
            shown.put("drafts", drafts.open().stream().map(this::option).toList());
            shown.put(
                    "proposalHelp",
                    "Un brouillon se prépare sur [les pages du référentiel](/referentiel), les propositions indicateur par indicateur se décident sur [la page du calage](/campagnes/%s/calage). Le brouillon proposé est relu sur tous les dossiers avant la décision du ministère : n'y touchez plus ensuite."
                            .formatted(CampaignDesk.id(situation)));
            return shown;
        }

        private Map<String, String> option(Draft draft) {
            int problems = blocking(draft).size();
            return Map.of(
                    "value",
                    Long.toString(draft.id()),
                    "label",
                    "%s (n° %d, révision %d, modifié le %s)%s"
                            .formatted(
                                    draft.title(),
                                    draft.id(),
                                    draft.revision(),
                                    Markdown.day(draft.changedAt()),
                                    problems == 0
                                            ? ""
                                            : problems == 1 ? " – 1 erreur" : " – " + problems + " erreurs"));
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (!answers.text("proposal").equals("draft")) {
                return;
            }
            answers.require("draft", "Choisissez le brouillon que vous proposez.");
            chosen(answers).ifPresent(draft -> {
                List<DraftProblem> problems = blocking(draft);
                if (!problems.isEmpty()) {
                    answers.refuse(
                            "draft",
                            "Ce brouillon contient %s à corriger. %s : %s"
                                    .formatted(
                                            problems.size() == 1 ? "une erreur" : problems.size() + " erreurs",
                                            problems.get(0).place(),
                                            problems.get(0).message()));
                }
            });
        }

        private Optional<Draft> chosen(Answers answers) {
            return answers.has("draft")
                    ? drafts.find(Long.parseLong(answers.text("draft"))).filter(Draft::open)
                    : Optional.empty();
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            boolean proposes = answers.text("proposal").equals("draft");
            Optional<Draft> draft = proposes ? chosen(answers) : Optional.empty();
            desk.campaigns()
                    .journal(
                            CampaignDesk.id(situation),
                            situation.effect(),
                            CampaignEvent.CALIBRATION,
                            PROPOSED
                                    + draft.map(one -> "adopter le brouillon « %s » (n° %d, révision %d)."
                                                    .formatted(one.title(), one.id(), one.revision()))
                                            .orElse("garder le référentiel inchangé.")
                                    + " Motif : "
                                    + answers.text("reason"),
                            situation.actor());
            Map<String, Object> kept = new LinkedHashMap<>();
            kept.put("proposal", answers.text("proposal"));
            kept.put("draft", draft.map(Draft::id).orElse(null));
            return kept;
        }
    }

    /** The ministry adopts the proposed version, sends it back, or keeps the référentiel. */
    private final class CalibrationDecision implements Step {

        @Override
        public Map<String, Object> show(Situation situation) {
            Map<String, Object> shown = desk.campaign(situation);
            shown.put("calibration", desk.calibration(situation));
            shown.put(
                    "proposalText",
                    desk.lastSaid(situation, entry -> entry.text().startsWith(PROPOSED))
                            .orElse("Aucune proposition n'est enregistrée."));
            shown.put("history", desk.history(situation, CampaignEvent.DECISION));
            draft(situation).ifPresent(draft -> {
                shown.put("difference", difference(draft));
                shown.put(
                        "replay",
                        replays.latest(draft.id())
                                .map(CalibrationSteps::replay)
                                .orElse("**Ce brouillon n'a pas été relu sur les dossiers.**"));
            });
            return shown;
        }

        private Optional<Draft> draft(Situation situation) {
            return "draft".equals(situation.text("proposal"))
                            && situation.variables().get("draft") instanceof Number id
                    ? drafts.find(id.longValue())
                    : Optional.empty();
        }

        @Override
        public void check(Situation situation, Answers answers) {
            if (!answers.text("calibrationDecision").equals("adopted")) {
                return;
            }
            Optional<Draft> draft = draft(situation);
            if (draft.isEmpty()) {
                answers.refuse(
                        "calibrationDecision",
                        "La structure porteuse ne propose aucune nouvelle version : gardez le référentiel inchangé, ou renvoyez la proposition.");
                return;
            }
            Optional<ReplaySummary> replay = replays.latest(draft.get().id());
            if (replay.isEmpty() || !replay.get().current()) {
                answers.refuse(
                        "calibrationDecision",
                        "Le brouillon a changé depuis sa relecture sur les dossiers : renvoyez la proposition, il sera relu de nouveau.");
            } else if (!replay.get().adoptable()) {
                answers.refuse("calibrationDecision", replay.get().verdict());
            }
        }

        @Override
        public Map<String, Object> take(Situation situation, Answers answers) {
            String outcome = answers.text("calibrationDecision");
            String decided = switch (outcome) {
                case "adopted" -> "Nouvelle version du référentiel adoptée.";
                case "revised" -> "Proposition de calage renvoyée à la structure porteuse.";
                default -> "Référentiel gardé inchangé.";
            };
            desk.campaigns()
                    .journal(
                            CampaignDesk.id(situation),
                            situation.effect(),
                            CampaignEvent.DECISION,
                            decided + " Motif : " + answers.text("reason"),
                            situation.actor());
            return Map.of("calibrationDecision", outcome);
        }
    }

    private String difference(Draft draft) {
        Difference difference = drafts.difference(draft.id());
        if (difference.empty()) {
            return "Ce brouillon ne change rien à la version en vigueur.";
        }
        String more = difference.changes().size() <= MOST_LINES
                ? ""
                : "\n\n%d autres changements ne sont pas montrés ici."
                        .formatted(difference.changes().size() - MOST_LINES);
        return difference.changes().stream()
                        .limit(MOST_LINES)
                        .map(CalibrationSteps::change)
                        .collect(Collectors.joining(
                                "\n",
                                "De la version **%s** à la version **%s** ([le brouillon](/referentiel/brouillons/%d)).\n\n| Élément | Quoi | Avant | Après |\n|---|---|---|---|\n"
                                        .formatted(
                                                Markdown.line(difference.before()),
                                                Markdown.line(difference.after()),
                                                draft.id()),
                                "\n"))
                + more;
    }

    private static String change(Difference.Change change) {
        return "| %s %s %s | %s | %s | %s |"
                .formatted(
                        change.subject().label(),
                        Markdown.line(change.code()),
                        Markdown.line(change.label()),
                        change.field() == null ? change.kind().label() : Markdown.line(change.field()),
                        plain(change.before()),
                        plain(change.after()));
    }

    private static String plain(@Nullable String value) {
        return value == null ? "–" : Markdown.line(value);
    }

    private static String replay(ReplaySummary replay) {
        ReplayResult result = replay.result();
        String moves = result.opinions().stream()
                .filter(move -> move.from() != move.to())
                .map(move -> "| %s | %s | %s | %d |"
                        .formatted(
                                move.stage().label(),
                                move.from().label(),
                                move.to() == null
                                        ? "calcul impossible"
                                        : move.to().label(),
                                move.checks()))
                .collect(Collectors.joining("\n"));
        String contexts = result.contexts().stream()
                .map(group -> "| %s | %d | %d | %s |"
                        .formatted(
                                Referentiel.contextLabel(group.code()),
                                group.dossiers(),
                                group.checks(),
                                kinds(group.kinds())))
                .collect(Collectors.joining("\n"));
        return """
                **%s**

                Relu le %s sur %d dossiers, dont %d de test : %d changeraient de note ou d'avis. [Tout le détail](/referentiel/brouillons/%d/relecture).
                %s
                %s
                """.formatted(
                Markdown.line(replay.verdict()),
                Markdown.day(replay.ranAt()),
                result.dossiers(),
                result.testDossiers(),
                result.dossiersChanged(),
                replay.draft(),
                moves.isEmpty()
                        ? "\nAucun avis ne changerait.\n"
                        : "\n| Étape | Avis actuel | Avis avec le brouillon | Contrôles |\n|---|---|---|---:|\n"
                                + moves
                                + "\n",
                contexts.isEmpty()
                        ? ""
                        : "\n| Contexte | Dossiers | Contrôles | Changements |\n|---|---:|---:|---|\n" + contexts);
    }

    private static String kinds(Map<ChangeKind, Integer> kinds) {
        String text = kinds.entrySet().stream()
                .filter(kind -> kind.getValue() > 0)
                .map(kind -> "%s : %d".formatted(kind.getKey().label().toLowerCase(Locale.FRANCE), kind.getValue()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "aucun" : text;
    }
}
