package fr.ecoquartier.access;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** One rule for every account, staff and authorities alike. */
public final class PasswordPolicy {

    public static final int MINIMUM_LENGTH = 12;
    public static final int MINIMUM_DIFFERENT = 5;

    /** What bcrypt reads. */
    private static final int MAXIMUM_BYTES = 72;

    public static final String RULE = "Le mot de passe compte au moins " + MINIMUM_LENGTH + " caractères, dont "
            + MINIMUM_DIFFERENT + " différents, et ne contient pas l’identifiant.";

    private PasswordPolicy() {}

    /** What is wrong with the password, in French; empty when it is good. */
    public static Optional<String> refusal(String id, String password) {
        if (password == null || password.length() < MINIMUM_LENGTH) {
            return Optional.of("Le mot de passe doit compter au moins " + MINIMUM_LENGTH + " caractères.");
        }
        if (!rightLength(password)) {
            return Optional.of("Le mot de passe est trop long : " + MAXIMUM_BYTES + " caractères au plus.");
        }
        if (!variedEnough(password)) {
            return Optional.of(
                    "Le mot de passe doit compter au moins " + MINIMUM_DIFFERENT + " caractères différents.");
        }
        if (!tellsNothing(id, password)) {
            return Optional.of("Le mot de passe ne doit pas contenir l’identifiant.");
        }
        return Optional.empty();
    }

    public static boolean rightLength(String password) {
        return password.length() >= MINIMUM_LENGTH && password.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_BYTES;
    }

    public static boolean variedEnough(String password) {
        return password.chars().distinct().count() >= MINIMUM_DIFFERENT;
    }

    /** Does not contain the account's id. */
    public static boolean tellsNothing(String id, String password) {
        return id == null || id.isBlank() || !password.toLowerCase(Locale.ROOT).contains(id.toLowerCase(Locale.ROOT));
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
