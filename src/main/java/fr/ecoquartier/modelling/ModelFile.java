package fr.ecoquartier.modelling;

import java.nio.charset.StandardCharsets;

/**
 * A file that could be deployed.
 *
 * @param name relative, its extension tells the kind: {@code bpmn/label/contract.bpmn}
 * @param content its text
 */
public record ModelFile(String name, String content) {

    public byte[] bytes() {
        return content.getBytes(StandardCharsets.UTF_8);
    }
}
