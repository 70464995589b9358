package fr.ecoquartier.dossier;

import java.util.List;

/** One page of a search with the total number of hits. */
public record DossierPage(List<DossierSummary> dossiers, long total, int page, int size) {

    public int pages() {
        return (int) ((total + size - 1) / size);
    }
}
