package fr.ecoquartier.dossier;

import java.util.Set;

/**
 * The dossiers a person may see: the union of what each member allows.
 *
 * @param all every dossier
 * @param regions 2012 region codes
 * @param authorities codes of communes and EPCI
 * @param references single dossiers, those of an expert's trios
 */
public record Scope(boolean all, Set<String> regions, Set<String> authorities, Set<String> references) {

    /** Sees nothing. */
    public static Scope none() {
        return new Scope(false, Set.of(), Set.of(), Set.of());
    }

    /** Sees everything: ministry, carrier structure, managers, and the application itself. */
    public static Scope everything() {
        return new Scope(true, Set.of(), Set.of(), Set.of());
    }
}
