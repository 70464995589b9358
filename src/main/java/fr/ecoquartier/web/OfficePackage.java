package fr.ecoquartier.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An office document that is a zip archive. Its directory says what it would become once opened; that is compared with what
 * each part really becomes, a block at a time and nothing kept, so that an archive that lies about itself is found out.
 */
final class OfficePackage {

    private static final int MAX_ENTRIES = 10_000;
    /** What a document may become once opened. */
    private static final long MAX_INFLATED = 512L * 1024 * 1024;
    /** From this size on, a part that was compressed more than that many times is refused. */
    private static final long LARGE = 32L * 1024 * 1024;

    private static final int MAX_RATIO = 250;
    private static final int MAX_MANIFEST = 1024 * 1024;
    private static final Set<String> ARCHIVES =
            Set.of("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "jar", "cab");

    private OfficePackage() {}

    /**
     * The names of the parts, none when it is not an archive that can be read.
     *
     * @throws FileTypes.Refused for what would fill the disk of whoever opens it, and for what nobody could open
     */
    static Set<String> check(String fileName, Path file) throws FileTypes.Refused, IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > MAX_ENTRIES) {
                throw FileTypes.inflated(fileName);
            }
            long total = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!names.add(entry.getName())) {
                    throw FileTypes.damaged(fileName);
                }
                total += entry.getSize();
                if (entry.getSize() < 0
                        || total > MAX_INFLATED
                        || disproportionate(entry)
                        || archive(entry.getName())) {
                    throw FileTypes.inflated(fileName);
                }
            }
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                inflate(fileName, zip, entries.nextElement());
            }
            if (encrypted(zip)) {
                throw FileTypes.withPassword(fileName);
            }
        } catch (ZipException | IllegalArgumentException unreadable) {
            throw FileTypes.damaged(fileName);
        }
        return names;
    }

    private static boolean disproportionate(ZipEntry entry) {
        return entry.getSize() > LARGE && entry.getSize() / Math.max(1, entry.getCompressedSize()) > MAX_RATIO;
    }

    /** An archive within the document: no office application puts one there by itself. */
    private static boolean archive(String name) {
        return ARCHIVES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static void inflate(String fileName, ZipFile zip, ZipEntry entry) throws FileTypes.Refused, IOException {
        byte[] block = new byte[16 * 1024];
        long size = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                size += read;
                if (size > entry.getSize()) {
                    throw FileTypes.inflated(fileName);
                }
            }
        }
        if (size < entry.getSize()) {
            throw FileTypes.damaged(fileName);
        }
    }

    /** OpenDocument says in its manifest that its parts are encrypted. */
    private static boolean encrypted(ZipFile zip) throws IOException {
        ZipEntry manifest = zip.getEntry("META-INF/manifest.xml");
        if (manifest == null) {
            return false;
        }
        try (InputStream in = zip.getInputStream(manifest)) {
            return new String(in.readNBytes(MAX_MANIFEST), StandardCharsets.UTF_8).contains(":encryption-data");
        }
    }
}
