package fr.ecoquartier.oversight.history;

import java.util.List;

/**
 * One page of finished instances, the latest first.
 *
 * @param total how many there are, no further than a count that stays quick
 * @param more true when there are more than were counted
 */
public record HistoryPage(List<FinishedInstance> instances, long total, boolean more, int page, int size) {}
