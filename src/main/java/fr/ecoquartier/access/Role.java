package fr.ecoquartier.access;

import java.util.Arrays;
import java.util.Optional;

/** What a person may do. The group is the id in the engine's identity; the label is what users read. */
public enum Role {
    MINISTRY("ministry", "Ministère"),
    CARRIER("carrier", "Structure porteuse"),
    DREAL("dreal", "Service régional (DREAL, DEAL, DRIEE)"),
    EXPERT("expert", "Expert"),
    PARTNER("partner", "Partenaire"),
    MANAGER("manager", "Gestionnaire"),
    ADMIN("camunda-admin", "Administrateur"),
    AUTHORITY("authority", "Collectivité");

    private final String group;
    private final String label;

    Role(String group, String label) {
        this.group = group;
        this.label = label;
    }

    public String group() {
        return group;
    }

    public String label() {
        return label;
    }

    /** Everybody but the authorities: the people who have an account in the engine. */
    public boolean staff() {
        return this != AUTHORITY;
    }

    public static Optional<Role> ofGroup(String group) {
        return Arrays.stream(values()).filter(role -> role.group.equals(group)).findFirst();
    }
}
