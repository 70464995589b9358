package fr.ecoquartier.web.register;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.WireFeedInput;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.OpinionKind;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.register.PublicFields;
import fr.ecoquartier.register.RegisterField;
import fr.ecoquartier.register.RegisteredDossiers;
import fr.ecoquartier.web.Cast;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** The register as anybody sees it, without an account: pages, files, feed, and what is in none of them. */
@IntegrationTest
class PublicRegisterTest {

    private static final Person ADMIN =
            new Person("registre.admin", "Administratrice", Set.of(Role.ADMIN), Set.of(), Set.of());
    private static final String REASON = "Décision de la structure porteuse du 3 mars.";

    @Autowired
    private MockMvc web;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private PublicFields fields;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private RegisteredDossiers made;

    @BeforeEach
    void begin() {
        made = new RegisteredDossiers(dossiers);
    }

    private String body(String address) throws Exception {
        return web.perform(get(address)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    /** Everything that the public can read about an operation. */
    private List<String> outputs(String reference) throws Exception {
        return List.of(
                body("/registre?q=" + reference),
                body("/registre/" + reference),
                body("/registre/departements/38"),
                body("/registre/operations.csv?q=" + reference),
                body("/registre/operations.json?q=" + reference),
                body("/registre/flux.atom?q=" + reference),
                body("/registre/donnees-ouvertes"));
    }

    @Test
    void nothingPersonalIsInAnyPublicOutputEvenWhenEveryFieldIsPublic() throws Exception {
        String marker = "Zébulon-Marqueur";
        String reference = made.opened("38185", "Les Jardins sans nom", false);
        Actor person = new Actor("compte." + marker, "Personne " + marker, "Rôle " + marker);
        Step step = new Step(reference, DossierStage.CHARTER, "etape", reference + ":marqueur", "charter:1");
        made.describe(
                reference,
                "Les Jardins sans nom",
                Map.of(
                        "contactName",
                        marker,
                        "contactFunction",
                        marker,
                        "contactEmail",
                        marker + "@exemple.fr",
                        "contactPhone",
                        marker,
                        "communes",
                        "Grenoble",
                        "operationDescription",
                        "Une présentation publiable"));
        proceedings.requestCorrection(step, "Demande " + marker, null, person);
        proceedings.answerCorrection(step, "Réponse " + marker, person);
        proceedings.giveOpinion(
                new Step(reference, DossierStage.CHARTER, "avis", reference + ":avis", "charter:1"),
                OpinionKind.PERSONAL,
                "favourable",
                "Avis " + marker,
                person);
        proceedings.decide(
                new Step(reference, DossierStage.CHARTER, "decision", reference + ":decision", "charter:1"),
                new NewDecision("accepted", "Acceptée", "Motif " + marker),
                person);
        dossiers.journal(step, person, JournalKind.OPINION, "Note interne " + marker, true);
        dossiers.journal(reference, person, JournalKind.OPINION, "Note " + marker);
        made.pass(reference, DossierStage.CHARTER, "signed");
        dossiers.markWithdrawn(reference, "Motif du désistement " + marker, person);

        for (String output : outputs(reference)) {
            assertThat(output).doesNotContainIgnoringCase(marker).doesNotContain("Une présentation publiable");
        }
        Set<RegisterField> before = fields.now();
        try {
            for (RegisterField field : RegisterField.values()) {
                if (!before.contains(field)) {
                    fields.change(field, false, true, REASON, "registre.admin", marker);
                }
            }
            for (String output : outputs(reference)) {
                assertThat(output).doesNotContainIgnoringCase(marker);
            }
            assertThat(body("/registre/" + reference)).contains("Une présentation publiable");
        } finally {
            for (RegisterField field : RegisterField.values()) {
                if (!before.contains(field)) {
                    fields.change(field, true, false, REASON, "registre.admin", "Administratrice");
                }
            }
        }
    }

    @Test
    void anAdministratorDecidesWhichFieldsArePublicAndThatHoldsEverywhere() throws Exception {
        String text = "Texte-du-programme-7183";
        String reference = made.chartered("38185", "Les Jardins du programme");
        made.describe(reference, "Les Jardins du programme", Map.of("programme", text));
        for (String output : outputs(reference)) {
            assertThat(output).doesNotContain(text);
        }
        String field = "/administration/registre/programme";
        web.perform(post(field)
                        .param("vu", "false")
                        .param("public", "true")
                        .param("motif", "non")
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString(">non</textarea>")))
                .andExpect(content().string(containsString("Dites pourquoi")));
        web.perform(post(field)
                        .param("vu", "false")
                        .param("public", "true")
                        .param("motif", REASON)
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(redirectedUrl("/administration/registre"));
        try {
            assertThat(body("/registre/" + reference)).contains(text);
            assertThat(body("/registre/operations.csv?q=" + reference)).contains(text);
            assertThat(body("/registre/operations.json?q=" + reference)).contains(text);
            web.perform(get("/administration/registre").with(as(ADMIN)))
                    .andExpect(content().string(containsString(REASON)))
                    .andExpect(content().string(containsString("rendu public")));
            // somebody else's page is out of date: nothing is overwritten
            web.perform(post(field)
                            .param("vu", "false")
                            .param("public", "true")
                            .param("motif", REASON)
                            .with(csrf())
                            .with(as(ADMIN)))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(content().string(containsString("modifié entre-temps")));
        } finally {
            web.perform(post(field)
                    .param("vu", "true")
                    .param("public", "false")
                    .param("motif", REASON)
                    .with(csrf())
                    .with(as(ADMIN)));
        }
        for (String output : outputs(reference)) {
            assertThat(output).doesNotContain(text);
        }
    }

    @Test
    void thePageOfAnOperationHasItsPublicFieldsAndLeadsToTheVerificationOfItsCertificate() throws Exception {
        String reference = made.labelled("38185", "Les Jardins du certificat");
        made.describe(
                reference,
                "Les Jardins du certificat",
                Map.of(
                        "communes",
                        "Grenoble et Échirolles",
                        "deliberationOn",
                        "2012-02-01",
                        "contactName",
                        "Personne"));
        UUID code = UUID.randomUUID();
        jdbc.sql("update ecoquartier.register_entry set certificate = ? where reference = ?")
                .params(code, reference)
                .update();

        assertThat(body("/registre/" + reference))
                .contains("<dd>Urbain</dd>", "Grenoble et Échirolles", "1er février 2012", "Valable jusqu’au")
                .contains("href=\"/verification/" + code + "\"");
        assertThat(body("/registre/operations.json?q=" + reference)).contains("/verification/" + code);
    }

    @Test
    void onlyAdministratorsDecideWhatIsPublic() throws Exception {
        for (Person other : List.of(Cast.MINISTRY, Cast.MANAGER, Cast.GRENOBLE, Cast.RHONE_ALPES)) {
            web.perform(get("/administration/registre").with(as(other))).andExpect(status().isForbidden());
            web.perform(post("/administration/registre/programme")
                            .param("vu", "false")
                            .param("public", "true")
                            .param("motif", REASON)
                            .with(csrf())
                            .with(as(other)))
                    .andExpect(status().isForbidden());
        }
        web.perform(post("/administration/registre/contactName")
                        .param("vu", "false")
                        .param("public", "true")
                        .param("motif", REASON)
                        .with(csrf())
                        .with(as(ADMIN)))
                .andExpect(status().isNotFound());
    }

    @Test
    void aTestDossierIsNowhereAndADemonstrationIsMarkedEverywhere() throws Exception {
        String demonstration = made.opened("38185", "Les Jardins de papier", true);
        made.pass(demonstration, DossierStage.CHARTER, "signed");
        String version = dossiers.get(demonstration).referentiel();
        String test = dossiers.openTest(
                new NewDossier("38185", "Les Jardins d’essai", "urban", false), version, RegisteredDossiers.SOMEBODY);
        made.pass(test, DossierStage.CHARTER, "signed");

        web.perform(get("/registre/" + test))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Introuvable au registre")));
        for (String file : List.of("operations.csv", "operations.json", "flux.atom")) {
            assertThat(body("/registre/" + file)).doesNotContain("TEST-").doesNotContain("Les Jardins d’essai");
        }
        assertThat(body("/registre?q=" + demonstration)).contains(">Démonstration<");
        assertThat(body("/registre/" + demonstration)).contains(">Démonstration<", "n’ont aucune valeur");
        assertThat(body("/registre/operations.json?q=" + demonstration)).contains("\"demonstration\":true");
        assertThat(csv("/registre/operations.csv?q=" + demonstration).get(0).get("demonstration"))
                .isEqualTo("oui");
        assertThat(body("/registre/flux.atom?q=" + demonstration)).contains("démonstration");
    }

    private List<CSVRecord> csv(String address) throws Exception {
        String text = body(address);
        assertThat(text).startsWith("\ufeff");
        try (CSVParser parser = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text.substring(1)))) {
            return parser.getRecords();
        }
    }

