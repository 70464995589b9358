package fr.ecoquartier.modelling.migration;

import org.jspecify.annotations.Nullable;

/** Which instances of a migration; null means all. */
public record ItemFilter(@Nullable String region, @Nullable String waitingIn, MigrationItem.@Nullable State state) {

    public static ItemFilter all() {
        return new ItemFilter(null, null, null);
    }
}
