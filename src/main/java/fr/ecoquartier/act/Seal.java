package fr.ecoquartier.act;

/** The electronic seal of the service. */
public interface Seal {

    /**
     * Seals a file; what is sealed stays PDF/A and PDF/UA.
     *
     * @param reason in French, as a reader of the file sees it: « Charte signée par les parties »
     */
    SealedPdf seal(byte[] pdf, String reason);

    /** Whether the key was made for a demonstration: the documents then say so on every page. */
    boolean demonstration();
}
