package fr.ecoquartier.modelling.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.workflow.modelling.paths.OurFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over today's models, and over today's models with one fault each. */
class PathRulesTest {

    private static final ModelFacts FACTS = OurFacts.read();

    private final List<RunningWaits.Wait> waits = new ArrayList<>();
    private final List<RunningWaits.MessageWait> messages = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label/charter",
                "label/contract",
                "label/followUp",
                "label/award",
                "label/progressiveLabel",
                "pilot/pilotCampaign",
                "pilot/pilotTest"
            })
    void todaysModelsRaiseNoAlarm(String name) {
        assertThat(check(file("bpmn/" + name + ".bpmn"))).isEmpty();
    }

    @Test
    void allModelsTogetherRaiseNoAlarmOnAnEmptyEngine() {
        List<ModelFile> files = new ArrayList<>(packaged("bpmn"));
        files.addAll(packaged("forms"));

        assertThat(check(files, new Deployed(List.of()))).isEmpty();
    }

    @Test
    void anElementThatNothingLeadsToIsUnreachable() {
        assertThat(changed(
                        "label/contract",
                        "sourceRef=\"stateSignature\" targetRef=\"sealContract\"",
                        "sourceRef=\"stateSignature\" targetRef=\"contractRefusalDecided\""))
                .extracting(Finding::rule, Finding::element, Finding::severity)
                .contains(tuple("unreachable", "sealContract", Severity.ERROR));
    }

    @Test
    void aValueThatNoFormGivesIsNeverTrue() {
        List<Finding> findings =
                changed("label/contract", "${instruction == 'forward'}", "${instruction == 'forwarded'}");

        assertThat(findings)
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("neverTrue", "instructionResultToTrioToName"));
        assertThat(findings.get(0).message()).contains("forward", "correction", "returned");
    }

    @Test
    void anOutcomeThatNoCalledProcessGivesIsNeverTrue() {
        assertThat(changed("label/progressiveLabel", "${outcome == 'terminated'}", "${outcome == 'cancelled'}"))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("neverTrue", "followUpResultToContractTerminated"));
    }

    @Test
    void equalAndCoveredConditionsAreFound() {
        assertThat(changed(
                        "label/contract", "${contractDecision == 'refused'}", "${ contractDecision == \"accepted\" }"))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("sameCondition", "contractDecisionResultToContractRefusalDecided"));
        assertThat(changed(
                        "label/contract",
                        "${contractDecision == 'refused'}",
                        "${contractDecision == 'accepted' &amp;&amp; round &gt; 1}"))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("covered", "contractDecisionResultToContractRefusalDecided"));
    }

    @Test
    void aChoiceWithoutDefaultIsFoundUnlessItsConditionsLeaveNothing() {
        assertThat(changed("label/contract", " default=\"stateSignatureToContractRefusalDecided\"", ""))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("noCondition", "stateSignatureToContractRefusalDecided"));
        String withCondition = "name=\"Non\" sourceRef=\"stateSignature\" targetRef=\"contractRefusalDecided\">"
                + "<bpmn:conditionExpression>${stateDecision == 'refused'}</bpmn:conditionExpression></bpmn:sequenceFlow>";
        String model = content("label/contract")
                .replace(" default=\"stateSignatureToContractRefusalDecided\"", "")
                .replace(
                        "name=\"Non\" sourceRef=\"stateSignature\" targetRef=\"contractRefusalDecided\" />",
                        withCondition);
        assertThat(check(new ModelFile("bpmn/label/contract.bpmn", model)))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("noDefault", "stateSignature"));
        assertThat(check(new ModelFile(
                        "bpmn/label/contract.bpmn",
                        model.replace("stateDecision == 'refused'", "stateDecision != 'signed'"))))
                .isEmpty();
    }

    @Test
    void anErrorThatADelegateRaisesHasToBeCaught() {
        assertThat(changed("label/contract", "errorCode=\"figuresInvalid\"", "errorCode=\"figuresWrong\""))
                .extracting(Finding::rule, Finding::element)
                .containsExactlyInAnyOrder(
                        tuple("uncaughtError", "checkObjectives"), tuple("neverRaised", "objectivesInvalid"));
    }

    @Test
    void anErrorOfACalledProcessMayBeCaughtByEveryCaller() {
        String subProcess = "<bpmn:subProcess id=\"abandonmentOfContract\"";
        String model = content("label/contract");
        int from = model.indexOf(subProcess);
        int to = model.indexOf("</bpmn:subProcess>", from) + "</bpmn:subProcess>".length();

        assertThat(check(new ModelFile("bpmn/label/contract.bpmn", model.substring(0, from) + model.substring(to))))
                .filteredOn(finding -> finding.rule().equals("uncaughtError"))
                .extracting(Finding::element)
                .contains("enterPlannedMeasuresExpired", "signContractAsAuthorityExpired");
    }

    @Test
    void messagesThatTheApplicationSendsAreStillWaitedFor() {
        List<Finding> findings = changed(
                "label/progressiveLabel",
                "id=\"withdrawalRequestedMessage\" name=\"withdrawalRequested\"",
                "id=\"withdrawalRequestedMessage\" name=\"withdrawalAsked\"");

        assertThat(findings)
                .extracting(Finding::rule, Finding::element, Finding::severity)
                .containsExactlyInAnyOrder(
                        tuple("messageNoLongerCaught", null, Severity.ERROR),
                        tuple("messageNeverSent", "withdrawalRequested", Severity.WARNING));
        assertThat(findings).anyMatch(finding -> finding.message().contains("quand une collectivité se désiste"));
    }

    @Test
    void callsNeedTheirProcessAndWhatItGives() {
        assertThat(changed("label/progressiveLabel", "calledElement=\"award\"", "calledElement=\"awards\""))
                .filteredOn(finding -> finding.rule().equals("calledProcess"))
                .extracting(Finding::element)
                .containsExactly("awardStage", "confirmationStage");
        assertThat(changed("label/progressiveLabel", "source=\"deferredUntil\"", "source=\"deferredTo\""))
                .extracting(Finding::rule, Finding::severity)
                .containsOnly(tuple("outputNotSet", Severity.ERROR));
    }

    @Test
    void anOutcomeThatCallersDoNotKnowIsTold() {
        assertThat(changed(
                        "label/contract",
                        "<camunda:inputParameter name=\"outcome\">refused</camunda:inputParameter>",
                        "<camunda:inputParameter name=\"outcome\">shelved</camunda:inputParameter>"))
                .extracting(Finding::rule)
                .containsOnly("newOutcome");
    }

    @Test
    void aFieldThatAGatewayReadsStaysInItsForm() {
        String form = read("forms/contract-decision.form").replace("contractDecision", "decision");

        assertThat(check(new ModelFile("forms/contract-decision.form", form)))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("unsetVariable", null));
        assertThat(check(
                        List.of(new ModelFile("forms/contract-decision.form", form), file("bpmn/label/contract.bpmn")),
                        new Deployed(packaged())))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("unsetVariable", "contractDecisionResult"));
    }

    @Test
    void aParallelJoinAfterAChoiceIsStuckAndAMergeAfterAForkDoubles() {
        assertThat(check(exclusive("evaluationsSplit")))
                .filteredOn(finding -> finding.rule().equals("joinStuck"))
                .extracting(Finding::element, Finding::severity)
                .containsExactly(tuple("evaluationsJoin", Severity.ERROR));
        assertThat(check(exclusive("evaluationsJoin")))
                .filteredOn(finding -> finding.rule().equals("doubled"))
                .extracting(Finding::element)
                .contains("evaluationsJoin");
    }

    private static ModelFile exclusive(String gateway) {
        String model = content("pilot/pilotTest")
                .replaceAll(
                        "(?s)<bpmn:parallelGateway (id=\"" + gateway + "\".*?)</bpmn:parallelGateway>",
                        "<bpmn:exclusiveGateway $1</bpmn:exclusiveGateway>");
        return new ModelFile("bpmn/pilot/pilotTest.bpmn", model);
    }

    @Test
    void whereDossiersWaitIsNotTakenAwayUnseen() {
        waits.add(new RunningWaits.Wait(1, "decideContract", "userTask", "Décider du contrat", 12));
        waits.add(new RunningWaits.Wait(2, "decideContract", "userTask", "Décider du contrat", 3));

        List<Finding> findings = changed("label/contract", "decideContract", "takeDecision");

        assertThat(findings).extracting(Finding::rule).contains("waitedRemoved");
        Finding removed = findings.stream()
                .filter(finding -> finding.rule().equals("waitedRemoved"))
                .findFirst()
                .orElseThrow();
        assertThat(removed.message()).startsWith("15 dossiers attendent en");
        assertThat(removed.advice()).contains("takeDecision porte le même nom", "decideContract");
    }

    @Test
    void aRenamedMessageSaysHowManyDossiersWaitForIt() {
        messages.add(new RunningWaits.MessageWait(1, "operationFinished", "operationFinished", 1));

        assertThat(changed(
                        "label/progressiveLabel",
                        "id=\"operationFinishedMessage\" name=\"operationFinished\"",
                        "id=\"operationFinishedMessage\" name=\"operationDone\""))
                .filteredOn(finding -> finding.rule().equals("messageRenamed"))
                .extracting(Finding::message)
                .first()
                .asString()
                .startsWith("1 dossier attend ici le message");
    }

    @Test
    void aVariableThatOnlyNewDossiersWillHaveIsToldForThoseThatAreFurther() {
        waits.add(new RunningWaits.Wait(1, "prepareContract", "userTask", "Préparer le contrat", 4));
        waits.add(new RunningWaits.Wait(1, "instructContract", "userTask", "Instruire", 2));
        String form = read("forms/contract-decision.form")
                .replaceFirst(
                        "(?s)(\\{\\s*\"type\": \"radio\")",
                        "{\"type\": \"radio\", \"key\": \"urgency\", \"label\": \"Urgence\", \"values\": [{\"label\": \"Oui\", \"value\": \"high\"}, {\"label\": \"Non\", \"value\": \"low\"}]},\n$1");
        String model = content("label/contract").replace("${stateDecision == 'signed'}", "${urgency == 'high'}");

        assertThat(check(
                        List.of(
                                new ModelFile("forms/contract-decision.form", form),
                                new ModelFile("bpmn/label/contract.bpmn", model)),
                        new Deployed(packaged())))
                .extracting(Finding::rule, Finding::element)
                .containsExactly(tuple("variableTooLate", "stateSignature"));
    }

    @Test
    void anInputThatTheCalledProcessReadsIsKept() {
        assertThat(changed(
                        "label/progressiveLabel",
                        "<camunda:in source=\"referentielVersion\" target=\"referentielVersion\" />",
                        ""))
                .extracting(Finding::rule, Finding::severity)
                .containsOnly(tuple("inputLost", Severity.ERROR));
    }

    @Test
    void aLoopThatChangesNothingAndWaitsForNobodyIsEndless() {
        assertThat(changed(
                        "label/contract",
                        "sourceRef=\"contractTrioResult\" targetRef=\"trioToName\"",
                        "sourceRef=\"contractTrioResult\" targetRef=\"contractTrioResult\""))
                .extracting(Finding::rule, Finding::element, Finding::severity)
                .contains(tuple("loopWithoutWait", "contractTrioResult", Severity.ERROR));
    }

    /** Thousands of ways at once, and a process that calls itself: the search gives up where it has to, and ends. */
    @Test
    void aModelThatIsDrawnToBeHardIsCheckedNevertheless() {
        StringBuilder wide = new StringBuilder(
                "<startEvent id=\"s\"/><parallelGateway id=\"fork\"/><inclusiveGateway id=\"join\"/><endEvent id=\"e\"/>"
                        + "<sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"fork\"/>"
                        + "<sequenceFlow id=\"g\" sourceRef=\"join\" targetRef=\"e\"/>");
        for (int i = 0; i < 4000; i++) {
            wide.append("<callActivity id=\"c%1$d\" calledElement=\"hard\"/>".formatted(i))
                    .append("<sequenceFlow id=\"a%1$d\" sourceRef=\"fork\" targetRef=\"c%1$d\"/>".formatted(i))
                    .append("<sequenceFlow id=\"b%1$d\" sourceRef=\"c%1$d\" targetRef=\"join\"/>".formatted(i));
        }
        assertThat(check(hard(wide.toString()))).isEmpty();

        StringBuilder choices = new StringBuilder("<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"d\"/>"
                + "<endEvent id=\"e\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"g\"/>"
                + "<sequenceFlow id=\"d\" sourceRef=\"g\" targetRef=\"e\"/>");
        for (int i = 0; i < 3000; i++) {
            choices.append(
                    "<sequenceFlow id=\"x%1$d\" sourceRef=\"g\" targetRef=\"e\"><conditionExpression>${v == '%1$d'}</conditionExpression></sequenceFlow>"
                            .formatted(i));
        }
        assertThat(check(hard(choices.toString()))).isEmpty();
    }

    private static ModelFile hard(String content) {
        return new ModelFile("bpmn/hard.bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
                <process id="hard" isExecutable="true">%s</process></definitions>
                """.formatted(content));
    }

    private List<Finding> changed(String model, String from, String to) {
        String before = content(model);
        assertThat(before).contains(from);
        return check(new ModelFile("bpmn/" + model + ".bpmn", before.replace(from, to)));
    }

    private List<Finding> check(ModelFile file) {
        return check(List.of(file), new Deployed(packaged()));
    }

    private List<Finding> check(List<ModelFile> files, ModelCatalogue catalogue) {
        RunningWaits running = new RunningWaits() {
            @Override
            public List<Wait> waits(String process) {
                return waits;
            }

            @Override
            public List<MessageWait> messages(String process) {
                return messages;
            }
        };
        List<CheckRule> rules = List.of(
                new ReachRule(catalogue),
                new TokenRule(catalogue),
                new ConditionRule(catalogue, FACTS),
                new ErrorRule(catalogue, FACTS),
                new MessageRule(catalogue, FACTS),
                new CallRule(catalogue, FACTS),
                new VariableRule(catalogue, FACTS),
                new ChangeRule(catalogue, FACTS, running));
        return rules.stream().flatMap(rule -> rule.check(files).stream()).toList();
    }

    private static List<ModelFile> packaged() {
        List<ModelFile> files = new ArrayList<>(packaged("bpmn"));
        files.addAll(packaged("forms"));
        return files;
    }

    private static List<ModelFile> packaged(String folder) {
        try (Stream<Path> paths = Files.walk(Path.of(folder))) {
            return paths.filter(Files::isRegularFile)
                    .sorted()
                    .map(path -> new ModelFile(path.toString(), read(path.toString())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelFile file(String name) {
        return new ModelFile(name, read(name));
    }

    private static String content(String model) {
        return read("bpmn/" + model + ".bpmn");
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A catalogue of one version each. */
    private record Deployed(List<ModelFile> files) implements ModelCatalogue {

        @Override
        public List<ModelVersion> latest() {
            return files.stream()
                    .map(file -> {
                        ModelKind kind = ModelKind.ofFile(file.name()).orElseThrow();
                        return new ModelVersion(
                                kind, key(file), key(file), 1, null, "", "", file.name(), Instant.EPOCH, null, 0, true);
                    })
                    .toList();
        }

        private static String key(ModelFile file) {
            String name = Path.of(file.name()).getFileName().toString();
            return name.substring(0, name.lastIndexOf('.'));
        }

        @Override
        public List<ModelVersion> versions(ModelKind kind, String key) {
            return latest().stream()
                    .filter(version -> version.kind() == kind && version.key().equals(key))
                    .toList();
        }

        @Override
        public Optional<String> content(ModelKind kind, String key, int version) {
            return files.stream()
                    .filter(file -> ModelKind.ofFile(file.name()).orElseThrow() == kind
                            && key(file).equals(key))
                    .map(ModelFile::content)
                    .findFirst();
        }
    }
}
