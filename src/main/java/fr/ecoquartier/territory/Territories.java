package fr.ecoquartier.territory;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** The local authorities of France and the regions of 2012 that the label works in. All in memory, never changes. */
@Service
public class Territories {

    private final RegionTable regions;

    Territories(RegionTable regions) {
        this.regions = regions;
    }

    public Optional<Authority> authority(String code) {
        return Optional.empty();
    }

    public List<Authority> search(String text, int limit) {
        return List.of();
    }

    public List<Region> regions() {
        return regions.all();
    }

    public Optional<Region> region(String code) {
        return regions.find(code);
    }
}
