package fr.ecoquartier.modelling.check;

import org.jspecify.annotations.Nullable;

/**
 * Something to look at in a model before it is deployed.
 *
 * @param file name of the file
 * @param element id of the element, null when it is the file as a whole
 * @param elementName the element's name as people read it, null when it has none
 * @param rule which rule found it: {@code unreachable}, {@code missingForm}
 * @param message what is wrong, a French sentence
 * @param advice what to do, a French sentence
 */
public record Finding(
        String file,
        @Nullable String element,
        @Nullable String elementName,
        Severity severity,
        String rule,
        String message,
        String advice) {

    public enum Severity {
        /** Stops the deployment. */
        ERROR("Bloquant"),
        /** The administrator decides. */
        WARNING("À vérifier"),
        INFO("Pour information");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
