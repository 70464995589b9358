package fr.ecoquartier.web.dossier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a dossier's archive, as its index names it.
 *
 * @param group what it belongs to: a commitment, or the kind of a document
 * @param name under which it was joined or issued
 * @param path within the archive; null when the file is not there, see {@code remark}
 * @param link the same, as an address
 * @param current false for what a newer one replaced
 * @param remark why it is not there, or what the antivirus said
 */
record ArchiveEntry(
        String group,
        int version,
        boolean current,
        String name,
        @Nullable String path,
        @Nullable String link,
        long size,
        String sha256,
        String addedBy,
        Instant addedAt,
        String stage,
        @Nullable String proves,
        @Nullable String mark,
        @Nullable String reason,
        String remark) {}
