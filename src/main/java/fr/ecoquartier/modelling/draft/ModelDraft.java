package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model that somebody works on.
 *
 * @param key id of the process, decision or form that it will be
 * @param resource name of its file when deployed: {@code bpmn/label/contract.bpmn}, {@code forms/opinion.form}
 * @param title as people tell drafts apart
 * @param baseVersion the deployed version that it began with, null when it began otherwise
 * @param content whatever was typed, well-formed or not
 * @param revision of the content, from 1
 * @param author of the last revision
 * @param savedAt when the last revision was saved
 */
public record ModelDraft(
        long id,
        ModelKind kind,
        String key,
        String resource,
        String title,
        @Nullable Integer baseVersion,
        String content,
        int revision,
        Author author,
        Instant savedAt,
        State state) {

    /** Longest content that is kept, in bytes. */
    public static final int LONGEST = 2 * 1024 * 1024;

    public enum State {
        OPEN("En cours"),
        RELEASED("Mis en service"),
        DISCARDED("Abandonné");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean open() {
        return state == State.OPEN;
    }

    /** As it would be deployed. */
    public ModelFile file() {
        return new ModelFile(resource, content);
    }
}
