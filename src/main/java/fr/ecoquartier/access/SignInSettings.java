package fr.ecoquartier.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing in behaves.
 *
 * @param throttle after how many failures somebody has to wait, and for how long
 * @param secure the application is reached by HTTPS only: HSTS is announced
 * @param staffPasswords which of the staff may sign in with a password rather than through the identity provider
 * @param freshness how long a session may go on before roles and regions are read again
 */
@ConfigurationProperties("ecoquartier.sign-in")
record SignInSettings(
        @DefaultValue Throttle throttle,
        @DefaultValue("false") boolean secure,
        @DefaultValue("30s") Duration freshness,
        @DefaultValue("all") StaffPasswords staffPasswords) {

    /** Which of the staff sign in with a password of this application; authorities always may. */
    enum StaffPasswords {
        ALL,
        ADMINS,
        NONE
    }

    record Throttle(
            @DefaultValue("5") int failuresOfAddressOnAccount,
            @DefaultValue("30") int failuresOfAddress,
            @DefaultValue("50") int failuresOfAccount,
            @DefaultValue("15s") Duration firstWait,
            @DefaultValue("15m") Duration longestWait,
            @DefaultValue("30m") Duration memory) {}
}
