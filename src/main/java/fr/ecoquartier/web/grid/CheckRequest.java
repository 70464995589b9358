package fr.ecoquartier.web.grid;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Map;

/** The body of a check as the API description shows it; {@link CheckRequestReader} reads it. */
@Schema(name = "Controle")
record CheckRequest(
        @Schema(
                description = "Version du référentiel",
                example = "2012-test",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String referentiel,

        @Schema(
                description = "Contexte : rural, suburban ou urban",
                example = "urban",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String context,

        @Schema(
                description = "Étape",
                allowableValues = {"charter", "contract", "label"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        String stage,

        @Schema(description = "Mesures par code de donnée ; absente ou nulle : manquante")
        Map<String, BigDecimal> measures,

        @Schema(description = "Objectifs du contrat par code d’indicateur ; ils comptent à l’étape label")
        Map<String, BigDecimal> objectives) {

    static final String EXAMPLE = """
            {"referentiel": "2012-test", "context": "urban", "stage": "contract",
             "measures": {"surface": 15, "surfaceCessible": 8.5, "logements": 900, "logementsSociaux": 360,
                          "habitants": 2000, "espacesPublics": 50000},
             "objectives": {"I06": 80}}""";
}
