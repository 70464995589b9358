package fr.ecoquartier.web.grid;

import fr.ecoquartier.referentiel.FieldError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A refused check as the API description shows it. */
@Schema(name = "DonneesRefusees")
record CheckProblem(String type, String title, int status, String detail, String instance, List<FieldError> errors) {}
