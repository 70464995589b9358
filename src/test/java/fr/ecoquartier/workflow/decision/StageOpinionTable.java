package fr.ecoquartier.workflow.decision;

import fr.ecoquartier.indicator.OpinionRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The decision of the source tree, without an engine. */
public final class StageOpinionTable {

    private StageOpinionTable() {}

    public static OpinionRule load() {
        try (InputStream dmn = StageOpinionTable.class.getResourceAsStream("/bpmn/decisions/stageOpinion.dmn")) {
            return new OpinionTable(dmn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
