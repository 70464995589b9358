package fr.ecoquartier.territory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Which département belongs to which region, and the name of each regional service. The file is configuration, because
 * the reform of 2016 merged regions and services.
 */
@Component
class RegionTable {

    private final Map<String, Region> byCode = new LinkedHashMap<>();
    private final Map<String, String> codeByDepartement = new LinkedHashMap<>();

    RegionTable(@Value("${ecoquartier.territory.regions:classpath:territory/regions-2012.csv}") Resource file)
            throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> add(file, line));
        }
    }

    private void add(Resource file, String line) {
        String[] cells = line.split(";", -1);
        if (cells.length != 4) {
            throw new IllegalStateException(file + ": four columns expected in \"" + line + "\"");
        }
        Set<String> departements = new LinkedHashSet<>(List.of(cells[3].trim().split(" +")));
        if (byCode.put(cells[0], new Region(cells[0], cells[1], cells[2], departements)) != null) {
            throw new IllegalStateException(file + ": region " + cells[0] + " appears twice");
        }
        for (String departement : departements) {
            if (codeByDepartement.put(departement, cells[0]) != null) {
                throw new IllegalStateException(file + ": département " + departement + " belongs to two regions");
            }
        }
    }

    List<Region> all() {
        return List.copyOf((Collection<Region>) byCode.values());
    }

    Optional<Region> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** The region's code; null for the overseas collectivities, which are in none of the 27 regions. */
    String regionOf(String departement) {
        return codeByDepartement.get(departement);
    }
}
