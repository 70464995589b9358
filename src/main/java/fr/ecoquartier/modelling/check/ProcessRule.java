package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A rule that looks at one process after the other. */
abstract class ProcessRule implements CheckRule {

    /** Where a rule writes what it finds. */
    static final class Found {

        private final ModelFile file;
        private final List<Finding> findings = new ArrayList<>();

        private Found(ModelFile file) {
            this.file = file;
        }

        void add(@Nullable Element element, Severity severity, String rule, String message, String advice) {
            findings.add(new Finding(
                    file.name(),
                    element == null ? null : ModelXml.owner(element),
                    null,
                    severity,
                    rule,
                    message,
                    advice));
        }
    }

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> findings = new ArrayList<>();
        for (ModelFile file : files) {
            if (ModelKind.ofFile(file.name()).orElse(null) == ModelKind.PROCESS) {
                Found found = new Found(file);
                check(ModelXml.parse(file), files, found);
                findings.addAll(found.findings);
            }
        }
        return findings;
    }

    abstract void check(Document model, List<ModelFile> files, Found found);

    /** The start of a sentence about an element, by its name or id. */
    static String called(Element element) {
        String name = element.getAttribute("name").strip();
        return "« " + (name.isEmpty() ? element.getAttribute("id") : name) + " »";
    }
}
