package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.correspondence.Targets;
import fr.ecoquartier.dossier.Check;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.Figures;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.OutcomeLabels;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.ProcessHealth;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import fr.ecoquartier.indicator.Rating;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.pilot.rating.Ratings;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.FileTypes;
import fr.ecoquartier.web.French;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts together what one person may read of a dossier. */
@Component
class DossierViews {

    private static final String AUTOMATIC =
            "Une opération automatique est en cours ; la suite s’affichera dans quelques instants.";

    /** A test goes through these stages and no other. */
    private static final Set<DossierStage> TESTED =
            Set.of(DossierStage.CHARTER, DossierStage.CONTRACT, DossierStage.AWARD);

    private static final List<DossierStage> WAY = List.of(
            DossierStage.CHARTER,
            DossierStage.CONTRACT,
            DossierStage.FOLLOW_UP,
            DossierStage.AWARD,
            DossierStage.CONFIRMATION);

    private static final Set<JournalKind> SAID_BY_OTHERS = EnumSet.of(
            JournalKind.CHECK,
            JournalKind.OPINION,
            JournalKind.DECISION,
            JournalKind.STAGE_CLOSED,
            JournalKind.DOCUMENT,
            JournalKind.EVIDENCE_EXAMINED);

    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final EvidenceFiles files;
    private final Proceedings proceedings;
    private final OpenTasks tasks;
    private final Ratings ratings;
    private final Trios trios;
    private final Targets targets;
    private final ObjectProvider<ProcessHealth> health;
    private final Referentiels referentiels;
    private final Territories territories;
    private final French french;
    private final StandIns standIns;
    private final StaffDirectory staff;

    DossierViews(
            Dossiers dossiers,
            DossierFigures figures,
            EvidenceFiles files,
            Proceedings proceedings,
            OpenTasks tasks,
            Ratings ratings,
            Trios trios,
            Targets targets,
            ObjectProvider<ProcessHealth> health,
            Referentiels referentiels,
            Territories territories,
            French french,
            StandIns standIns,
            StaffDirectory staff) {
        this.dossiers = dossiers;
        this.figures = figures;
        this.files = files;
        this.proceedings = proceedings;
        this.tasks = tasks;
        this.ratings = ratings;
        this.trios = trios;
        this.targets = targets;
        this.health = health;
        this.referentiels = referentiels;
        this.territories = territories;
        this.french = french;
        this.standIns = standIns;
        this.staff = staff;
    }

    DossierView of(DossierSummary dossier, Person person) {
        String reference = dossier.reference();
        boolean staff = person.staff();
        Optional<Referentiel> referentiel = referentiels.find(dossier.referentiel());
        Optional<Region> region = territories.region(dossier.regionCode());
        boolean alone = ratesAlone(reference, person);
        List<Check> checks = alone ? List.of() : figures.checks(reference);
        Optional<Check> latest = checks.isEmpty() ? Optional.empty() : Optional.of(checks.get(checks.size() - 1));
        List<Decision> decisions = alone ? List.of() : proceedings.decisions(reference);
        List<JournalEntry> journal = new ArrayList<>(dossiers.journal(reference, staff));
        if (alone) {
            journal.removeIf(entry -> SAID_BY_OTHERS.contains(entry.kind()));
        }
        Collections.reverse(journal);
        List<OpenTask> open = tasks.of(reference);
        Map<FiguresKind, Figures> sets = new EnumMap<>(FiguresKind.class);
        figures.history(reference).forEach(set -> sets.put(set.kind(), set));
        List<String> troubles =
                health.stream().flatMap(h -> h.troubles(reference).stream()).toList();
        return new DossierView(
                dossier,
                region.map(Region::label).orElse(dossier.regionCode()),
                region.map(Region::service).orElse("Service régional"),
                !staff,
                person.is(Role.MINISTRY),
                person.is(Role.MANAGER) || person.is(Role.ADMIN),
                timeline(dossier),
                expected(dossier.suspended() ? List.of() : open, staff),
                waiting(dossier),
                troubles,
                latest.map(this::line).orElse(null),
                latest.map(check -> CheckPictures.radarSvg(check.report())).orElse(null),
                latest.map(check -> CheckPictures.barsSvg(check.report())).orElse(null),
                latest.map(check -> ratings(check.report())).orElse(List.of()),
                latest.map(check -> groups(check.report(), figures.objectives(reference)))
                        .orElse(List.of()),
                sets.keySet().stream().map(FiguresKind::label).toList(),
                referentiel.map(version -> figureLines(version, sets)).orElse(List.of()),
                targets.stated(reference),
                reversed(checks.stream().map(this::line).toList()),
                files.of(reference).stream()
                        .map(piece -> line(piece, referentiel))
                        .toList(),
                proceedings.corrections(reference),
                alone ? List.of() : readable(proceedings.opinions(reference), decisions, person),
                decisions,
                proceedings.signatures(reference),
                journal,
                alone);
    }

