package fr.ecoquartier.access;

/** Where each person works: the page they are led to once signed in. */
public final class Home {

    public static final String TASKLIST = "/camunda/app/tasklist/default/";
    public static final String COCKPIT = "/camunda/app/cockpit/default/";
    public static final String ADMIN = "/camunda/app/admin/default/";
    public static final String AUTHORITY_SPACE = "/collectivite";

    private Home() {}

    public static String of(Person person) {
        if (person.is(Role.ADMIN)) {
            return ADMIN;
        }
        if (person.is(Role.MANAGER)) {
            return COCKPIT;
        }
        if (person.is(Role.AUTHORITY)) {
            return AUTHORITY_SPACE;
        }
        return person.staff() ? TASKLIST : "/";
    }
}
