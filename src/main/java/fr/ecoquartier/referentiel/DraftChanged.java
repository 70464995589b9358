package fr.ecoquartier.referentiel;

import java.time.Instant;

/**
 * Somebody else saved the draft in the meantime. Nothing is lost: what was to be saved is kept aside. Checked: it never
 * rolls a transaction back.
 */
public class DraftChanged extends Exception {

    private final transient Author changedBy;
    private final transient Instant changedAt;
    private final int revision;
    private final long aside;

    DraftChanged(Author changedBy, Instant changedAt, int revision, long aside) {
        super("the draft is at revision " + revision + ", saved by " + changedBy.id() + " at " + changedAt);
        this.changedBy = changedBy;
        this.changedAt = changedAt;
        this.revision = revision;
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

    /** Where the refused content is kept. */
    public long aside() {
        return aside;
    }
}
