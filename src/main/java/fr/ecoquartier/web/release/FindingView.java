package fr.ecoquartier.web.release;

import fr.ecoquartier.indicator.Wording;
import fr.ecoquartier.modelling.check.Finding;
import java.util.List;

/** Findings as a page shows them. */
record FindingView(String file, String element, String severity, String badge, String message, String advice) {

    static List<FindingView> of(List<Finding> findings) {
        return findings.stream().map(FindingView::of).toList();
    }

    private static FindingView of(Finding finding) {
        String element = finding.element() == null
                ? "Le fichier entier"
                : finding.elementName() == null
                        ? finding.element()
                        : Wording.typeset("« " + finding.elementName() + " » (" + finding.element() + ")");
        String badge = switch (finding.severity()) {
            case ERROR -> "badge--bad";
            case WARNING -> "badge--warn";
            case INFO -> "badge--info";
        };
        return new FindingView(
                finding.file(),
                element,
                finding.severity().label(),
                badge,
                Wording.typeset(finding.message()),
                Wording.typeset(finding.advice()));
    }
}
