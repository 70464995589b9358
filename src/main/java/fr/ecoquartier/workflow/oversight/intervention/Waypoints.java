package fr.ecoquartier.workflow.oversight.intervention;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess.Elements;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of the long-lived process where a dossier may be put, what it must have reached to stand there, and the
 * status that goes with it: a dossier never waits for its label without a signed contract.
 */
final class Waypoints {

    /** A stage that must have ended well once, null for none; the status of a dossier that stands here. */
    private record Place(DossierStage stage, String outcome, DossierStatus status) {}

    private static final Place BEGINNING = new Place(null, null, DossierStatus.OPEN);
    private static final Place CHARTER = new Place(DossierStage.CHARTER, "signed", DossierStatus.CHARTER_SIGNED);
    private static final Place CONTRACT = new Place(DossierStage.CONTRACT, "signed", DossierStatus.CONTRACT_SIGNED);
    private static final Place DEFERRED = new Place(DossierStage.AWARD, "deferred", DossierStatus.DEFERRED);
    private static final Place LABEL = new Place(DossierStage.AWARD, "labelled", DossierStatus.LABELLED);

    private static final Map<String, Place> PLACES = Map.of(
            Elements.CHARTER_STAGE, BEGINNING,
            Elements.CONTRACT_STAGE, CHARTER,
            Elements.AWAIT_NEXT_STEP, CONTRACT,
            Elements.FOLLOW_UP_STAGE, CONTRACT,
            Elements.AWARD_STAGE, CONTRACT,
            Elements.AWAIT_REEXAMINATION, DEFERRED,
            Elements.CONFIRMATION_DUE, LABEL,
            Elements.CONFIRMATION_STAGE, LABEL);

    private Waypoints() {}

    static boolean known(String element) {
        return PLACES.containsKey(element);
    }

    /** Whether a dossier that went through these stages may stand there. */
    static boolean open(String element, List<StagePeriod> stages) {
        Place place = PLACES.get(element);
        return place != null
                && (place.stage() == null
                        || stages.stream()
                                .anyMatch(period -> period.stage() == place.stage()
                                                && place.outcome().equals(period.outcome())
                                        || place.status() != DossierStatus.DEFERRED
                                                && beyond(period.stage(), place.stage())));
    }

    /** Whoever entered a later stage had been let into it. */
    private static boolean beyond(DossierStage entered, DossierStage stage) {
        return entered != DossierStage.CLOSED && entered.ordinal() > stage.ordinal();
    }

    /** The status of a dossier that stands there. */
    static Optional<DossierStatus> status(String element) {
        return Optional.ofNullable(PLACES.get(element)).map(Place::status);
    }
}
