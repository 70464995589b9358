package fr.ecoquartier.register;

import java.time.Instant;

/**
 * What the register says now, in short: another text whenever a line or the choice of public fields changed.
 *
 * @param changedAt when it last changed
 */
public record RegisterVersion(String text, Instant changedAt) {}
