package fr.ecoquartier.dossier;

/** What was asked cannot be done in the dossier's present state; the message is French, for the person who asked. */
public class NotPossible extends Exception {

    public NotPossible(String message) {
        super(message);
    }
}
