package fr.ecoquartier.web.dossier;

import fr.ecoquartier.web.Book;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The files of exports, in a temporary folder of this node that nobody else may read: each for the person who asked for
 * it, for an hour, five at most; none outlives the application.
 */
@Component
class ExportFiles {

    static final Duration KEPT = Duration.ofHours(1);
    private static final int EACH = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ExportFiles.class);

    /**
     * A file to take away.
     *
     * @param owner id of the account that asked for it: nobody else sees it
     * @param filter what was asked, as people read it
     */
    record Export(
            UUID id,
            String owner,
            String name,
            Book.Format format,
            long rows,
            long size,
            List<String> filter,
            Instant madeAt,
            Path path) {

        public Instant until() {
            return madeAt.plus(KEPT);
        }
    }

    private final Map<UUID, Export> exports = new ConcurrentHashMap<>();
    private final Clock clock;
    private @Nullable Path folder;

    ExportFiles(Clock clock) {
        this.clock = clock;
    }

    /** An empty file to write into; whoever asked keeps it, or deletes it. */
    Path create(Book.Format format) throws IOException {
        return Files.createTempFile(folder(), "export", "." + format.code());
    }

    private synchronized Path folder() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            folder = Files.createTempDirectory("ecoquartier-exports");
        }
        return folder;
    }

    Export keep(String owner, String name, Book.Format format, long rows, List<String> filter, Path path)
            throws IOException {
        Export export = new Export(
                UUID.randomUUID(), owner, name, format, rows, Files.size(path), filter, clock.instant(), path);
        exports.put(export.id(), export);
        exports.values().stream()
                .filter(one -> one.owner().equals(owner))
                .sorted(Comparator.comparing(Export::madeAt).reversed())
                .skip(EACH)
                .forEach(this::remove);
        return export;
    }

    /** Empty for somebody else's as for none. */
    Optional<Export> find(UUID id, String owner) {
        return Optional.ofNullable(exports.get(id))
                .filter(export ->
                        export.owner().equals(owner) && clock.instant().isBefore(export.until()));
    }

    @Scheduled(fixedDelay = 300_000)
    void forget() {
        Instant now = clock.instant();
        exports.values().stream()
                .filter(export -> !now.isBefore(export.until()))
                .forEach(this::remove);
    }

    private void remove(Export export) {
        exports.remove(export.id());
        discard(export.path());
    }

    void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("the file of an export stays behind: {}", path, e);
        }
    }

    @PreDestroy
    void stop() {
        exports.values().forEach(this::remove);
        if (folder != null) {
            try (var left = Files.list(folder)) {
                left.forEach(this::discard);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("the folder of exports cannot be emptied: {}", folder, e);
            }
            discard(folder);
        }
    }
}
