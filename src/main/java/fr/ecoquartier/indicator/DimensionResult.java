package fr.ecoquartier.indicator;

import java.math.BigDecimal;

/**
 * The share met of one dimension.
 *
 * @param share met / applicable, null when nothing applies
 */
public record DimensionResult(String code, String label, int applicable, int met, BigDecimal share) {}
