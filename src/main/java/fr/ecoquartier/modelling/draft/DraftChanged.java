package fr.ecoquartier.modelling.draft;

import fr.ecoquartier.modelling.Author;
import java.time.Instant;

/**
 * Somebody else saved the draft in the meantime, or it is no longer open. Nothing is lost: what was to be saved is kept
 * aside. Checked: it never rolls a transaction back.
 */
public class DraftChanged extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Author changedBy;
    private final transient Instant changedAt;
    private final int revision;
    private final ModelDraft.State state;
    private final long aside;

    DraftChanged(Author changedBy, Instant changedAt, int revision, ModelDraft.State state, long aside) {
        super("the draft is at revision " + revision + " (" + state + "), changed by " + changedBy.id() + " at "
                + changedAt);
        this.changedBy = changedBy;
        this.changedAt = changedAt;
        this.revision = revision;
        this.state = state;
        this.aside = aside;
    }

    public Author changedBy() {
        return changedBy;
    }

    public Instant changedAt() {
        return changedAt;
    }

    /** The revision that the draft is at now. */
    public int revision() {
        return revision;
    }

    /** Other than open: it was deployed or discarded meanwhile. */
    public ModelDraft.State state() {
        return state;
    }

    /** Where the refused content is kept. */
    public long aside() {
        return aside;
    }
}
