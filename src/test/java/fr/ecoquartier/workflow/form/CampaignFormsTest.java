package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.TestAccounts;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.CampaignEntry;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Committee;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.Samples;
import fr.ecoquartier.pilot.StoredSample;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.workflow.Refusal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The forms of a campaign, by those who comment, decide and propose. */
@IntegrationTest
class CampaignFormsTest {

    private static final Actor MINISTRY = new Actor("forms.ministere", "Agent du ministère", "Ministère");
    private static final String REASON = "L'échantillon est représentatif des candidatures.";

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private PilotProcess process;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private Candidates candidates;

    @Autowired
    private Samples samples;

    @Autowired
    private Committee committee;

    @Autowired
    private Pilots pilots;

    @Autowired
    private ReferentielDrafts drafts;

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String ademe = "campagne.ademe." + tag;
    private final String cdc = "campagne.cdc." + tag;
    private Desk desk;
    private String campaign;

    @BeforeEach
    void aCampaignOfTwoPilotsAmongFourCandidates() throws Exception {
        desk = Desk.in(application);
        TestAccounts accounts = new TestAccounts(staff, authorities);
        accounts.staff(ademe, Role.PARTNER);
        accounts.staff(cdc, Role.PARTNER);
        campaign = process.open(
                new NewCampaign(
                        "Campagne " + tag, "2012-test", LocalDate.now().plusDays(30), 2, List.of(ademe, cdc), false),
                MINISTRY);
        for (String code : List.of("38185", "67482", "31555", "44109")) {
            candidates.apply(
                    campaign,
                    new NewCandidate(
                            code,
                            "urban",
                            true,
                            false,
                            "Opération de " + code,
                            OperationStage.WORKS,
                            "Nous voulons essayer le référentiel.",
                            CandidateOrigin.APPLIED),
                    MINISTRY);
        }
        process.closeApplications(campaign, "Assez de candidatures.", MINISTRY);
        desk.runAll(campaign);
    }

    private static Map<String, Object> decision(String key, String value) {
        Map<String, Object> answers = new HashMap<>();
        answers.put(key, value);
        answers.put("reason", REASON);
        return answers;
    }

    private void commented() {
        desk.tasksOf(campaign, "commentSample")
                .forEach(task -> desk.send(task.getId(), decision("opinion", "favourable")));
        desk.runAll(campaign);
    }

