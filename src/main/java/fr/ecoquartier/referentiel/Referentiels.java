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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    private final ApplicationEventPublisher events;
    private final String chosen;
    private volatile Referentiel byFile;

    Referentiels(
            JdbcClient database,
            ApplicationEventPublisher events,
            @Value("${ecoquartier.referentiel.directory:}") String directory,
            @Value("${ecoquartier.referentiel.in-force:}") String chosen) {
        this.database = database;
        this.events = events;
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

    /**
     * The version that new dossiers are opened with: the configured one, else the one that the ministry adopted last
     * (read each time, so that an adoption counts on every node at once), else the last one stored when this node
     * started.
     */
    public Referentiel inForce() {
        Optional<Referentiel> adopted = chosen.isBlank() ? adopted() : Optional.empty();
        Referentiel current = adopted.orElse(byFile);
        if (current == null) {
            throw new IllegalStateException(
                    "no valid version of the référentiel" + (chosen.isBlank() ? "" : " " + chosen)
                            + " is stored: see the refusals above, and ecoquartier.referentiel.in-force");
        }
        return current;
    }

    private Optional<Referentiel> adopted() {
        return database.sql("select version from ecoquartier.referentiel_adoption order by number desc limit 1")
                .query(String.class)
                .optional()
                .flatMap(this::find);
    }

    /** Who put which version in force and when, the last one first. */
    public List<Adoption> adoptions() {
        return database.sql("""
                        select version, draft, author_id, author_name, author_role, adopted_at
                        from ecoquartier.referentiel_adoption order by number desc""")
                .query((row, i) -> new Adoption(
                        row.getString("version"),
                        row.getObject("draft", Long.class),
                        new Author(
                                row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                        row.getTimestamp("adopted_at").toInstant()))
                .list();
    }

    /** The version that the configuration imposes, whatever the ministry adopts. */
    public Optional<String> imposed() {
        return chosen.isBlank() ? Optional.empty() : Optional.of(chosen);
    }

    /** Puts a stored version in force for new dossiers. */
    Referentiel adopt(String version, Author author) throws DraftRefused {
        Referentiel referentiel = find(version)
                .orElseThrow(() -> new DraftRefused("La version « " + version + " » n’existe pas.", List.of()));
        adopted(referentiel, null, author);
        return referentiel;
    }

    /** Stores a valid draft as a version for good and puts it in force. */
    Referentiel adopt(DraftContent content, Draft draft, Author author) throws DraftRefused {
        String text = DraftYaml.write(content);
        Referentiel referentiel;
        try {
            referentiel = reader.read("draft " + draft.id(), text);
        } catch (InvalidReferentiel e) {
            throw new IllegalStateException("a draft was found valid and is not", e);
        }
        if (!insert("brouillon " + draft.id() + ", " + draft.title(), text, referentiel)) {
            throw new DraftRefused(
                    "La version « " + referentiel.version()
                            + " » existe déjà, et une version enregistrée ne change plus. Donnez un autre nom à celle-ci.",
                    List.of());
        }
        adopted(referentiel, draft.id(), author);
        return referentiel;
    }

    private void adopted(Referentiel referentiel, Long draft, Author author) {
        database.sql("""
                        insert into ecoquartier.referentiel_adoption
                            (version, draft, author_id, author_name, author_role)
                        values (:version, :draft, :id, :name, :role)""")
                .param("version", referentiel.version())
                .param("draft", draft)
                .param("id", author.id())
                .param("name", author.name())
                .param("role", author.role())
                .update();
        log.info("référentiel {} adopted by {}", referentiel.version(), author.id());
        events.publishEvent(new VersionAdopted(referentiel, author));
    }

    /** Every stored version that can be used, in the order in which they were stored, by this node or another one. */
    public List<Referentiel> versions() {
        return database
                .sql("select version from ecoquartier.referentiel_version order by number")
                .query(String.class)
                .list()
                .stream()
                .flatMap(version -> find(version).stream())
                .toList();
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

    /** The text of a stored version, as it was stored. */
    public Optional<String> text(String version) {
        return database.sql("select content from ecoquartier.referentiel_version where version = :version")
                .param("version", version)
                .query(String.class)
                .optional();
    }

    /** Whether a version of this name is stored, usable or not. */
    boolean known(String version) {
        return database.sql("select count(*) from ecoquartier.referentiel_version where version = :version")
                        .param("version", version)
                        .query(Integer.class)
                        .single()
                > 0;
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
        if (insert(file, text, referentiel)) {
            return;
        }
        String hash = sha256(text);
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

    private boolean insert(String source, String text, Referentiel referentiel) {
        String hash = sha256(text);
        int added = database.sql("""
                        insert into ecoquartier.referentiel_version (version, label, source, content, sha256)
                        values (:version, :label, :source, :content, :sha256) on conflict (version) do nothing""")
                .param("version", referentiel.version())
                .param("label", referentiel.label())
                .param("source", source)
                .param("content", text)
                .param("sha256", hash)
                .update();
        if (added == 1) {
            log.info("référentiel {} stored from {} (sha-256 {})", referentiel.version(), source, hash);
        }
        return added == 1;
    }

    private void loadStored() {
        database.sql("select version, content from ecoquartier.referentiel_version order by number")
                .query((row, i) -> Map.entry(row.getString("version"), row.getString("content")))
                .list()
                .forEach(e -> parseStored(e.getKey(), e.getValue()).ifPresent(this::keep));
    }

    private Optional<Referentiel> stored(String version) {
        Optional<Referentiel> found = text(version).flatMap(text -> parseStored(version, text));
        found.ifPresent(this::rememberOnceStored);
        return found;
    }

    /** What this transaction has just stored may still be rolled back. */
    private void rememberOnceStored(Referentiel referentiel) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            remember(referentiel);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                remember(referentiel);
            }
        });
    }

    private Optional<Referentiel> parseStored(String version, String text) {
        try {
            return Optional.of(reader.read("stored version " + version, text));
        } catch (InvalidReferentiel e) {
            log.error("stored référentiel cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** At start only: which file is in force does not change while a node runs, an adoption does. */
    private void keep(Referentiel referentiel) {
        boolean added = remember(referentiel);
        if (chosen.isBlank() ? added : referentiel.version().equals(chosen)) {
            byFile = referentiel;
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
