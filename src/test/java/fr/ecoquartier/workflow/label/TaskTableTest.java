package fr.ecoquartier.workflow.label;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.workflow.label.Models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.FileSystemResource;

/** README tells task × role × form × delay as the models do; {@code mvn test -Dtest=TaskTableTest -Dupdate} rewrites it. */
class TaskTableTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- tasks:begin -->\n";
    private static final String END = "<!-- tasks:end -->";
    private static final List<String> ORDER =
            List.of("charter", "contract", "followUp", "award", "pilotCampaign", "pilotTest");

    @Test
    void theReadmeShowsTheTasksOfTheModels() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertThat(end).as("markers of the table in README.md").isGreaterThanOrEqualTo(begin);
        String table = table();
        if (System.getProperty("update") != null) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end))
                    .as("drift: run mvn test -Dtest=TaskTableTest -Dupdate")
                    .isEqualTo(table);
        }
    }

    private static String table() {
        Map<String, String> delays = defaults();
        StringBuilder table = new StringBuilder("""

                | process | task | role | form | delay | when nobody does it |
                | --- | --- | --- | --- | --- | --- |
                """);
        for (String key : ORDER) {
            Model model = Models.of(key);
            for (UserTask task : model.all(UserTask.class)) {
                table.append("| `%s` | %s | %s | `%s` | %s | %s |\n"
                        .formatted(
                                key, task.getName(), role(task), form(task), delay(task, delays), late(model, task)));
            }
        }
        return table.append("\n").toString();
    }

    private static String role(UserTask task) {
        return task.getCamundaAssignee() != null
                ? ModelConventionsTest.ASSIGNED.get(task.getCamundaAssignee()).label()
                : Arrays.stream(Role.values())
                        .filter(role -> role.group().equals(task.getCamundaCandidateGroups()))
                        .findFirst()
                        .orElseThrow()
                        .label();
    }

    private static String form(UserTask task) {
        Matcher generated = Pattern.compile("(?:figures|pilot)Forms\\.(\\w+)").matcher(task.getCamundaFormRef());
        if (!generated.find()) {
            return task.getCamundaFormRef();
        }
        return switch (generated.group(1)) {
            case "objectives" -> "objectives-<version>";
            case "rating", "feedback" -> "pilot-" + generated.group(1) + "-<version>";
            default -> "figures-<version>-" + generated.group(1);
        };
    }

    private static String delay(UserTask task, Map<String, String> delays) {
        Matcher key = Pattern.compile("delays\\.due\\('(\\w+)'\\)").matcher(task.getCamundaDueDate());
        return key.find() ? "%s (`%s`)".formatted(delays.get(key.group(1)), key.group(1)) : "date of the plan";
    }

    private static String late(Model model, UserTask task) {
        return model.all(BoundaryEvent.class).stream()
                .filter(event -> event.getId().equals(task.getId() + "Deadline"))
                .findFirst()
                .map(event -> next(event.getOutgoing().iterator().next().getTarget()))
                .orElse("overdue, reminded");
    }

    private static String next(FlowNode node) {
        if (!node.getChildElementsByType(ErrorEventDefinition.class).isEmpty()) {
            return "stage abandoned";
        }
        return node.getName() == null
                ? next(node.getOutgoing().iterator().next().getTarget())
                : "« " + node.getName() + " »";
    }

    private static Map<String, String> defaults() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new FileSystemResource("src/main/resources/application.yml"));
        Properties properties = yaml.getObject();
        return Arrays.stream(Delay.values())
                .collect(Collectors.toMap(
                        Delay::key,
                        delay -> words(properties.getProperty("ecoquartier.delays." + kebab(delay.key())))));
    }

    private static String kebab(String key) {
        return key.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String words(String text) {
        Period period = Period.parse(text);
        return period.getYears() > 0
                ? count(period.getYears(), "year")
                : period.getMonths() > 0 ? count(period.getMonths(), "month") : count(period.getDays(), "day");
    }

    private static String count(int number, String unit) {
        return number + " " + unit + (number > 1 ? "s" : "");
    }
}
