package fr.ecoquartier.oversight.portfolio;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.oversight.Period;
import org.jspecify.annotations.Nullable;

/**
 * What part of the portfolio is looked at; a null criterion does not filter.
 *
 * @param test true for test dossiers only, false for those of the label only
 */
public record PortfolioFilter(
        @Nullable String region,
        @Nullable DossierStage stage,
        @Nullable Boolean test,
        Period period) {}