    /**
     * An evaluator of a test who still has to rate reads facts only: no computed rating, and nobody's opinion. Whoever
     * sits in the dossier's trio has read them for that purpose.
     */
    boolean ratesAlone(String reference, Person person) {
        return ratings.awaits(reference, person.id())
                && !trios.dossiersOf(person.id()).contains(reference);
    }

    /**
     * The opinions this person may read. A personal opinion is given without knowing the others: a member of the trio
     * reads those of a stage after giving their own, the authority reads the trio's once the stage was decided.
     */
    private static List<GivenOpinion> readable(List<GivenOpinion> all, List<Decision> decisions, Person person) {
        if (person.allRegions() || person.is(Role.DREAL)) {
            return all;
        }
        return all.stream()
                .filter(opinion -> !ofTrio(opinion)
                        || opinion.authorId().equals(person.id())
                        || (person.is(Role.EXPERT)
                                ? all.stream()
                                        .anyMatch(own -> own.authorId().equals(person.id())
                                                && own.stage() == opinion.stage()
                                                && own.kind() == OpinionKind.PERSONAL)
                                : decisions.stream()
                                        .anyMatch(decision -> decision.stage() == opinion.stage()
                                                && decision.decidedAt().isAfter(opinion.givenAt()))))
                .toList();
    }

    /** Those that this person may read; a correction is read by whoever reads what it replaces. */
    static List<IssuedDocument> readable(List<IssuedDocument> all, DossierView view, Person person) {
        Set<Long> readable = new HashSet<>();
        for (IssuedDocument document : all) {
            if (document.replaces() == null
                    ? readable(document, view, person)
                    : readable.contains(document.replaces())) {
                readable.add(document.id());
            }
        }
        return all.stream().filter(document -> readable.contains(document.id())).toList();
    }

    /** A document is read by whoever reads on the dossier's page what it says. */
    private static boolean readable(IssuedDocument document, DossierView view, Person person) {
        return switch (document.kind()) {
            case CHECK_REPORT -> !view.ratesAlone();
            case OPINIONS -> !view.ratesAlone() && readsOpinions(document, view, person);
            default -> true;
        };
    }

    /** As {@link #readable(List, List, Person)} says of the opinions that the document gathers. */
    private static boolean readsOpinions(IssuedDocument document, DossierView view, Person person) {
        if (person.allRegions() || person.is(Role.DREAL)) {
            return true;
        }
        return person.is(Role.EXPERT)
                ? view.opinions().stream()
                        .anyMatch(own -> own.authorId().equals(person.id())
                                && own.stage() == document.stage()
                                && own.kind() == OpinionKind.PERSONAL)
                : view.decisions().stream()
                        .anyMatch(decision -> decision.stage() == document.stage()
                                && decision.decidedAt().isAfter(document.issuedAt()));
    }

    private static boolean ofTrio(GivenOpinion opinion) {
        return opinion.kind() == OpinionKind.PERSONAL || opinion.kind() == OpinionKind.SYNTHESIS;
    }