    private Refusal refused(String step, Map<String, Object> answers) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> desk.answer(campaign, step, answers));
        assertThat(refusal).as("refusal of " + step).isNotNull();
        assertThat(desk.openSteps(campaign)).contains(step);
        return refusal;
    }

    private JsonNode shown(String person, String task) throws JsonProcessingException {
        return FormSchema.JSON.readTree(new Visitor(port)
                .basic(person, TestAccounts.PASSWORD)
                .get("/engine-rest/task/" + task + "/form-variables?deserializeValues=false")
                .body());
    }

    @Test
    void aPartnerIsShownTheSampleAndItsReasonsAndCommentsIt() throws Exception {
        String mine = desk.tasksOf(campaign, "commentSample").stream()
                .filter(task -> ademe.equals(task.getAssignee()))
                .findFirst()
                .orElseThrow()
                .getId();

        JsonNode shown = shown(ademe, mine);

        assertThat(shown.fieldNames()).toIterable().containsExactlyInAnyOrder("campaign", "sample");
        assertThat(shown.path("campaign").path("value").asText()).contains(campaign, "Campagne " + tag);
        assertThat(FormSchema.JSON
                        .readTree(shown.path("sample").path("value").asText())
                        .path("table")
                        .asText())
                .contains("| Rang | Candidature | Pourquoi |");
        assertThat(shown(cdc, mine).path("campaign").isMissingNode())
                .as("another member's task")
                .isTrue();

        desk.send(mine, decision("opinion", "reservations"));

        StoredSample sample = samples.latest(campaign).orElseThrow();
        assertThat(committee.comments(campaign, sample.run())).singleElement().satisfies(comment -> {
            assertThat(comment.opinion().code()).isEqualTo("reservations");
            assertThat(comment.text()).isEqualTo(REASON);
            assertThat(comment.author().role()).isEqualTo("Partenaire");
        });
        assertThat(desk.variablesEver(campaign)).doesNotContain("opinion", "reason", "sample");
    }

    @Test
    void aRetainedCandidateThatWithdrewIsReplacedOnPurposeOnly() throws Exception {
        commented();
        long gone =
                samples.latest(campaign).orElseThrow().result().chosen().get(0).id();
        candidates.withdraw(gone, "Changement de municipalité.", MINISTRY);

        Refusal refusal = refused("decideSample", decision("sampleDecision", "retained"));

        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("replaceWithdrawn");
            assertThat(problem.message()).contains(candidates.get(gone).authorityName());
        });
        assertThat(pilots.of(campaign)).isEmpty();

        Map<String, Object> answers = decision("sampleDecision", "retained");
        answers.put("replaceWithdrawn", true);
        desk.answer(campaign, "decideSample", answers);
        desk.runAll(campaign);

        assertThat(pilots.of(campaign))
                .hasSize(2)
                .extracting(Pilot::candidate)
                .noneMatch(candidate -> candidate.id() == gone);
    }

    @Test
    void theMinistryHasTheSampleComputedAgainAndTheCarrierStructureReadsWhy() throws Exception {
        commented();
        Map<String, Object> answers = decision("sampleDecision", "recompute");
        answers.put("reason", "Il manque une commune rurale.");

        desk.answer(campaign, "decideSample", answers);
        desk.runAll(campaign);

        assertThat(desk.openSteps(campaign)).containsExactly("setParameters");
        Refusal unconfirmed = refused("setParameters", Map.of());
        assertThat(unconfirmed.problems())
                .extracting(Refusal.FieldProblem::field)
                .containsExactly("parametersReady");
        assertThat(campaigns.journal(campaign))
                .filteredOn(entry -> entry.kind() == CampaignEvent.DECISION)
                .extracting(CampaignEntry::text)
                .anyMatch(text -> text.contains("Il manque une commune rurale."));

        desk.answer(campaign, "setParameters", Map.of("parametersReady", true));
        desk.runAll(campaign);

        assertThat(desk.openSteps(campaign)).containsExactly("commentSample");
        assertThat(samples.runs(campaign, true, 10)).hasSize(2);
    }

    @Test
    void aDraftIsProposedWithoutErrorsAndAdoptedAsItWasReplayedOnly() throws Exception {
        commented();
        desk.answer(campaign, "decideSample", decision("sampleDecision", "retained"));
        desk.runAll(campaign);
        process.endTests(campaign, "Essai des formulaires.", MINISTRY);
        desk.runAll(campaign);
        Author carrier = new Author("forms.porteuse", "Agent de la structure", "Structure porteuse");
        Draft draft = drafts.create("2012-test", "Brouillon " + tag, carrier);

        Refusal none = refused("proposeCalibration", decision("proposal", "draft"));
        assertThat(none.problems()).extracting(Refusal.FieldProblem::field).containsExactly("draft");
        Map<String, Object> stranger = decision("proposal", "draft");
        stranger.put("draft", "999999999");
        assertThat(refused("proposeCalibration", stranger).problems())
                .extracting(Refusal.FieldProblem::field)
                .containsExactly("draft");

        desk.answer(campaign, "proposeCalibration", decision("proposal", "unchanged"));
        desk.runAll(campaign);
        assertThat(refused("decideCalibration", decision("calibrationDecision", "adopted"))
                        .problems())
                .extracting(Refusal.FieldProblem::message)
                .allMatch(message -> message.contains("ne propose aucune nouvelle version"));
        desk.answer(campaign, "decideCalibration", decision("calibrationDecision", "revised"));
        desk.runAll(campaign);

        Map<String, Object> proposal = decision("proposal", "draft");
        proposal.put("draft", Long.toString(draft.id()));
        drafts.save(draft.id(), draft.revision(), draft.content().withVersion("v" + tag), "Nom de la version", carrier);
        desk.answer(campaign, "proposeCalibration", proposal);
        desk.runAll(campaign);
        assertThat(desk.openSteps(campaign)).containsExactly("decideCalibration");
        Draft replayed = drafts.find(draft.id()).orElseThrow();
        drafts.save(
                replayed.id(),
                replayed.revision(),
                replayed.content().withVersion("w" + tag),
                "Nom changé après la relecture",
                carrier);

        assertThat(refused("decideCalibration", decision("calibrationDecision", "adopted"))
                        .problems())
                .extracting(Refusal.FieldProblem::message)
                .allMatch(message -> message.contains("a changé depuis sa relecture"));
        desk.answer(campaign, "decideCalibration", decision("calibrationDecision", "unchanged"));
        desk.runAll(campaign);

        assertThat(desk.openSteps(campaign)).containsExactly("adoptReport");
        desk.answer(campaign, "adoptReport", decision("reportDecision", "returned"));
        desk.runAll(campaign);
        desk.answer(campaign, "completeReport", Map.of("remarks", "Le calendrier des tests est précisé."));
        desk.runAll(campaign);
        desk.answer(campaign, "adoptReport", decision("reportDecision", "adopted"));
        desk.runAll(campaign);
        assertThat(desk.openSteps(campaign)).isEmpty();
        assertThat(desk.variablesEver(campaign)).doesNotContain("reason", "remarks", "calibration");
    }
}
