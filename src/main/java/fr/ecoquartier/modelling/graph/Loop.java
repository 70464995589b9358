package fr.ecoquartier.modelling.graph;

import org.springframework.lang.Nullable;

/** An activity that runs once for each element. */
public record Loop(
        boolean sequential,
        @Nullable String collection,
        @Nullable String elementVariable,
        @Nullable String cardinality,
        @Nullable String completionCondition) {}
