package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/**
 * Everything that can be said of files before they are deployed. Each stage is asked only when those before it found no
 * error: a file that cannot be read has no elements to look at, and what passed no gate is not shown to the engine's
 * parser.
 */
@Service
public class ModelChecks {

    private final ModelInspector inspector;
    private final List<CheckRule> rules;

    public ModelChecks(ModelInspector inspector, List<CheckRule> rules) {
        this.inspector = inspector;
        this.rules = List.copyOf(rules);
    }

    /** All findings, errors first, then by file and element as they stand in it. */
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> findings = new ArrayList<>(WellFormedness.check(files));
        if (noErrorIn(findings)) {
            files.forEach(file -> {
                findings.addAll(inspector.gate(file));
                findings.addAll(References.check(file));
            });
        }
        if (noErrorIn(findings)) {
            files.forEach(file -> findings.addAll(inspector.parse(file)));
            rules.forEach(rule -> findings.addAll(rule.check(files)));
        }
        return sorted(named(distinct(findings), files));
    }

    /** Whether these files can be read at all, so that one may ask what they contain. */
    public boolean readable(List<ModelFile> files) {
        return noErrorIn(WellFormedness.check(files));
    }

    /** Whether something in there stops a deployment. */
    public static boolean stops(List<Finding> findings) {
        return !noErrorIn(findings);
    }

    private static boolean noErrorIn(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    /** Two rules may see the same fault. */
    private static List<Finding> distinct(List<Finding> findings) {
        Map<String, Finding> found = new LinkedHashMap<>();
        findings.forEach(finding ->
                found.putIfAbsent(finding.file() + '\n' + finding.element() + '\n' + finding.message(), finding));
        return List.copyOf(found.values());
    }

    private static List<Finding> named(List<Finding> findings, List<ModelFile> files) {
        Map<String, Map<String, String>> names = new LinkedHashMap<>();
        return findings.stream()
                .map(finding -> {
                    if (finding.element() == null || finding.elementName() != null) {
                        return finding;
                    }
                    String name = names.computeIfAbsent(
                                    finding.file(),
                                    file -> files.stream()
                                            .filter(candidate ->
                                                    candidate.name().equals(file))
                                            .findFirst()
                                            .map(ModelXml::names)
                                            .orElse(Map.of()))
                            .get(finding.element());
                    return name == null
                            ? finding
                            : new Finding(
                                    finding.file(),
                                    finding.element(),
                                    name,
                                    finding.severity(),
                                    finding.rule(),
                                    finding.message(),
                                    finding.advice());
                })
                .toList();
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }
}
