package fr.ecoquartier.dossier;

/**
 * Who acts on a dossier, as the journal keeps it.
 *
 * @param id account name, {@code system} for the application itself
 * @param name the person's name as displayed
 * @param role the role in French ("DREAL", "Collectivité"…), in which the person acts
 */
public record Actor(String id, String name, String role) {

    private static final Actor SYSTEM = new Actor("system", "Application", "Application");

    /** The application itself: computed checks, reminders, deadlines. */
    public static Actor system() {
        return SYSTEM;
    }
}
