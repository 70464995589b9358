package fr.ecoquartier.modelling.migration;

import org.jspecify.annotations.Nullable;

/**
 * An element in which an instance can wait, or that waits beside it.
 *
 * @param label its French name, its id when it has none
 * @param kind what it is, in French: « Tâche utilisateur »
 * @param family elements of different families are never mapped onto each other
 * @param trigger whether it has a trigger of its own (date of a timer, name of a message) that a move can renew
 * @param host id of the element that an event is attached to; null for what is no event
 */
public record ModelElement(
        String id,
        String label,
        String kind,
        String family,
        boolean trigger,
        @Nullable String host) {}
