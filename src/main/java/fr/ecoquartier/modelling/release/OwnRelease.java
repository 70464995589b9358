package fr.ecoquartier.modelling.release;

/** Nobody approves their own request while a second administrator has to. */
public class OwnRelease extends Exception {

    private static final long serialVersionUID = 1L;

    OwnRelease(String message) {
        super(message);
    }
}
