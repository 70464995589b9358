package fr.ecoquartier.web.grid;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.DimensionResult;
import fr.ecoquartier.indicator.IndicatorResult;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A report as the API answers it: computed decimals are texts, so that no reader rounds them. */
@Schema(name = "Rapport")
@JsonInclude(JsonInclude.Include.ALWAYS)
record CheckAnswer(
        @Schema(description = "favourable, reservations, unfavourable ou incomplete")
        String opinion,

        @Schema(description = "Nom de la règle qui a donné l’avis", example = "contrat-favorable")
        String rule,

        String referentiel,
        String context,
        String stage,
        List<Indicator> indicators,
        List<Dimension> dimensions) {

    @Schema(name = "Indicateur")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Indicator(
            String code,
            String label,
            String commitment,
            String dimension,

            @Schema(description = "Valeur non arrondie, nulle si elle manque ou est sans objet", nullable = true)
            String value,

            @Schema(description = "Unité UCUM") String unit,
            BigDecimal minimum,
            BigDecimal target,

            @Schema(description = "exemplary, met, unmet, missing ou notApplicable")
            String rating,

            boolean mandatory,

            @Schema(description = "Écart au seuil, positif du bon côté", nullable = true)
            String margin,

            @Schema(description = "Données absentes") List<String> missing,
            @Schema(description = "Données utilisées") Map<String, BigDecimal> inputs,
            @Schema(description = "Explication en français") String explanation) {}

    @Schema(name = "Dimension")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Dimension(
            String code,
            String label,
            int applicable,
            int met,

            @Schema(description = "Part atteinte, nulle si rien ne s’applique", nullable = true)
            String share) {}

    static CheckAnswer of(CheckReport report) {
        return new CheckAnswer(
                report.opinion().code(),
                report.rule(),
                report.referentiel(),
                report.context(),
                report.stage().code(),
                report.indicators().stream().map(CheckAnswer::of).toList(),
                report.dimensions().stream().map(CheckAnswer::of).toList());
    }

    private static Indicator of(IndicatorResult result) {
        return new Indicator(
                result.code(),
                result.label(),
                result.commitment(),
                result.dimension(),
                text(result.value()),
                result.unit(),
                result.minimum(),
                result.target(),
                result.rating().code(),
                result.mandatory(),
                text(result.margin()),
                result.missing(),
                result.inputs(),
                result.explanation());
    }

    private static Dimension of(DimensionResult result) {
        return new Dimension(result.code(), result.label(), result.applicable(), result.met(), text(result.share()));
    }

    private static String text(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
