package fr.ecoquartier.dossier;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dossiers a person may see: the union of what each member allows.
 *
 * @param all every dossier
 * @param regions 2012 region codes
 * @param authorities codes of communes and EPCI
 * @param expert account of an expert: the dossiers whose trio he or she belongs to; null for others
 */
public record Scope(boolean all, Set<String> regions, Set<String> authorities, @Nullable String expert) {

    /** Sees nothing. */
    public static Scope none() {
        return new Scope(false, Set.of(), Set.of(), null);
    }

    /** Sees everything: ministry, carrier structure, managers, and the application itself. */
    public static Scope everything() {
        return new Scope(true, Set.of(), Set.of(), null);
    }
}
