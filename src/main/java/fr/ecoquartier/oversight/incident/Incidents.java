package fr.ecoquartier.oversight.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What has failed and waits, grouped by cause. */
@Service
public class Incidents {

    private final FailedSteps steps;

    Incidents(FailedSteps steps) {
        this.steps = steps;
    }

    /** The open incidents by cause, the cause that stops most dossiers first. */
    public List<IncidentGroup> groups() {
        Map<String, List<Failure>> byCause = steps.open().stream()
                .collect(Collectors.groupingBy(Incidents::key, LinkedHashMap::new, Collectors.toList()));
        return byCause.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(IncidentGroup::dossiers).reversed().thenComparing(IncidentGroup::since))
                .toList();
    }

    /** The group of a key, as long as one of its incidents is open. */
    public Optional<IncidentGroup> group(String key) {
        return groups().stream().filter(group -> group.key().equals(key)).findFirst();
    }

    public Optional<String> stackTrace(String incidentId) {
        return steps.stackTrace(incidentId);
    }

    private static IncidentGroup group(String key, List<Failure> failures) {
        Failure first = failures.get(0);
        return new IncidentGroup(
                key,
                first.process(),
                first.processName(),
                first.element(),
                first.elementName(),
                Cause.of(first.message()),
                Cause.reason(first.message()),
                (int) failures.stream()
                        .map(Failure::reference)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count(),
                failures.stream()
                        .map(Failure::at)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                failures.stream()
                        .map(Failure::at)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                failures);
    }

    private static String key(Failure failure) {
        String text = String.join("\n", failure.process(), failure.element(), Cause.common(failure.message()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
