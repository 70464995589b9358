package fr.ecoquartier.pilot.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a replay to show; null does not filter.
 *
 * @param visible regions that the person may see, null for all
 */
public record ReplayFilter(
        @Nullable String context,
        @Nullable String region,
        @Nullable ChangeKind kind,
        @Nullable String indicator,
        @Nullable Set<String> visible) {}
