package fr.ecoquartier.workflow.label;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.oversight.history.FinishedInstance;
import fr.ecoquartier.oversight.history.FinishedInstances;
import fr.ecoquartier.oversight.history.HistoryPage;
import fr.ecoquartier.oversight.history.HistoryQuery;
import fr.ecoquartier.oversight.history.InstanceStories;
import fr.ecoquartier.oversight.history.InstanceStory;
import fr.ecoquartier.oversight.history.InstanceStory.Evaluation;
import fr.ecoquartier.oversight.history.InstanceStory.Passage;
import fr.ecoquartier.oversight.history.InstanceStory.TakenFlow;
import fr.ecoquartier.web.Cast;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** What the history says of instances is what happened to them, on the real engine. */
@IntegrationTest
class InstanceHistoryTest extends Stories {

    private static final String API = "/api/oversight/history";

    @Autowired
    private FinishedInstances finished;

    @Autowired
    private InstanceStories stories;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MockMvc web;

    @Test
    void anInstanceThatEndsIsInTheHistoryAtOnceAndNotIfItsEndIsRolledBack() throws Exception {
        Story story = opened().until("signContractForState");
        String charter = instance(story, "charter");
        FinishedInstance line = finished.find(charter).orElseThrow();

        assertThat(line.outcome()).isEqualTo("signed");
        assertThat(line.endName()).isEqualTo("Charte signée");
        assertThat(line.authorityName()).isEqualTo(story.dossier().authorityName());
        assertThat(line.regionCode()).isEqualTo("82");
        assertThat(line.caller()).isEqualTo(instance(story, "progressiveLabel"));
        assertThat(line.startedAt()).isBefore(line.endedAt());

        transactions.executeWithoutResult(status -> {
            try {
                story.does("signContractForState", "signed");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            assertThat(finished.find(instance(story, "contract"))).isPresent();
            status.setRollbackOnly();
        });
        assertThat(finished.find(instance(story, "contract"))).isEmpty();
    }

    @Test
    void anInstanceStoppedFromOutsideHasNoEndEvent() throws Exception {
        Story story = opened().withdraws("Le projet est abandonné par le conseil municipal.");

        FinishedInstance charter = finished.find(instance(story, "charter")).orElseThrow();
        FinishedInstance label =
                finished.find(instance(story, "progressiveLabel")).orElseThrow();

        assertThat(charter.completed()).isFalse();
        assertThat(charter.endElement()).isNull();
        assertThat(charter.outcome()).isNull();
        assertThat(label.endName()).isEqualTo("Désistement de la collectivité");
    }

    @Test
    void theSearchNarrowsByEachCriterion() throws Exception {
        Story story = opened().until("enterPlannedMeasures");
        String charter = instance(story, "charter");

        assertThat(ids(query(story.reference, null, null, null, null))).containsExactly(charter);
        assertThat(ids(query(story.reference, "Grenoble", "charter", "signed", "charterSigned")))
                .containsExactly(charter);
        assertThat(ids(query(story.reference, "Strasbourg", null, null, null))).isEmpty();
        assertThat(ids(query(story.reference, "Aucune commune de ce nom", null, null, null)))
                .isEmpty();
        assertThat(ids(query(story.reference, null, "contract", null, null))).isEmpty();
        assertThat(ids(query(story.reference, null, null, "refused", null))).isEmpty();
        assertThat(ids(query(story.reference, null, null, null, HistoryQuery.STOPPED)))
                .isEmpty();
        assertThat(ids(query("%", null, null, null, null))).isEmpty();
        assertThat(finished.choices().processes())
                .filteredOn(process -> process.key().equals("charter"))
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.versions()).isNotEmpty();
                    assertThat(process.ends()).extracting("label").contains("Charte signée");
                });
        assertThat(finished.choices().outcomes()).extracting("code").contains("signed");
    }

    @Test
    void theWayOfAnInstanceCountsEveryElementAndEveryAnswerOfItsGateways() throws Exception {
        Story story = opened().until("checkAdmissibility")
                .does("checkAdmissibility", "correction")
                .does("answerCharterCorrection")
                .until("checkAdmissibility")
                .until("signContractForState");
        InstanceStory charter = stories.find(instance(story, "charter")).orElseThrow();
        Map<String, Integer> flows =
                charter.flows().stream().collect(Collectors.toMap(TakenFlow::flow, TakenFlow::times));

        assertThat(passage(charter, "checkAdmissibility").times()).isEqualTo(2);
        assertThat(passage(charter, "checkAdmissibility").name()).isEqualTo("Vérifier la recevabilité");
        assertThat(passage(charter, "charterSigned").times()).isEqualTo(1);
        assertThat(charter.passed()).extracting(Passage::element).doesNotContain("decideCharterRefusal");
        assertThat(flows)
                .containsEntry("checkAdmissibilityToAdmissibilityResult", 2)
                .containsEntry("admissibilityResultToAnswerCharterCorrection", 1)
                .containsEntry("admissibilityResultToRegisterCharter", 1)
                .containsEntry("stateSignatureToSealCharter", 1)
                .doesNotContainKeys(
                        "admissibilityResultToDecideCharterRefusal",
                        "stateSignatureToCharterRefused",
                        "baselineInvalidToBaselineExpected");
        assertThat(charter.end()).isEqualTo("Charte signée");
    }

    @Test
    void theStoryHasVariablesTasksCallersAndTheRuleThatFired() throws Exception {
        Story story = opened().until("signContractForState");
        InstanceStory charter = stories.find(instance(story, "charter")).orElseThrow();
        InstanceStory label = stories.find(instance(story, "progressiveLabel")).orElseThrow();

        assertThat(charter.variables())
                .filteredOn(variable -> variable.name().equals("reference"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.label()).isEqualTo("Dossier");
                    assertThat(variable.type()).isEqualTo("Texte");
                    assertThat(variable.text()).isEqualTo(story.reference);
                });
        assertThat(charter.tasks())
                .filteredOn(task -> task.element().equals("fileCharterRequest"))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.state()).isEqualTo("Traitée");
                    assertThat(task.dueAt()).isNotNull();
                    assertThat(task.late()).isFalse();
                    assertThat(task.endedAt()).isNotNull();
                });
        assertThat(charter.calledBy().id()).isEqualTo(label.id());
        assertThat(label.endedAt()).isNull();
        assertThat(label.called()).extracting("processName").hasSize(2);
        assertThat(label.called()).extracting("element").containsExactly("Obtenir la charte", "Conclure le contrat");
        assertThat(charter.evaluations()).singleElement().satisfies(InstanceHistoryTest::hasFiredOneRule);
    }

    private static void hasFiredOneRule(Evaluation evaluation) {
        assertThat(evaluation.element()).isEqualTo("Calculer les indicateurs");
        assertThat(evaluation.inputs()).isNotEmpty();
        assertThat(evaluation.fired()).hasSize(1);
        assertThat(evaluation.table().rules())
                .filteredOn(rule -> rule.id().equals(evaluation.fired().get(0)))
                .singleElement()
                .satisfies(rule -> assertThat(rule.conclusions())
                        .contains('"' + evaluation.outputs().get(1).text() + '"'));
    }

    @Test
    void managersSeeItAndNobodyElse() throws Exception {
        Story story = opened().until("enterPlannedMeasures");
        String charter = instance(story, "charter");
        String one = API + "/instances/" + charter;

        web.perform(get(API + "/instances").param("reference", story.reference).with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total", is(1)))
                .andExpect(jsonPath("$.instances[0].end", is("Charte signée")))
                .andExpect(jsonPath("$.instances[0].region", is("Rhône-Alpes")));
        web.perform(get(one).with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.processName", containsString("Charte")));
        web.perform(get(one + "/diagram").with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("<bpmn:process id=\"charter\"")));
        for (Person person : List.of(Cast.MINISTRY, Cast.RHONE_ALPES, Cast.EXPERT, Cast.PARTNER, Cast.GRENOBLE)) {
            for (String address : List.of(API + "/instances", API + "/choices", one, one + "/diagram")) {
                web.perform(get(address).with(as(person)))
                        .andExpect(status().isForbidden())
                        .andExpect(content().string(containsString("Seuls les gestionnaires")));
            }
        }
        web.perform(get(one)).andExpect(status().isUnauthorized());
    }

    @Test
    void aManagerComesFromTheDossierToItsProcessRunningOrFinished() throws Exception {
        Story story = opened();
        String address = "/dossiers/" + story.reference + "/parcours";
        String process = "/camunda/app/cockpit/default/#/historique?instance=" + instance(story, "progressiveLabel");

        web.perform(get(address).with(as(Cast.MANAGER))).andExpect(redirectedUrl(process));
        story.withdraws("Le projet est abandonné par le conseil municipal.");
        web.perform(get(address).with(as(Cast.MANAGER))).andExpect(redirectedUrl(process));
        for (Person person : List.of(Cast.MINISTRY, Cast.RHONE_ALPES, Cast.GRENOBLE)) {
            web.perform(get(address).with(as(person))).andExpect(status().isForbidden());
        }
    }

    @Test
    void whatCannotBeReadIsSaidInFrench() throws Exception {
        refused("?from=hier", 400, "La date « du » n’est pas valable");
        refused("?from=2012-02-01&to=2012-01-01", 400, "La période est à l’envers");
        refused("?version=trois", 400, "La version est un nombre entier");
        refused("?page=-1", 400, "La page est un nombre entre");
        refused("?reference=" + "x".repeat(201), 400, "200 caractères au plus");
        refused("/inconnue", 404, "Aucune instance ne porte cet identifiant");
    }

    private void refused(String more, int status, String sentence) throws Exception {
        web.perform(get(API + "/instances" + more).with(as(Cast.MANAGER)))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.detail", containsString(sentence)));
    }

    private static HistoryQuery query(String reference, String authority, String process, String outcome, String end) {
        return new HistoryQuery(reference, authority, process, null, null, null, outcome, end, 0, 25);
    }

    private List<String> ids(HistoryQuery query) {
        HistoryPage page = finished.search(query);
        assertThat(page.total()).isEqualTo(page.instances().size());
        return page.instances().stream().map(FinishedInstance::id).toList();
    }

    private static Passage passage(InstanceStory story, String element) {
        return story.passed().stream()
                .filter(passage -> passage.element().equals(element))
                .findFirst()
                .orElseThrow();
    }

    /** The only instance of a process that ran or runs for the dossier. */
    static String instance(Story story, String process) {
        return story.tools()
                .history()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(story.reference)
                .processDefinitionKey(process)
                .singleResult()
                .getId();
    }
}