    @Test
    void whatWasTypedNeitherBecomesMarkupNorAFormula() throws Exception {
        String reference = made.chartered("38185", "=HYPERLINK(\"http://mal.example\";\"<script>alert(1)</script>\")");

        for (String page : List.of("/registre?q=" + reference, "/registre/" + reference, "/registre/departements/38")) {
            assertThat(body(page)).doesNotContain("<script>alert(1)");
        }
        CSVRecord row = csv("/registre/operations.csv?q=" + reference).get(0);
        assertThat(row.get("operation")).startsWith("'=HYPERLINK");
        assertThat(row.get("licence")).contains("Licence Ouverte", "2.0", "Etalab");
        assertThat(json.readTree(body("/registre/operations.json?q=" + reference))
                        .at("/operations/0/operation")
                        .asText())
                .startsWith("=HYPERLINK");
        assertThat(body("/registre?q=%22%3E%3Cscript%3Ealert(2)%3C/script%3E")).doesNotContain("<script>alert(2)");
    }

    @Test
    void theJsonFileIsWhatItsSchemaSays() throws Exception {
        made.labelled("67482", "Les Jardins du schéma");
        JsonNode api = json.readTree(body("/v3/api-docs"));
        assertThat(api.at("/paths/~1registre~1operations.json/get/responses/200/content/application~1json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/RegistreFichier");
        ObjectNode schema = json.createObjectNode();
        schema.set("components", api.get("components").deepCopy());
        schema.put("$ref", "#/components/schemas/RegistreFichier");
        JsonSchema checked =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        JsonNode file = json.readTree(body("/registre/operations.json"));

        assertThat(checked.validate(file)).isEmpty();
        assertThat(file.at("/operations").size()).isPositive();
        assertThat(file.at("/licence").asText()).contains("Licence Ouverte", "2.0", "Etalab");
        ((ObjectNode) file.at("/operations/0")).remove("etat");
        assertThat(checked.validate(file)).isNotEmpty();
    }

    @Test
    void theFeedTellsEachActOnceUnderAnIdThatNeverChanges() throws Exception {
        String reference = made.labelled("67482", "Les Jardins du flux & \u0001 fils");
        made.pass(reference, DossierStage.CONFIRMATION, "refused");

        Feed feed = (Feed) new WireFeedInput().build(new StringReader(body("/registre/flux.atom?q=" + reference)));
        List<Entry> entries = feed.getEntries();

        assertThat(entries)
                .extracting(entry -> entry.getCategories().get(0).getTerm())
                .containsExactlyInAnyOrder("charte", "contrat", "label", "retrait");
        assertThat(entries).extracting(Entry::getId).doesNotHaveDuplicates().allMatch(id -> id.startsWith("urn:uuid:"));
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.getTitle()).contains("Les Jardins du flux &");
            assertThat(entry.getUpdated()).isNotNull();
            assertThat(entry.getAlternateLinks().get(0).getHref()).endsWith("/registre/" + reference);
        });
        assertThat(feed.getId()).startsWith("urn:uuid:");
        assertThat(feed.getRights()).contains("Licence Ouverte");
        Feed again = (Feed) new WireFeedInput().build(new StringReader(body("/registre/flux.atom?q=" + reference)));
        assertThat(again.getEntries())
                .extracting(Entry::getId)
                .isEqualTo(entries.stream().map(Entry::getId).toList());
    }

    @Test
    void noSessionIsMadeAndWhatDidNotChangeIsNotSentAgain() {
        made.chartered("38185", "Les Jardins sans session");
        Visitor visitor = new Visitor(port);
        for (String address : List.of(
                "/registre", "/registre/departements/38", "/registre/donnees-ouvertes", "/registre/EQ-2012-99999")) {
            HttpResponse<String> page = visitor.get(address);
            assertThat(page.headers().firstValue("Set-Cookie")).as(address).isEmpty();
        }
        assertThat(visitor.get("/registre")
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse(""))
                .contains("public");
        for (String file : List.of("operations.csv", "operations.json", "flux.atom")) {
            HttpResponse<String> first = visitor.get("/registre/" + file);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(first.headers().firstValue("Link").orElse("")).contains("rel=\"license\"");
            String etag = first.headers().firstValue("ETag").orElseThrow();
            String modified = first.headers().firstValue("Last-Modified").orElseThrow();

            HttpResponse<String> same =
                    new Visitor(port).with("If-None-Match", etag).get("/registre/" + file);
            assertThat(same.statusCode()).as(file).isEqualTo(304);
            assertThat(same.body()).isEmpty();
            assertThat(new Visitor(port)
                            .with("If-Modified-Since", modified)
                            .get("/registre/" + file)
                            .statusCode())
                    .as(file)
                    .isEqualTo(304);
        }
        String etag = visitor.get("/registre/operations.csv")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        made.chartered("38185", "Les Jardins d’après");
        assertThat(new Visitor(port)
                        .with("If-None-Match", etag)
                        .get("/registre/operations.csv")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePageOfSomebodyWhoIsSignedInStaysPrivate() throws Exception {
        web.perform(get("/registre").with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(result -> assertThat(result.getResponse().getHeader("Cache-Control"))
                        .contains("no-store"));
    }

    @Test
    void aCriterionThatMakesNoSenseIsSaidAndFindsNothing() throws Exception {
        for (String asked : List.of("region=99x", "departement=20", "etat=forgé", "annee=3012", "annee=';drop")) {
            String page = body("/registre?" + asked);
            assertThat(page).as(asked).contains("n’est pas compris", ">0\u00a0opération<");
            web.perform(get("/registre/operations.csv?" + asked).accept("application/json"))
                    .andExpect(status().isBadRequest())
                    .andExpect(content().string(containsString("n’est pas compris")));
        }
    }

    @Test
    void forgedPagesAndSortsCountForNothing() throws Exception {
        made.chartered("38185", "Les Jardins des pages");
        for (String asked : List.of(
                "page=999999999999999",
                "page=2147483647",
                "page=-1",
                "page=abc",
                "page=",
                "tri=operation;drop table dossier",
                "tri=reference&tri=operation",
                "q=" + "a".repeat(5000),
                "q=%00",
                "q=%25%25%25",
                "inconnu=1")) {
            web.perform(get("/registre?" + asked)).andExpect(status().isOk());
        }
    }

    @Test
    void anUnknownReferenceOrDepartementIsNotFoundInFrench() throws Exception {
        for (String address : List.of(
                "/registre/EQ-2012-99999", "/registre/nimporte", "/registre/departements/999", "/registre/<b>")) {
            web.perform(get(address))
                    .andExpect(status().isNotFound())
                    .andExpect(content().string(containsString("Introuvable au registre")))
                    .andExpect(content().string(not(containsString("<b>"))));
        }
        // a dossier that exists, but whose charter is not signed, is as unknown
        String open = made.opened("38185", "Les Jardins à venir", false);
        web.perform(get("/registre/" + open)).andExpect(status().isNotFound());
    }

    @Test
    void aDepartementHasItsAddressAndTheMapLeadsToIt() throws Exception {
        String reference = made.chartered("2A004", "Les Jardins d’Ajaccio");
        web.perform(get("/registre/departements/2a"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Corse-du-Sud (2A)")))
                .andExpect(content().string(containsString(reference)));
        assertThat(body("/registre")).contains("aria-label=\"Corse-du-Sud (2A)\u00a0: ");
    }

    @Test
    void everybodyFindsTheRegisterInTheMenuAndOnTheFirstPage() throws Exception {
        assertThat(body("/")).contains("href=\"/registre\"", "Le registre public");
        web.perform(get("/grille")).andExpect(content().string(containsString("href=\"/registre\"")));
    }
}
