package fr.ecoquartier.referentiel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The stored versions of the référentiel. At start, the files of the application and of the configured folder are
 * validated and each new version is stored for good; a refused file changes nothing.
 */
@Service
public class Referentiels {

    private static final Logger log = LoggerFactory.getLogger(Referentiels.class);

    private final JdbcClient database;
    private final ReferentielReader reader = new ReferentielReader();
    private final Map<String, Referentiel> versions = new LinkedHashMap<>();
    private final String chosen;
    private volatile Referentiel inForce;

    Referentiels(
            JdbcClient database,
            @Value("${ecoquartier.referentiel.directory:}") String directory,
            @Value("${ecoquartier.referentiel.in-force:}") String chosen) {
        this.database = database;
        this.chosen = chosen;
        loadStored();
        for (Resource file : shipped()) {
            offer(file.getFilename(), content(file));
        }
        if (!directory.isBlank()) {
            dropped(Path.of(directory));
        }
        inForce();
    }

    /** The version that new dossiers are opened with: the configured one, else the last one stored. */
    public Referentiel inForce() {
        Referentiel current = inForce;
        if (current == null) {
            throw new IllegalStateException(
                    "no valid version of the référentiel" + (chosen.isBlank() ? "" : " " + chosen)
                            + " is stored: see the refusals above, and ecoquartier.referentiel.in-force");
        }
        return current;
    }

    /** Every stored version that can be used, in the order in which they were stored. */
    public List<Referentiel> versions() {
        synchronized (versions) {
            return List.copyOf(versions.values());
        }
    }

    public Optional<Referentiel> find(String version) {
        synchronized (versions) {
            Referentiel known = versions.get(version);
            if (known != null || version == null) {
                return Optional.ofNullable(known);
            }
        }
        return stored(version);
    }

    /** Validates a file and stores its version; refused with a log line, whatever is stored stays. */
    boolean offer(String file, String text) {
        try {
            Referentiel referentiel = reader.read(file, text);
            store(file, text, referentiel);
            keep(referentiel);
            return true;
        } catch (InvalidReferentiel e) {
            log.error("référentiel refused, the last valid version stays in force: {}", e.getMessage());
            return false;
        }
    }

    private void store(String file, String text, Referentiel referentiel) throws InvalidReferentiel {
        String hash = sha256(text);
        int added = database.sql("""
                        insert into ecoquartier.referentiel_version (version, label, source, content, sha256)
                        values (:version, :label, :source, :content, :sha256) on conflict (version) do nothing""")
                .param("version", referentiel.version())
                .param("label", referentiel.label())
                .param("source", file)
                .param("content", text)
                .param("sha256", hash)
                .update();
        if (added == 1) {
            log.info("référentiel {} stored from {} (sha-256 {})", referentiel.version(), file, hash);
            return;
        }
        String kept = database.sql("select sha256 from ecoquartier.referentiel_version where version = :version")
                .param("version", referentiel.version())
                .query(String.class)
                .single();
        if (!kept.equals(hash)) {
            throw new InvalidReferentiel(
                    file,
                    List.of(new InvalidReferentiel.Problem(
                            "$.version",
                            "version " + referentiel.version() + " is already stored with another content (sha-256 "
                                    + kept + "): a stored version never changes, give the new text a new version")));
        }
    }

    private void loadStored() {
        database.sql("select version, content from ecoquartier.referentiel_version order by number")
                .query((row, i) -> Map.entry(row.getString("version"), row.getString("content")))
                .list()
                .forEach(e -> parseStored(e.getKey(), e.getValue()).ifPresent(this::keep));
    }

    private Optional<Referentiel> stored(String version) {
        Optional<Referentiel> found = database.sql(
                        "select content from ecoquartier.referentiel_version where version = :version")
                .param("version", version)
                .query(String.class)
                .optional()
                .flatMap(text -> parseStored(version, text));
        found.ifPresent(this::remember);
        return found;
    }

    private Optional<Referentiel> parseStored(String version, String text) {
        try {
            return Optional.of(reader.read("stored version " + version, text));
        } catch (InvalidReferentiel e) {
            log.error("stored référentiel cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** At start only: which version is in force does not change while a node runs. */
    private void keep(Referentiel referentiel) {
        boolean added = remember(referentiel);
        if (chosen.isBlank() ? added : referentiel.version().equals(chosen)) {
            inForce = referentiel;
        }
    }

    private boolean remember(Referentiel referentiel) {
        synchronized (versions) {
            return versions.putIfAbsent(referentiel.version(), referentiel) == null;
        }
    }

    private void dropped(Path directory) {
        if (!Files.isDirectory(directory)) {
            log.error("référentiel folder {} does not exist", directory.toAbsolutePath());
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                try {
                    offer(file.toString(), Files.readString(file));
                } catch (IOException e) {
                    log.error("référentiel refused, the last valid version stays in force: {}: not readable", file);
                }
            }
        } catch (IOException e) {
            log.error("référentiel folder {} is not readable", directory.toAbsolutePath());
        }
    }

    private static Resource[] shipped() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:referentiel/*.yaml");
            return Arrays.stream(files)
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .toArray(Resource[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
