package fr.ecoquartier.workflow.deployment;

/**
 * A file to deploy.
 *
 * @param name relative to the class path, {@code bpmn/label/charter.bpmn}, the same run exploded and from the jar
 */
record ModelFile(String name, byte[] content) {

    boolean isForm() {
        return name.endsWith(".form");
    }

    boolean isModel() {
        return name.endsWith(".bpmn");
    }

    /** File name without folder and extension: the id of what is inside. */
    String id() {
        return name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('.'));
    }
}
