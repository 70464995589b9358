package fr.ecoquartier.web.dossier;

import fr.ecoquartier.correspondence.Target;
import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.GivenOpinion;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.dossier.Signature;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A dossier as its page shows it to one person: what this person may not read is not in it.
 *
 * @param authority true for somebody of the local authority, false for staff
 * @param waiting the sentence shown when no task is open
 * @param troubles technical incidents; the sentences are for managers
 * @param check the latest check, null before the first
 * @param groups its indicators by dimension
 * @param ratesAlone an evaluator who still has to rate the dossier: checks, opinions and decisions are left out
 */
record DossierView(
        DossierSummary summary,
        String region,
        String service,
        boolean authority,
        boolean ministry,
        boolean manager,
        List<TimelineStep> timeline,
        List<Expected> tasks,
        String waiting,
        List<String> troubles,
        CheckLine check,
        String radar,
        String bars,
        List<RatingCount> ratings,
        List<IndicatorGroup> groups,
        List<String> figureKinds,
        List<FigureLine> figures,
        List<Target> stated,
        List<CheckLine> checks,
        List<EvidenceLine> evidence,
        List<CorrectionRequest> corrections,
        List<GivenOpinion> opinions,
        List<Decision> decisions,
        List<Signature> signatures,
        List<JournalEntry> journal,
        boolean ratesAlone) {

    /** The ten latest entries, latest first. */
    public List<JournalEntry> latestJournal() {
        return journal.stream().limit(10).toList();
    }

    /**
     * A stage on the dossier's way.
     *
     * @param state {@code done}, {@code current}, {@code stopped}, {@code skipped} or {@code upcoming}: a class of the style sheet
     */
    record TimelineStep(String label, String state, String stateLabel, List<String> lines) {}

    /**
     * What is expected now, of whom, and how many times.
     *
     * @param holders who has taken it, on whose account if need be: « Jean Roux, pour le compte de Léa Blanc »
     */
    record Expected(String name, String role, Instant dueAt, int count, List<String> holders) {}

    /** How many indicators have a rating. */
    record RatingCount(String label, String code, long count) {}

    /** A check in the history. */
    record CheckLine(
            Instant at,
            String stage,
            String opinion,
            String opinionCode,
            String rule,
            long met,
            long unmet,
            long missing,
            String referentiel) {}

    /** The indicators of a dimension. */
    record IndicatorGroup(String label, String share, List<IndicatorLine> lines) {}

    /** An indicator, everything already written in French. */
    record IndicatorLine(
            String code,
            String label,
            String unit,
            boolean mandatory,
            String explanation,
            String value,
            String objective,
            String minimum,
            String target,
            String rating,
            String ratingCode,
            String margin) {}

    /** A figure entered by the authority, in the order of {@link #figureKinds()}. */
    record FigureLine(String code, String label, String unit, List<String> values) {}

    /** A file joined to the dossier. */
    record EvidenceLine(
            UUID id,
            String commitment,
            String fileName,
            String type,
            long size,
            String stage,
            Instant addedAt,
            String sha256) {}
}
