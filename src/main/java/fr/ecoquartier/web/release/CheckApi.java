package fr.ecoquartier.web.release;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Releases;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What is wrong with drafts, for the editor in the browser and for programs. Administrators only. */
@RestController
@Hidden
@RequestMapping("/api/modelling/drafts")
class CheckApi {

    private final Releases releases;
    private final ModelDrafts drafts;

    CheckApi(Releases releases, ModelDrafts drafts) {
        this.releases = releases;
        this.drafts = drafts;
    }

    /** @param content what is on the screen and not saved yet; the last revision when absent */
    record Typed(@Nullable String content) {}

    record Chosen(List<Long> drafts) {}

    /** A finding as it is shown; {@code element} is null when it is about the file as a whole. */
    record Found(
            String file,
            @Nullable String element,
            @Nullable String elementName,
            String severity,
            String severityLabel,
            String rule,
            String message,
            String advice) {

        static Found of(Finding finding) {
            return new Found(
                    finding.file(),
                    finding.element(),
                    finding.elementName(),
                    finding.severity().name(),
                    finding.severity().label(),
                    finding.rule(),
                    Wording.typeset(finding.message()),
                    Wording.typeset(finding.advice()));
        }
    }

    record Answer(List<Found> findings, long errors, long warnings, long infos) {

        static Answer of(List<Finding> findings) {
            return new Answer(
                    findings.stream().map(Found::of).toList(),
                    count(findings, Severity.ERROR),
                    count(findings, Severity.WARNING),
                    count(findings, Severity.INFO));
        }

        private static long count(List<Finding> findings, Severity severity) {
            return findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
        }
    }

    @PostMapping("/{id}/check")
    Answer check(@PathVariable long id, @RequestBody(required = false) @Nullable Typed typed) {
        known(List.of(id));
        return Answer.of(releases.check(
                List.of(id), typed == null || typed.content() == null ? Map.of() : Map.of(id, typed.content())));
    }

    /** Several drafts that would be put into service together. */
    @PostMapping("/check")
    Answer check(@RequestBody Chosen chosen) {
        if (chosen.drafts() == null || chosen.drafts().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Indiquez au moins un brouillon.");
        }
        known(chosen.drafts());
        return Answer.of(releases.check(chosen.drafts(), Map.of()));
    }

    private void known(List<Long> ids) {
        if (ids.stream().anyMatch(id -> id == null || drafts.find(id).isEmpty())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Ce brouillon n’existe pas.");
        }
    }
}
