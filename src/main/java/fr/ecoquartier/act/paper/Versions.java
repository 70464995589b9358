package fr.ecoquartier.act.paper;

import fr.ecoquartier.dossier.Step;

/** The versions under which something was done, in words. */
final class Versions {

    private Versions() {}

    /** « contrat, version 3 » for {@code contract:3}. */
    static String process(Step step) {
        return step.processVersion() == null ? "sans processus" : process(step.processVersion());
    }

    static String process(String processVersion) {
        int colon = processVersion.lastIndexOf(':');
        if (colon < 0) {
            return processVersion;
        }
        String key = processVersion.substring(0, colon);
        String name = switch (key) {
            case "charter" -> "charte";
            case "contract" -> "contrat";
            case "followUp" -> "suivi";
            case "award" -> "attribution du label";
            default -> key;
        };
        return name + ", version\u00a0" + processVersion.substring(colon + 1);
    }
}
