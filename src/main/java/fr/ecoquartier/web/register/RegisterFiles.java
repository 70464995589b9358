package fr.ecoquartier.web.register;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.rometools.rome.io.FeedException;
import fr.ecoquartier.register.Departements;
import fr.ecoquartier.register.PublicOperation;
import fr.ecoquartier.register.Register;
import fr.ecoquartier.register.RegisterVersion;
import fr.ecoquartier.territory.Territories;
import fr.ecoquartier.web.Downloads;
import fr.ecoquartier.web.Sheets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * The open data of the register: CSV, JSON and Atom, written as they are read. A reader that has the latest version
 * already gets none.
 */
@Controller
@Tag(
        name = "Registre",
        description = "Registre public, sous Licence Ouverte / Open Licence 2.0 (Etalab)\u00a0; sans authentification")
class RegisterFiles {

    /** How many may be written at the same time: slow readers must not take all threads. */
    private static final int AT_ONCE = 8;

    private static final int EVENTS = 100;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");
    private static final String LINK = "<" + RegisterColumns.LICENCE_ADDRESS + ">; rel=\"license\"";

    private final Register register;
    private final RegisterColumns columns;
    private final RegisterFeed feed;
    private final Territories territories;
    private final Departements departements;
    private final JsonFactory json = new JsonFactory();
    private final Semaphore places = new Semaphore(AT_ONCE);

    RegisterFiles(
            Register register,
            RegisterColumns columns,
            RegisterFeed feed,
            Territories territories,
            Departements departements) {
        this.register = register;
        this.columns = columns;
        this.feed = feed;
        this.territories = territories;
        this.departements = departements;
    }

    /** What is written once the headers are set. */
    private interface Body {
        void write(BufferedOutputStream out) throws IOException;
    }

    @GetMapping("/registre/operations.csv")
    void csv(@RequestParam MultiValueMap<String, String> parameters, WebRequest request, HttpServletResponse response)
            throws IOException {
        RegisterCriteria criteria = criteria(parameters);
        RegisterVersion version = register.version();
        if (unchanged("csv", version, criteria, request, response)) {
            return;
        }
        response.setContentType(Downloads.CSV.toString());
        attachment(response, "registre-ecoquartier-licence-ouverte-2.0.csv");
        send(response, out -> {
            List<String> titles =
                    columns.all().stream().map(RegisterColumns.Column::name).toList();
            try (Sheets sheet = Sheets.csv(out, titles)) {
                register.each(criteria.query(), operation -> sheet.row(row(operation)));
            }
        });
    }

    private List<Object> row(PublicOperation operation) {
        List<Object> cells = new ArrayList<>();
        for (RegisterColumns.Column column : columns.all()) {
            Object value = column.of(operation);
            cells.add(value instanceof Boolean yes ? (yes ? "oui" : "non") : value);
        }
        return cells;
    }

    @Operation(
            summary = "Registre public en JSON",
            description =
                    "Les opérations dont la charte ou le contrat est signé, ou qui portent le label, par référence. Le schéma est stable\u00a0: "
                            + "tous les champs sont toujours présents, `null` quand ils sont vides ou ne sont pas publiés. Sans "
                            + "authentification\u00a0; réponses conditionnelles par ETag et Last-Modified.",
            parameters = {
                @Parameter(name = "parameters", hidden = true),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "q",
                        description = "Mots de la référence, de la collectivité ou de l’opération",
                        schema = @Schema(type = "string", maxLength = 100)),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "region",
                        description = "Code INSEE d’une région de 2012",
                        schema = @Schema(type = "string", example = "82")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "departement",
                        description = "Code d’un département",
                        schema = @Schema(type = "string", example = "38")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "etat",
                        description = "Code d’un état",
                        schema = @Schema(type = "string", example = "labellise")),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "annee",
                        description = "Année du dernier acte",
                        schema = @Schema(type = "string", example = "2012"))
            },
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "Le registre, ou ce qui en est demandé",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(ref = "#/components/schemas/" + RegisterSchema.NAME))),
                @ApiResponse(responseCode = "304", description = "Rien n’a changé", content = @Content),
                @ApiResponse(responseCode = "400", description = "Un critère n’est pas compris", content = @Content),
                @ApiResponse(responseCode = "429", description = "Trop de demandes en une minute", content = @Content)
            })
    @GetMapping("/registre/operations.json")
    void json(@RequestParam MultiValueMap<String, String> parameters, WebRequest request, HttpServletResponse response)
            throws IOException {
        RegisterCriteria criteria = criteria(parameters);
        RegisterVersion version = register.version();
        if (unchanged("json", version, criteria, request, response)) {
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader("Access-Control-Allow-Origin", "*");
        send(response, out -> {
            try (JsonGenerator writer = json.createGenerator(out)) {
                writer.writeStartObject();
                writer.writeNumberField("version", 1);
                writer.writeStringField("titre", "Registre du label ÉcoQuartier");
                writer.writeStringField("licence", RegisterColumns.LICENCE);
                writer.writeStringField("licence_adresse", RegisterColumns.LICENCE_ADDRESS);
                writer.writeStringField("documentation", columns.base() + "/registre/donnees-ouvertes");
                writer.writeStringField(
                        "mis_a_jour", second(version.changedAt()).toString());
                writer.writeArrayFieldStart("operations");
                register.each(criteria.query(), operation -> write(writer, operation));
                writer.writeEndArray();
                writer.writeEndObject();
            }
        });
    }

    private void write(JsonGenerator writer, PublicOperation operation) {
        try {
            writer.writeStartObject();
            for (RegisterColumns.Column column : columns.all()) {
                writer.writeFieldName(column.name());
                Object value = column.of(operation);
                if (value == null) {
                    writer.writeNull();
                } else if (value instanceof Boolean yes) {
                    writer.writeBoolean(yes);
                } else {
                    writer.writeString(value.toString());
                }
            }
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/registre/flux.atom")
    void atom(@RequestParam MultiValueMap<String, String> parameters, WebRequest request, HttpServletResponse response)
            throws IOException {
        RegisterCriteria criteria = criteria(parameters);
        RegisterVersion version = register.version();
        if (unchanged("atom", version, criteria, request, response)) {
            return;
        }
        response.setContentType(ATOM.toString());
        send(response, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            try {
                feed.write(register.events(criteria.query(), EVENTS), version, criteria, writer);
            } catch (FeedException e) {
                throw new IOException(e);
            }
            writer.flush();
        });
    }

    private RegisterCriteria criteria(MultiValueMap<String, String> parameters) {
        RegisterCriteria criteria = new RegisterCriteria(parameters, territories, departements);
        if (!criteria.problems().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, String.join(" ", criteria.problems()));
        }
        return criteria;
    }

    private boolean unchanged(
            String format,
            RegisterVersion version,
            RegisterCriteria criteria,
            WebRequest request,
            HttpServletResponse response) {
        response.setHeader(
                HttpHeaders.CACHE_CONTROL,
                CacheControl.maxAge(KEPT).cachePublic().getHeaderValue());
        response.setHeader(HttpHeaders.LINK, LINK);
        String etag = "W/\"%s-%s-%08x\""
                .formatted(format, version.text(), criteria.query().hashCode());
        return request.checkNotModified(etag, second(version.changedAt()).toEpochMilli());
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void attachment(HttpServletResponse response, String name) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }

    private void send(HttpServletResponse response, Body content) throws IOException {
        if (!places.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "10");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        try (BufferedOutputStream out = new BufferedOutputStream(response.getOutputStream(), 1 << 15)) {
            content.write(out);
        } finally {
            places.release();
        }
    }
}
