package fr.ecoquartier.modelling.migration;

/**
 * What a move changes beyond the version; without them open tasks keep their roles and their due dates.
 *
 * @param roles open tasks that nobody has taken go to the roles of the new version
 * @param dueDates due dates of open tasks are computed again by the new version
 */
public record MoveOptions(boolean roles, boolean dueDates) {

    public static MoveOptions none() {
        return new MoveOptions(false, false);
    }
}
