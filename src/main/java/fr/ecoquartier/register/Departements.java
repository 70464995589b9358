package fr.ecoquartier.register;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** The départements, with their names and their tiles. */
@Component
public class Departements {

    private final List<Departement> all;
    private final Map<String, Departement> byCode;

    Departements(@Value("classpath:register/departements.csv") Resource file) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8))) {
            this.all = reader.lines().skip(1).map(Departements::read).toList();
        }
        this.byCode = all.stream().collect(Collectors.toMap(Departement::code, Function.identity()));
    }

    private static Departement read(String line) {
        String[] cells = line.split(";", -1);
        return new Departement(cells[0], cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
    }

    /** By code. */
    public List<Departement> all() {
        return all;
    }

    /** Lower case forgiven: {@code 2a}. */
    public Optional<Departement> find(String code) {
        return Optional.ofNullable(code == null ? null : byCode.get(code.toUpperCase(Locale.ROOT)));
    }

    /** The name of a département, its code when it has none here. */
    public String label(String code) {
        return find(code).map(Departement::label).orElse(code);
    }
}
