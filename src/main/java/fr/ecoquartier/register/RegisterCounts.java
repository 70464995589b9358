package fr.ecoquartier.register;

import java.util.Map;

/** How many operations, by state and by code of département; what has none is absent. */
public record RegisterCounts(Map<RegisterState, Long> byState, Map<String, Map<RegisterState, Long>> byDepartement) {

    public long of(RegisterState state) {
        return byState.getOrDefault(state, 0L);
    }

    public long in(String departement) {
        return byDepartement.getOrDefault(departement, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    public long in(String departement, RegisterState state) {
        return byDepartement.getOrDefault(departement, Map.of()).getOrDefault(state, 0L);
    }

    public long total() {
        return byState.values().stream().mapToLong(Long::longValue).sum();
    }
}
