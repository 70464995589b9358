package fr.ecoquartier.web.territories;

import fr.ecoquartier.territory.Authority;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The public search of local authorities. */
@RestController
@Tag(name = "Territoires", description = "Communes, intercommunalités et régions de 2012")
class TerritoriesController {

    private static final int LIMIT = 20;

    private final Territories territories;

    TerritoriesController(Territories territories) {
        this.territories = territories;
    }

    @Operation(
            summary = "Cherche une collectivité",
            description =
                    "Communes et intercommunalités, les plus proches d’abord, puis les plus peuplées ; 20 au plus.")
    @GetMapping("/api/territories")
    ResponseEntity<List<FoundAuthority>> search(
            @Parameter(
                            description =
                                    "Nom (accents, majuscules et tirets indifférents), code INSEE, SIREN ou code postal ; "
                                            + "deux caractères au moins",
                            example = "grenoble")
                    @RequestParam(name = "q", defaultValue = "")
                    String text) {
        List<FoundAuthority> found =
                territories.search(text, LIMIT).stream().map(this::found).toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(found);
    }

    private FoundAuthority found(Authority authority) {
        Region region = authority.region() == null
                ? null
                : territories.region(authority.region()).orElseThrow();
        return new FoundAuthority(
                authority.code(),
                authority.kind().name().toLowerCase(java.util.Locale.ROOT),
                authority.name(),
                authority.departement(),
                authority.region(),
                region == null ? null : region.label(),
                region == null ? null : region.service(),
                authority.population(),
                authority.postcodes());
    }

    /** One answer of the search. The region is null overseas, outside of the 27 regions. */
    record FoundAuthority(
            String code,
            String kind,
            String name,
            String departement,
            String region,
            String regionLabel,
            String service,
            Integer population,
            List<String> postcodes) {}
}
