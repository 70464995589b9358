package fr.ecoquartier.territory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Service;

/** The local authorities of France and the regions of 2012 that the label works in. All in memory, never changes. */
@Service
public class Territories {

    private final RegionTable regions;
    private final AuthorityIndex authorities;

    Territories(
            RegionTable regions,
            @Value("${ecoquartier.territory.authorities:classpath:territory/authorities.tsv.gz}") Resource file)
            throws IOException {
        this.regions = regions;
        this.authorities = new AuthorityIndex(file, regions);
    }

    /** By the INSEE code of a current commune or the SIREN of an EPCI. */
    public Optional<Authority> authority(String code) {
        return authorities.find(code);
    }

    /**
     * By name (accents, case, hyphens, "St" and former names forgiven; beginnings of words are enough), INSEE code, SIREN
     * or postcode, or a name and a number ("Saint-Denis 93"). Closest first, then the most populated.
     */
    public List<Authority> search(String text, int limit) {
        return authorities.search(text, limit);
    }

    /** The codes of all authorities of a département; empty for an unknown one. */
    public List<String> authorities(String departement) {
        return authorities.codes(departement);
    }

    public List<Region> regions() {
        return regions.all();
    }

    public Optional<Region> region(String code) {
        return regions.find(code);
    }

    int size() {
        return authorities.size();
    }
}