    /** Tasks of the same name and date, three personal opinions for instance, make one line. */
    private List<DossierView.Expected> expected(List<OpenTask> open, boolean staff) {
        Map<List<Object>, Integer> counts = new LinkedHashMap<>();
        open.forEach(task -> counts.merge(
                Arrays.asList(
                        task.name(),
                        task.role(),
                        task.dueAt() == null ? null : LocalDate.ofInstant(task.dueAt(), French.ZONE)),
                1,
                Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> open.stream()
                        .filter(task -> task.name().equals(entry.getKey().get(0))
                                && task.role().equals(entry.getKey().get(1)))
                        .findFirst()
                        .map(task -> new DossierView.Expected(
                                task.name(),
                                task.role(),
                                task.dueAt(),
                                entry.getValue(),
                                staff ? holders(open, task) : List.of()))
                        .orElseThrow())
                .toList();
    }

    /** Of tasks that somebody takes from a group: experts are named by the process, and each gives an opinion alone. */
    private List<String> holders(List<OpenTask> open, OpenTask like) {
        return Role.ofGroup(like.role()).filter(StandIns.ROLES::contains).isEmpty()
                ? List.of()
                : open.stream()
                        .filter(task -> task.assignee() != null
                                && task.name().equals(like.name())
                                && task.role().equals(like.role()))
                        .map(task -> holder(task, task.assignee()))
                        .toList();
    }

    private String holder(OpenTask task, String assignee) {
        Optional<StandIn> taken = standIns.underWhich(task.taskId())
                .filter(standIn -> standIn.substitute().equals(assignee));
        if (taken.isPresent()) {
            return name(assignee) + ", pour le compte de " + name(taken.get().absent());
        }
        return standIns.of(assignee)
                .filter(standIn -> standIn.role().group().equals(task.role()))
                .map(standIn -> name(assignee) + ", en son absence " + name(standIn.substitute()))
                .orElseGet(() -> name(assignee));
    }

    private String name(String account) {
        return staff.find(account).map(Person::name).orElse(account);
    }

    private List<DossierView.TimelineStep> timeline(DossierSummary dossier) {
        Map<DossierStage, List<StagePeriod>> periods = new LinkedHashMap<>();
        dossiers.stages(dossier.reference())
                .forEach(period -> periods.computeIfAbsent(period.stage(), stage -> new ArrayList<>())
                        .add(period));
        return WAY.stream()
                .filter(stage -> !dossier.test() || TESTED.contains(stage))
                .map(stage -> step(dossier, stage, periods.getOrDefault(stage, List.of())))
                .toList();
    }

    private DossierView.TimelineStep step(DossierSummary dossier, DossierStage stage, List<StagePeriod> periods) {
        if (periods.isEmpty()) {
            return stage.ordinal() < dossier.stage().ordinal()
                    ? new DossierView.TimelineStep(stage.label(), "skipped", "", List.of("sans objet"))
                    : new DossierView.TimelineStep(stage.label(), "upcoming", "à venir", List.of());
        }
        StagePeriod last = periods.get(periods.size() - 1);
        List<String> lines = new ArrayList<>();
        if (last.leftAt() == null) {
            lines.add("depuis le " + french.date(last.enteredAt()));
        } else {
            lines.add("du " + french.date(last.enteredAt()));
            lines.add("au " + french.date(last.leftAt()));
            if (last.outcome() != null) {
                lines.add(capitalised(OutcomeLabels.french(last.outcome())));
            }
        }
        if (periods.size() > 1) {
            lines.add(periods.size() + "e passage");
        }
        boolean current = last.leftAt() == null;
        boolean stopped = !current && dossier.stage() == stage && stopped(dossier.status());
        return new DossierView.TimelineStep(
                stage.label(),
                current ? "current" : stopped ? "stopped" : "done",
                current ? "en cours" : stopped ? "arrêtée" : "terminée",
                lines);
    }

    private static boolean stopped(DossierStatus status) {
        return switch (status) {
            case REFUSED, ABANDONED, WITHDRAWN, TERMINATED, LABEL_WITHDRAWN -> true;
            default -> false;
        };
    }

    private String waiting(DossierSummary dossier) {
        if (dossier.suspended()) {
            return "Rien : le dossier est suspendu.";
        }
        if (dossier.test()) {
            return dossier.status().terminal() ? "Rien : le test de ce dossier est achevé." : AUTOMATIC;
        }
        return switch (dossier.status()) {
            case ABANDONED -> "Rien : le dossier a été clos faute de réponse. La collectivité peut le rouvrir.";
            case CONTRACT_SIGNED ->
                "Rien pour l’instant. Le prochain suivi sera demandé à son échéance ; la collectivité peut déclarer l’opération achevée à tout moment.";
            case LABELLED -> "Rien pour l’instant. La confirmation du label sera demandée à son échéance.";
            case DEFERRED ->
                dossier.deferredUntil() == null
                        ? "Rien pour l’instant : le label est ajourné."
                        : "Rien pour l’instant : le label est ajourné, le dossier sera réexaminé le "
                                + french.date(dossier.deferredUntil()) + ".";
            default -> dossier.status().terminal() ? "Rien : le dossier est clos." : AUTOMATIC;
        };
    }

    private DossierView.CheckLine line(Check check) {
        CheckReport report = check.report();
        return new DossierView.CheckLine(
                check.checkedAt(),
                check.stage().label(),
                report.opinion().label(),
                report.opinion().code(),
                report.rule(),
                report.indicators().stream().filter(i -> i.rating().satisfied()).count(),
                count(report, Rating.UNMET),
                count(report, Rating.MISSING),
                report.referentiel());
    }

    private static List<DossierView.RatingCount> ratings(CheckReport report) {
        return Arrays.stream(Rating.values())
                .map(rating -> new DossierView.RatingCount(rating.label(), rating.code(), count(report, rating)))
                .toList();
    }

    private static long count(CheckReport report, Rating rating) {
        return report.indicators().stream().filter(i -> i.rating() == rating).count();
    }

    private List<DossierView.IndicatorGroup> groups(CheckReport report, Map<String, BigDecimal> objectives) {
        return report.dimensions().stream()
                .map(dimension -> new DossierView.IndicatorGroup(
                        dimension.label(),
                        share(dimension),
                        report.indicators().stream()
                                .filter(i -> i.dimension().equals(dimension.code()))
                                .map(i -> line(i, objectives.get(i.code())))
                                .toList()))
                .toList();
    }

    private static String share(DimensionResult dimension) {
        return dimension.applicable() == 0
                ? "– sans objet"
                : "– %d sur %d %s"
                        .formatted(
                                dimension.met(),
                                dimension.applicable(),
                                dimension.met() < 2 ? "satisfait" : "satisfaits");
    }

    private DossierView.IndicatorLine line(IndicatorResult i, BigDecimal objective) {
        return new DossierView.IndicatorLine(
                i.code(),
                i.label(),
                UnitLabels.french(i.unit()),
                i.mandatory(),
                i.explanation(),
                number(i, i.value()),
                number(i, objective),
                french.number(i.minimum()),
                french.number(i.target()),
                i.rating().label(),
                i.rating().code(),
                i.margin() == null
                        ? "–"
                        : (i.margin().signum() > 0 ? "+" : "")
                                + Decimals.french(i.margin(), i.decimals(), BigDecimal.ZERO));
    }

    /** The unit is said once for the line: thresholds, value and objective share it. */
    private static String number(IndicatorResult i, BigDecimal value) {
        return value == null ? "–" : Decimals.french(value, i.decimals(), i.minimum(), i.target());
    }

    private List<DossierView.FigureLine> figureLines(Referentiel version, Map<FiguresKind, Figures> sets) {
        return version.inputs().values().stream()
                .filter(input ->
                        sets.values().stream().anyMatch(set -> set.values().get(input.code()) != null))
                .map(input -> new DossierView.FigureLine(
                        input.code(),
                        input.label(),
                        UnitLabels.french(input.unit()),
                        sets.values().stream()
                                .map(set -> set.values().get(input.code()))
                                .map(value -> value == null ? "–" : french.number(value))
                                .toList()))
                .toList();
    }

    private static DossierView.EvidenceLine line(Evidence piece, Optional<Referentiel> referentiel) {
        return new DossierView.EvidenceLine(
                piece.id(),
                commitment(piece.commitment(), referentiel),
                piece.fileName(),
                FileTypes.label(piece.mediaType()),
                piece.size(),
                piece.stage().label(),
                piece.addedAt(),
                piece.sha256());
    }

    private static String commitment(String code, Optional<Referentiel> referentiel) {
        if (Evidence.DELIBERATION.equals(code)) {
            return "Délibération";
        }
        return referentiel.stream()
                .flatMap(version -> version.dimensions().stream())
                .flatMap(dimension -> dimension.commitments().stream())
                .filter(commitment -> commitment.code().equals(code))
                .map(commitment -> code + " – " + commitment.label())
                .findFirst()
                .orElse(code);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.FRENCH) + text.substring(1);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
