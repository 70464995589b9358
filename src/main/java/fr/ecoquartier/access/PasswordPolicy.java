package fr.ecoquartier.access;

import java.util.Locale;
import java.util.Optional;

/** One rule for every account, staff and authorities alike. */
public final class PasswordPolicy {

    public static final int MINIMUM_LENGTH = 12;
    private static final int MAXIMUM_LENGTH = 72;
    private static final int MINIMUM_DIFFERENT = 5;

    public static final String RULE = "Le mot de passe compte de " + MINIMUM_LENGTH + " à " + MAXIMUM_LENGTH
            + " caractères, dont au moins " + MINIMUM_DIFFERENT + " différents, et ne contient pas l’identifiant.";

    private PasswordPolicy() {}

    /** What is wrong with the password, in French; empty when it is good. */
    public static Optional<String> refusal(String id, String password) {
        if (password == null || password.length() < MINIMUM_LENGTH) {
            return Optional.of("Le mot de passe doit compter au moins " + MINIMUM_LENGTH + " caractères.");
        }
        if (password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAXIMUM_LENGTH) {
            return Optional.of("Le mot de passe est trop long : " + MAXIMUM_LENGTH + " caractères au plus.");
        }
        if (password.chars().distinct().count() < MINIMUM_DIFFERENT) {
            return Optional.of(
                    "Le mot de passe doit compter au moins " + MINIMUM_DIFFERENT + " caractères différents.");
        }
        if (id != null && !id.isBlank() && password.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT))) {
            return Optional.of("Le mot de passe ne doit pas contenir l’identifiant.");
        }
        return Optional.empty();
    }

    public static void require(String id, String password) {
        refusal(id, password).ifPresent(message -> {
            throw new Refused(message);
        });
    }

    /** The password is too weak; the message is French and for the person who chose it. */
    public static final class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }
}
