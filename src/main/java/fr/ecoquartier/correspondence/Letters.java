package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.NotPossible;

/** What is demanded of a message or a note before it is sent. */
final class Letters {

    /** The most characters of a message or a note. */
    static final int LONGEST = 4000;

    private Letters() {}

    /** The text as it is sent. */
    static String sound(String typed) throws NotPossible {
        String text = Typed.clean(typed).strip();
        if (text.isEmpty()) {
            throw new NotPossible("Écrivez d’abord votre message.");
        }
        int length = Typed.length(text);
        if (length > LONGEST) {
            throw new NotPossible("Un message compte au plus %s caractères ; le vôtre en compte %s."
                    .formatted(Typed.number(LONGEST), Typed.number(length)));
        }
        return text;
    }
}
