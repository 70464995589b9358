package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.NotPossible;

/** Somebody else saved since the person opened what they now send; nothing of theirs was written. */
public class Changed extends NotPossible {

    public Changed(String message) {
        super(message);
    }
}
