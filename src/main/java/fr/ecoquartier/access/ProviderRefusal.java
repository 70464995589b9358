package fr.ecoquartier.access;

import java.io.Serializable;

/**
 * Why a sign-in through the identity provider led nowhere; the page says what to do.
 *
 * @param subject what the sentence names: an account, a code, a list of roles; may be empty
 */
public record ProviderRefusal(Reason reason, String subject) implements Serializable {

    /** Session attribute read once by the page. */
    public static final String ATTRIBUTE = "signIn.provider.refusal";

    /** What is in the way. */
    public enum Reason {
        /** The provider knows the person, but gives them no role here. */
        NO_ROLE,
        /** A role that works in regions comes without any. */
        NO_REGION,
        /** The code is missing or none of an authority's. */
        UNKNOWN_AUTHORITY,
        /** An account of that name is already there and belongs to somebody else, or to a local sign-in. */
        TAKEN,
        /** The identity belongs to an account of the other kind: staff or authority. */
        OTHER_KIND,
        /** An administrator has closed the account. */
        CLOSED,
        /** The person gave up at the provider, or it refused them. */
        CANCELLED,
        /** The sign-in was begun too long ago, or in another browser. */
        STALE,
        /** What the provider answered cannot be trusted. */
        UNTRUSTED,
        /** The provider does not answer. */
        UNREACHABLE
    }
}
