package fr.ecoquartier.act;

/** Writes the documents of one kind. */
public interface PaperMaker {

    DocumentKind kind();

    /** The document, from the domain as it stood at {@link PaperRequest#asOf()}. */
    Paper make(PaperRequest request);
}
