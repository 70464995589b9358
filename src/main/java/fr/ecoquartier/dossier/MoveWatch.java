package fr.ecoquartier.dossier;

/** Who waits for many dossiers to be compared or moved: hears how far it is, and may have it stopped. */
public interface MoveWatch {

    /**
     * @param share 0 to 1
     * @param message in French
     */
    void report(double share, String message);

    /** True when nothing more should be done; what was done stays done. */
    boolean cancelled();

    /** Nobody waits. */
    static MoveWatch none() {
        return new MoveWatch() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
