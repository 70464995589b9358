package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.label.Models.Model;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess;
import fr.ecoquartier.workflow.pilot.PilotTestProcess;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What every model keeps to; the names of the rules say why a model is refused. */
class ModelConventionsTest {

    private static final Pattern DELAY = Pattern.compile("delays\\.(\\w+)\\(([^)]*)\\)");
    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)[.}]");
    /** What belongs to the decision that precedes it, and is refused or done with it. */
    private static final Set<String> IN_THE_SAME_TRANSACTION =
            Set.of("stageOpening", "stageClosing", "withdrawalRecording", "pilotDropOut");
    /** Who a task that the model assigns is for, by the variable that names the person. */
    static final Map<String, Role> ASSIGNED = Map.of(
            "${expert}", Role.EXPERT, "${trio.rapporteur(reference, stage)}", Role.EXPERT, "${partner}", Role.PARTNER);
    /** What raises an error that the model must catch. */
    private static final Map<String, String> RAISES = Map.of(
            "indicatorCheck", "figuresInvalid",
            "deviationCheck", "figuresInvalid",
            "sampleSelection", "noSample",
            "testDossier", "noHolder",
            "draftReplay", "draftInvalid",
            "versionPublication", "draftInvalid");

    static List<Model> models() {
        return Models.all();
    }

    @Test
    void theProcessesOfTheLabelAndOfThePilotTestsAreThere() {
        assertThat(models())
                .extracting(Model::key)
                .containsExactlyInAnyOrder(
                        "progressiveLabel", "charter", "contract", "followUp", "award", "pilotCampaign", "pilotTest");
    }

    @ParameterizedTest
    @MethodSource("models")
    void aFileHoldsOneExecutableProcessOfItsName(Model model) {
        assertThat(model.all(Process.class)).hasSize(1);
        assertThat(model.file()).hasFileName(model.key() + ".bpmn");
        assertThat(model.process().isExecutable()).isTrue();
        assertThat(model.process().getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
        assertThat(model.process().getCamundaVersionTag()).isNotBlank();
        assertThat(documentation(model.process())).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("models")
    void idsAreCamelCaseAndMeaningful(Model model) {
        assertThat(model.all(FlowElement.class))
                .extracting(FlowElement::getId)
                .allMatch(id -> id.matches("[a-z][a-zA-Z0-9]{4,}"), "camelCase without underscore");
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesAreFrench(Model model) {
        for (FlowNode node : model.all(FlowNode.class)) {
            String name = node.getName();
            if (node instanceof Task || node instanceof CallActivity) {
                assertThat(name).as(node.getId()).matches("\\p{Lu}\\p{L}*(er|ir|re|oir)\\b.*");
            } else if (node instanceof Event) {
                assertThat(name).as(node.getId()).matches("\\p{Lu}\\p{Ll}.*\\s.*[^?]");
            } else if (node instanceof ExclusiveGateway && splits(node)) {
                assertThat(name).as(node.getId()).endsWith(" ?");
            } else if (node instanceof ExclusiveGateway) {
                assertThat(name).as(node.getId() + " only joins").isNull();
            } else {
                assertThat(name).as(node.getId()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyTaskSaysWhatItIsForWhoDoesItAndWhatHappensNext(Model model) {
        Stream.concat(model.all(Task.class).stream(), model.all(CallActivity.class).stream())
                .forEach(task -> assertThat(documentation(task))
                        .as(task.getId())
                        .hasSizeGreaterThan(80)
                        .endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aChoiceHasADefaultAndNamedConditions(Model model) {
        for (ExclusiveGateway gateway : model.all(ExclusiveGateway.class)) {
            assertThat(gateway.getIncoming().size() == 1
                            || gateway.getOutgoing().size() == 1)
                    .as("%s either joins or splits", gateway.getId())
                    .isTrue();
            if (!splits(gateway)) {
                continue;
            }
            assertThat(gateway.getDefault())
                    .as("default of %s", gateway.getId())
                    .isNotNull();
            for (SequenceFlow flow : gateway.getOutgoing()) {
                assertThat(flow.getName()).as(flow.getId()).isNotBlank();
                assertThat(flow.getConditionExpression() == null)
                        .as("only the default flow has no condition: %s", flow.getId())
                        .isEqualTo(flow.equals(gateway.getDefault()));
            }
        }
        assertThat(model.all(FlowNode.class))
                .filteredOn(node -> !(node instanceof Gateway))
                .allMatch(node -> node.getOutgoing().size() <= 1, "splits only at a gateway");
        assertThat(model.all(FlowNode.class))
                .filteredOn(node -> node instanceof Event && node.getIncoming().size() > 1)
                .allMatch(node -> node instanceof EndEvent, "waits begin at one place");
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNodeIsReachedAndLeadsToAnEnd(Model model) {
        for (FlowNode node : model.all(FlowNode.class)) {
            boolean onAnEvent = node instanceof SubProcess sub && sub.triggeredByEvent();
            boolean begins = node instanceof StartEvent || node instanceof BoundaryEvent || onAnEvent;
            boolean ends = node instanceof EndEvent || onAnEvent;
            assertThat(node.getIncoming().isEmpty())
                    .as("incoming of %s", node.getId())
                    .isEqualTo(begins);
            assertThat(node.getOutgoing().isEmpty())
                    .as("outgoing of %s", node.getId())
                    .isEqualTo(ends);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aUserTaskWaitsForAKnownRoleOrForOnePerson(Model model) {
        Set<String> groups = Arrays.stream(Role.values()).map(Role::group).collect(Collectors.toSet());
        for (UserTask task : model.all(UserTask.class)) {
            if (task.getCamundaAssignee() == null) {
                assertThat(groups).as(task.getId()).contains(task.getCamundaCandidateGroups());
            } else {
                assertThat(ASSIGNED).as(task.getId()).containsKey(task.getCamundaAssignee());
                assertThat(task.getCamundaCandidateGroups()).as(task.getId()).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aUserTaskHasAForm(Model model) {
        for (UserTask task : model.all(UserTask.class)) {
            String form = task.getCamundaFormRef();
            if (form.startsWith("${")) {
                assertThat(form)
                        .as(task.getId())
                        .matches(
                                "\\$\\{(figuresForms\\.(baseline|planned|measured|objectives)|pilotForms\\.(rating|feedback))\\(referentielVersion\\)}");
                assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("latest");
            } else {
                assertThat(Path.of("forms", form + ".form")).as(task.getId()).isRegularFile();
                assertThat(task.getCamundaFormRefBinding()).as(task.getId()).isEqualTo("deployment");
            }
        }
    }

    @Test
    void everyFormIsAskedForByAModel() throws Exception {
        Set<String> asked = models().stream()
                .flatMap(model -> model.all(UserTask.class).stream())
                .map(UserTask::getCamundaFormRef)
                .collect(Collectors.toSet());
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            assertThat(forms.map(form -> form.getFileName().toString().replace(".form", "")))
                    .isSubsetOf(asked);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aUserTaskIsDueAndReminds(Model model) {
        Map<String, BoundaryEvent> boundaries =
                model.all(BoundaryEvent.class).stream().collect(Collectors.toMap(BoundaryEvent::getId, event -> event));
        for (UserTask task : model.all(UserTask.class)) {
            String due = task.getCamundaDueDate();
            BoundaryEvent reminder = boundaries.get(task.getId() + "Reminder");
            assertThat(reminder).as("reminder of %s", task.getId()).isNotNull();
            assertThat(reminder.cancelActivity()).isFalse();
            assertThat(reminder.getAttachedTo()).isEqualTo(task);
            assertThat(timer(reminder)).as(task.getId()).isEqualTo(task.getCamundaFollowUpDate());
            FlowNode sent = reminder.getOutgoing().iterator().next().getTarget();
            assertThat(sent.getId()).isEqualTo(task.getId() + "Reminded");
            assertThat(delegate((EndEvent) sent))
                    .isEqualTo(
                            switch (model.key()) {
                                case "pilotCampaign" -> "${campaignReminder}";
                                case "pilotTest" -> "${pilotReminder}";
                                default -> "${reminder}";
                            });
            assertThat(argument(timer(reminder))).as(task.getId()).isEqualTo(argument(due));
            BoundaryEvent deadline = boundaries.get(task.getId() + "Deadline");
            if (deadline != null) {
                assertThat(deadline.cancelActivity()).isTrue();
                assertThat(deadline.getAttachedTo()).isEqualTo(task);
                assertThat(argument(timer(deadline))).as(task.getId()).isEqualTo(argument(due));
            } else {
                assertThat(task.getCamundaCandidateGroups())
                        .as("%s: what waits for the authority ends by itself", task.getId())
                        .isNotEqualTo("authority");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyDelayIsConfigurationAndEveryTimerRetries(Model model) {
        for (TimerEventDefinition timer : model.all(TimerEventDefinition.class)) {
            String text = text(timer);
            assertThat(text).as(timer.getId()).startsWith("${delays.");
            assertThat(retry((FlowElement) timer.getParentElement()))
                    .as(timer.getId())
                    .isEqualTo("R5/PT5M");
        }
        Matcher calls = DELAY.matcher(org.camunda.bpm.model.bpmn.Bpmn.convertToString(model.content()));
        while (calls.find()) {
            Matcher key = Pattern.compile("'(\\w+)'").matcher(calls.group(2));
            if (key.find()) {
                assertThat(Delay.find(key.group(1))).as(calls.group()).isPresent();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void effectsAreBeansOfferedToModelsAndRetried(Model model) {
        Set<String> offered = offered();
        for (ServiceTask task : model.all(ServiceTask.class)) {
            String bean = bean(task.getCamundaDelegateExpression());
            assertThat(offered).as(task.getId()).contains(bean);
            if (!IN_THE_SAME_TRANSACTION.contains(bean)) {
                assertThat(task.isCamundaAsyncBefore()).as(task.getId()).isTrue();
                assertThat(retry(task)).as(task.getId()).isEqualTo("R5/PT5M");
            }
        }
        for (EndEvent end : model.all(EndEvent.class)) {
            if (delegate(end) != null) {
                assertThat(offered).as(end.getId()).contains(bean(delegate(end)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyErrorIsCaught(Model model) {
        Set<String> caughtByProcess = model.all(StartEvent.class).stream()
                .flatMap(start -> codes(start.getEventDefinitions().stream().toList()))
                .collect(Collectors.toSet());
        for (EndEvent end : model.all(EndEvent.class)) {
            assertThat(codes(List.copyOf(end.getEventDefinitions())))
                    .as(end.getId())
                    .allMatch(caughtByProcess::contains);
        }
        for (ServiceTask task : model.all(ServiceTask.class)) {
            String raised = RAISES.get(bean(task.getCamundaDelegateExpression()));
            assertThat(model.all(BoundaryEvent.class).stream()
                            .filter(event -> event.getAttachedTo().equals(task))
                            .flatMap(event -> codes(List.copyOf(event.getEventDefinitions())))
                            .toList())
                    .as(task.getId())
                    .isEqualTo(raised == null ? List.of() : List.of(raised));
        }
        assertThat(model.all(ErrorEventDefinition.class))
                .allMatch(definition -> definition.getError() != null, "names its error");
    }

    @ParameterizedTest
    @MethodSource("models")
    void aCalledProcessIsTheLatestAndGetsTheBusinessKeyAndDeclaredVariables(Model model) {
        Set<String> known = models().stream().map(Model::key).collect(Collectors.toSet());
        for (CallActivity call : model.all(CallActivity.class)) {
            assertThat(known).as(call.getId()).contains(call.getCalledElement());
            assertThat(call.getCamundaCalledElementBinding()).isEqualTo("latest");
            assertThat(call.getCamundaCalledElementTenantId()).as("inherited").isNull();
            assertThat(call.isCamundaAsyncBefore()).as(call.getId()).isTrue();
            assertThat(retry(call)).as(call.getId()).isEqualTo("R5/PT5M");
            Collection<CamundaIn> ins = call.getExtensionElements()
                    .getElementsQuery()
                    .filterByType(CamundaIn.class)
                    .list();
            assertThat(ins)
                    .as(call.getId())
                    .extracting(CamundaIn::getCamundaBusinessKey)
                    .contains(model.key().equals("pilotCampaign") ? "#{reference}" : "#{execution.processBusinessKey}");
            assertThat(ins)
                    .as(call.getId())
                    .extracting(CamundaIn::getCamundaTarget)
                    .contains(
                            StageVariables.REFERENCE,
                            StageVariables.AUTHORITY_NAME,
                            StageVariables.OPERATION_NAME,
                            StageVariables.REFERENTIEL_VERSION)
                    .contains(
                            call.getCalledElement().equals("pilotTest")
                                    ? new String[] {"regionCode", "campaign"}
                                    : new String[] {StageVariables.STAGE});
            assertThat(call.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(CamundaOut.class)
                            .list())
                    .as(call.getId())
                    .extracting(CamundaOut::getCamundaTarget)
                    .contains(StageVariables.OUTCOME);
        }
    }

    @Test
    void theVocabularyAndTheModelsAgree() throws Exception {
        for (Class<?> vocabulary : List.of(
                ProgressiveLabelProcess.class,
                CharterProcess.class,
                ContractProcess.class,
                FollowUpProcess.class,
                AwardProcess.class,
                PilotCampaignProcess.class,
                PilotTestProcess.class)) {
            Model model = Models.of((String) vocabulary.getField("KEY").get(null));
            Set<String> derived = Set.of("Reminder", "Reminded", "Deadline", "Expired");
            Set<String> inModel = model.all(FlowNode.class).stream()
                    .filter(node -> !(node instanceof ExclusiveGateway) && !(node instanceof SubProcess))
                    .map(FlowNode::getId)
                    .filter(id -> derived.stream().noneMatch(id::endsWith))
                    .collect(Collectors.toSet());
            assertThat(constants(vocabulary, "Elements"))
                    .as(vocabulary.getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(inModel);
        }
    }

    private static List<String> constants(Class<?> vocabulary, String nested) throws IllegalAccessException {
        Class<?> holder = Arrays.stream(vocabulary.getClasses())
                .filter(type -> type.getSimpleName().equals(nested))
                .findFirst()
                .orElseThrow();
        List<String> values = new java.util.ArrayList<>();
        for (Field field : holder.getFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                values.add((String) field.get(null));
            }
        }
        return values;
    }

    private static Set<String> offered() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Modelled.class));
        return scanner.findCandidateComponents("fr.ecoquartier").stream()
                .map(definition ->
                        org.springframework.context.annotation.AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
                                definition,
                                new org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry()))
                .collect(Collectors.toSet());
    }

    private static boolean splits(FlowNode node) {
        return node.getOutgoing().size() > 1;
    }

    private static String bean(String expression) {
        Matcher matcher = BEAN.matcher(String.valueOf(expression));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String argument(String expression) {
        Matcher matcher = DELAY.matcher(String.valueOf(expression));
        return matcher.find() ? matcher.group(2).split(",")[0] : "";
    }

    private static String timer(Event event) {
        return event.getChildElementsByType(TimerEventDefinition.class).stream()
                .map(ModelConventionsTest::text)
                .findFirst()
                .orElse("");
    }

    private static String text(TimerEventDefinition timer) {
        return timer.getTimeDate() != null
                ? timer.getTimeDate().getTextContent()
                : timer.getTimeDuration().getTextContent();
    }

    private static String delegate(EndEvent end) {
        return end.getChildElementsByType(MessageEventDefinition.class).stream()
                .map(MessageEventDefinition::getCamundaDelegateExpression)
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> codes(
            List<? extends org.camunda.bpm.model.bpmn.instance.EventDefinition> definitions) {
        return definitions.stream()
                .filter(ErrorEventDefinition.class::isInstance)
                .map(definition ->
                        ((ErrorEventDefinition) definition).getError().getErrorCode());
    }

    private static String retry(FlowElement element) {
        return element.getExtensionElements() == null
                ? null
                : element
                        .getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaFailedJobRetryTimeCycle.class)
                        .list()
                        .stream()
                        .map(CamundaFailedJobRetryTimeCycle::getTextContent)
                        .findFirst()
                        .orElse(null);
    }

    private static String documentation(org.camunda.bpm.model.bpmn.instance.BaseElement element) {
        return element.getDocumentations().stream()
                .map(documentation -> documentation.getTextContent())
                .collect(Collectors.joining(" "));
    }
}
