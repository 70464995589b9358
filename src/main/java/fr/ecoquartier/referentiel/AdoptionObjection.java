package fr.ecoquartier.referentiel;

import java.util.Optional;

/** What another room knows against the adoption of a draft that has no error of its own. */
public interface AdoptionObjection {

    /** Why the draft, at its revision, cannot be adopted, in a French sentence; empty when it can. */
    Optional<String> to(Draft draft);
}
