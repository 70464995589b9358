package fr.ecoquartier.dossier;

import java.util.List;

/** Whether the process of a dossier is in trouble; implemented by the room {@code workflow}. */
public interface ProcessHealth {

    /** French sentences for a manager, one per open incident; empty when all is well. */
    List<String> troubles(String reference);
}
