package fr.ecoquartier.access;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/** A sign-in through the identity provider that leads nowhere, and why. */
final class ProviderRefused extends OAuth2AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final ProviderRefusal why;

    /** @param subject what the sentence of the page names: an account, a code, a list of roles */
    ProviderRefused(ProviderRefusal.Reason reason, String subject) {
        super(new OAuth2Error("access_denied", reason + " " + subject, null));
        this.why = new ProviderRefusal(reason, subject);
    }

    ProviderRefusal why() {
        return why;
    }
}
