package fr.ecoquartier.web.grid;

import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.referentiel.Checks;
import fr.ecoquartier.referentiel.FieldError;
import fr.ecoquartier.referentiel.InvalidFigures;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The check of figures for programs: public, and nothing is stored. */
@RestController
@Tag(name = "Contrôles", description = "Contrôle de chiffres par rapport au référentiel ; rien n’est enregistré")
class ChecksController {

    private static final int MAX_BODY = 256 * 1024;

    private final Checks checks;
    private final CheckRequestReader reader = new CheckRequestReader();

    ChecksController(Checks checks) {
        this.checks = checks;
    }

    @Operation(
            summary = "Contrôle des chiffres",
            description =
                    "Calcule les indicateurs d’une version du référentiel dans un contexte (rural, suburban, urban) "
                            + "et à une étape (charter, contract, label), les situe par rapport aux seuils de travail et donne "
                            + "un avis avec la règle qui l’a produit. Une mesure absente ou nulle est manquante. Les objectifs, "
                            + "par code d’indicateur, comptent à l’étape label. Sans authentification ; rien n’est enregistré.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = CheckRequest.class),
                                            examples = @ExampleObject(CheckRequest.EXAMPLE))),
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Le rapport ; valeurs, marges et parts sont des décimaux exacts, en texte",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = CheckAnswer.class))),
                @ApiResponse(
                        responseCode = "400",
                        description = "Données refusées ; `errors` nomme chaque champ en cause et dit pourquoi",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                        schema = @Schema(implementation = CheckProblem.class)))
            })
    @PostMapping(path = "/api/checks", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> check(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return problem(HttpStatus.PAYLOAD_TOO_LARGE, "La demande dépasse 256 Kio.", List.of());
        }
        CheckRequestReader.Asked asked;
        try {
            asked = reader.read(body);
        } catch (CheckRequestReader.Unreadable e) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    e.getMessage(),
                    e.field() == null ? List.of() : List.of(new FieldError(e.field(), "Cette valeur est illisible.")));
        }
        try {
            CheckReport report = checks.checkEntries(
                    asked.referentiel(),
                    asked.context(),
                    Stage.find(asked.stage()).orElse(null),
                    asked.measures(),
                    asked.objectives());
            if (asked.errors().isEmpty()) {
                return ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(CheckAnswer.of(report));
            }
            return refused(asked.errors(), List.of());
        } catch (InvalidFigures e) {
            return refused(asked.errors(), e.errors());
        }
    }

    /** Whatever is not JSON: without this, nobody would be told what to send. */
    @Hidden
    @PostMapping("/api/checks")
    ResponseEntity<Object> otherType() {
        return problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "Envoyez du JSON, avec l’en-tête « Content-Type: application/json ».",
                List.of());
    }

    /** One error per field; what is wrong with the form of a field comes before what is wrong with its value. */
    private static ResponseEntity<Object> refused(List<FieldError> form, List<FieldError> values) {
        List<FieldError> all = new ArrayList<>(form);
        values.stream()
                .filter(error -> form.stream().noneMatch(known -> known.field().equals(error.field())))
                .forEach(all::add);
        return problem(
                HttpStatus.BAD_REQUEST,
                all.size() == 1 ? "Un champ est refusé." : all.size() + " champs sont refusés.",
                all);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail, List<FieldError> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle("Données refusées");
        problem.setProperty("errors", errors);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
