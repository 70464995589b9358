package fr.ecoquartier.pilot.run;

/** What a long computation tells of itself, and how it hears that nobody wants it any more. */
public interface Progress {

    /**
     * @param share 0 to 1, what is done of the whole; values outside are clipped
     * @param message in French, for the person who waits
     */
    void report(double share, String message);

    /** True when the computation should end as soon as it can. */
    boolean cancelled();

    /** Nobody watches: a step of a process. */
    static Progress none() {
        return new Progress() {
            @Override
            public void report(double share, String message) {}

            @Override
            public boolean cancelled() {
                return false;
            }
        };
    }
}
