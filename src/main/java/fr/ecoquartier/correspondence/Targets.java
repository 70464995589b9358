package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.DossierFigures;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.Figures;
import fr.ecoquartier.dossier.FiguresKind;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Input;
import fr.ecoquartier.referentiel.Referentiels;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the points of a correction request may be about, dossier by dossier. */
@Service
@Transactional(readOnly = true)
public class Targets {

    private static final ZoneId FRANCE = ZoneId.of("Europe/Paris");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final String NONE = "non renseigné";

    private final Dossiers dossiers;
    private final DossierFigures figures;
    private final EvidenceFiles files;
    private final Referentiels referentiels;

    Targets(Dossiers dossiers, DossierFigures figures, EvidenceFiles files, Referentiels referentiels) {
        this.dossiers = dossiers;
        this.figures = figures;
        this.files = files;
        this.referentiels = referentiels;
    }

    /** Everything that a point may be about, with its present value. */
    public List<TargetGroup> of(String reference) {
        DossierSummary dossier = dossiers.get(reference);
        List<TargetGroup> groups = new ArrayList<>();
        groups.add(new TargetGroup(PointKind.FIELD.label(), fields(dossier)));
        Optional<Referentiel> referentiel = referentiels.find(dossier.referentiel());
        referentiel.ifPresent(version -> groups.add(new TargetGroup(
                PointKind.FIGURE.label() + " : " + kind(dossier.stage()).label().toLowerCase(Locale.FRENCH),
                figures(dossier, version))));
        List<Evidence> pieces = files.of(reference);
        groups.add(new TargetGroup(
                PointKind.EVIDENCE.label(), pieces.stream().map(Targets::piece).toList()));
        groups.add(new TargetGroup(PointKind.COMMITMENT.label(), commitments(referentiel, pieces)));
        return groups.stream().filter(group -> !group.targets().isEmpty()).toList();
    }

    /** A target as it is now; empty when the dossier has no such thing, or no longer. */
    public Optional<Target> find(String reference, Subject subject) {
        return of(reference).stream()
                .flatMap(group -> group.targets().stream())
                .filter(target -> target.subject().equals(subject))
                .findFirst();
    }

    /** What the authority stated of its operation; nothing before it asked for the charter. */
    public List<Target> stated(String reference) {
        return dossiers.details(reference).isEmpty() ? List.of() : fields(dossiers.get(reference));
    }

    private List<Target> fields(DossierSummary dossier) {
        Map<String, Object> details = dossiers.details(dossier.reference());
        return Arrays.stream(OperationField.values())
                .map(field -> new Target(
                        new Subject(PointKind.FIELD, field.key()), field.label(), value(dossier, details, field)))
                .toList();
    }

    private static String value(DossierSummary dossier, Map<String, Object> details, OperationField field) {
        return switch (field) {
            case OPERATION_NAME -> dossier.operation();
            case CONTEXT -> Referentiel.contextLabel(dossier.context());
            case EXPECTED_START, EXPECTED_END, DELIBERATION_ON -> day(details.get(field.key()));
            default -> {
                Object value = details.get(field.key());
                yield value == null || value.toString().isBlank()
                        ? NONE
                        : value.toString().strip();
            }
        };
    }

    private static String day(@Nullable Object value) {
        return value == null || value.toString().isBlank() ? NONE : french(LocalDate.parse(value.toString()));
    }

    private List<Target> figures(DossierSummary dossier, Referentiel version) {
        Map<String, BigDecimal> values = figures.latest(dossier.reference(), kind(dossier.stage()))
                .map(Figures::values)
                .orElse(Map.of());
        return version.inputs().values().stream()
                .map(input -> new Target(
                        new Subject(PointKind.FIGURE, input.code()),
                        input.label(),
                        quantity(input, values.get(input.code()))))
                .toList();
    }

    private static FiguresKind kind(DossierStage stage) {
        return switch (stage) {
            case CHARTER -> FiguresKind.BASELINE;
            case CONTRACT -> FiguresKind.PLANNED;
            default -> FiguresKind.MEASURED;
        };
    }

    private static String quantity(Input input, @Nullable BigDecimal value) {
        if (value == null) {
            return NONE;
        }
        NumberFormat format = NumberFormat.getInstance(Locale.FRANCE);
        format.setMaximumFractionDigits(10);
        return UnitLabels.quantity(format.format(value), UnitLabels.french(input.unit(), value));
    }

    private static Target piece(Evidence piece) {
        String proves = piece.commitment().equals(Evidence.DELIBERATION) ? "Délibération" : piece.commitment();
        return new Target(
                new Subject(PointKind.EVIDENCE, piece.id().toString()),
                "%s – %s".formatted(proves, piece.fileName()),
                "jointe le " + french(piece.addedAt()));
    }

    private static List<Target> commitments(Optional<Referentiel> referentiel, List<Evidence> pieces) {
        List<Target> targets = new ArrayList<>();
        targets.add(commitment(Evidence.DELIBERATION, "Délibération du conseil", pieces));
        referentiel.stream()
                .flatMap(version -> version.commitments().stream())
                .map(commitment ->
                        commitment(commitment.code(), commitment.code() + " – " + commitment.label(), pieces))
                .forEach(targets::add);
        return targets;
    }

    private static Target commitment(String code, String label, List<Evidence> pieces) {
        long joined =
                pieces.stream().filter(piece -> piece.commitment().equals(code)).count();
        return new Target(
                new Subject(PointKind.COMMITMENT, code),
                label,
                joined == 0 ? "aucune pièce jointe" : joined == 1 ? "une pièce jointe" : joined + " pièces jointes");
    }

    private static String french(Instant at) {
        return french(LocalDate.ofInstant(at, FRANCE));
    }

    static String french(LocalDate date) {
        String text = DAY.format(date);
        return date.getDayOfMonth() == 1 ? "1er" + text.substring(1) : text;
    }
}
