package fr.ecoquartier.modelling.graph;

import org.springframework.lang.Nullable;

/**
 * One value that goes from a scope to another.
 *
 * @param source variable that is read, null when it is an expression or a text
 * @param expression expression or text, null when it is a variable
 * @param target variable that is written; null for the business key and for {@code all}
 * @param all every variable, under its own name
 */
public record Mapping(
        @Nullable String source,
        @Nullable String expression,
        @Nullable String target,
        boolean all) {}
