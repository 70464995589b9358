package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.replay.Outcome.Kind;
import fr.ecoquartier.modelling.replay.PathReplays;
import fr.ecoquartier.modelling.replay.ReplayReport;
import fr.ecoquartier.pilot.run.Progress;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever happened in the stories told so far, the model that it happened on would let it happen again. */
abstract class ReplayedStories {

    @Autowired
    private PathReplays replays;

    @Autowired
    private ModelCatalogue catalogue;

    @Autowired
    private HistoryService history;

    @ParameterizedTest
    @ValueSource(
            strings = {"charter", "contract", "followUp", "award", "progressiveLabel", "pilotCampaign", "pilotTest"})
    void noStoryGoesElsewhereOnItsOwnModel(String process) {
        List<String> instances = Story.TOLD.stream()
                .flatMap(reference -> history
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(reference)
                        .processDefinitionKey(process)
                        .finished()
                        .list()
                        .stream())
                .map(HistoricProcessInstance::getId)
                .toList();
        int version = catalogue.versions(ModelKind.PROCESS, process).stream()
                .filter(candidate -> candidate.latest())
                .findFirst()
                .orElseThrow()
                .version();
        String model = catalogue.content(ModelKind.PROCESS, process, version).orElseThrow();

        ReplayReport report = replays.run(process, model, instances, instances.size(), Progress.none());

        assertThat(report.cases()).hasSameSizeAs(instances);
        assertThat(report.cases())
                .filteredOn(found -> found.outcome().kind() != Kind.SAME)
                .isEmpty();
    }
}
