package fr.ecoquartier.pilot;

/** A file that cannot be read at all; the message is French and says what to do. */
public class UnreadableFile extends Exception {

    public UnreadableFile(String message) {
        super(message);
    }
}
