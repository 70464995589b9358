package fr.ecoquartier.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.tika.Tika;

/**
 * What files may be joined to a dossier. The type comes from the content, never from the name or from what the browser
 * says; a name that promises something else is refused.
 */
public final class FileTypes {

    /** A file is refused; the message is French, for the person who joined it. */
    public static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    private record Kind(String mediaType, String label, Set<String> extensions) {}

    private static final String PDF = "application/pdf";
    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final String ODF = "application/vnd.oasis.opendocument.";
    private static final String OLE = "application/x-tika-msoffice";
    private static final int MAX_NAME = 120;
    private static final int MAX_ENTRIES = 20_000;

    private static final Map<String, Kind> ALLOWED = new LinkedHashMap<>();

    static {
        allow(PDF, "document PDF", "pdf");
        allow("image/png", "image PNG", "png");
        allow("image/jpeg", "image JPEG", "jpg", "jpeg");
        allow(OOXML + "wordprocessingml.document", "document Word", "docx");
        allow(OOXML + "spreadsheetml.sheet", "classeur Excel", "xlsx");
        allow(OOXML + "presentationml.presentation", "présentation PowerPoint", "pptx");
        allow(ODF + "text", "texte OpenDocument", "odt");
        allow(ODF + "spreadsheet", "classeur OpenDocument", "ods");
        allow(ODF + "presentation", "présentation OpenDocument", "odp");
        allow("application/msword", "document Word 97-2003", "doc");
        allow("application/vnd.ms-excel", "classeur Excel 97-2003", "xls");
        allow("application/vnd.ms-powerpoint", "présentation PowerPoint 97-2003", "ppt");
    }

    public static final String ACCEPTED =
            "PDF, image (PNG, JPEG) ou document bureautique (Word, Excel, PowerPoint, OpenDocument)";

    private static final Tika TIKA = new Tika();

    private FileTypes() {}

    private static void allow(String mediaType, String label, String... extensions) {
        ALLOWED.put(mediaType, new Kind(mediaType, label, Set.of(extensions)));
    }

    /** The value of a file field's {@code accept} attribute. */
    public static String accept() {
        return ALLOWED.values().stream()
                .flatMap(kind -> kind.extensions().stream())
                .sorted()
                .map(extension -> "." + extension)
                .collect(Collectors.joining(","));
    }

    /** The French name of a type, for lists. */
    public static String label(String mediaType) {
        Kind kind = ALLOWED.get(mediaType);
        return kind == null ? "fichier" : kind.label();
    }

    /**
     * The media type of the content.
     *
     * @throws Refused when the content is of no accepted type, or the name promises another
     */
    public static String detect(String fileName, byte[] content) throws Refused {
        String extension = extension(fileName);
        Kind kind = ALLOWED.get(contentType(content));
        if (kind == null) {
            throw new Refused("Le fichier « %s » n’est pas d’un type accepté : %s.".formatted(fileName, ACCEPTED));
        }
        if (!kind.extensions().contains(extension)) {
            throw new Refused(
                    "Le fichier « %s » est en réalité un fichier d’un autre type (%s) : son nom doit se terminer par %s."
                            .formatted(
                                    fileName,
                                    kind.label(),
                                    kind.extensions().stream()
                                            .sorted()
                                            .map(e -> "." + e)
                                            .collect(Collectors.joining(" ou "))));
        }
        return kind.mediaType();
    }

    private static String contentType(byte[] content) throws Refused {
        String detected = TIKA.detect(content);
        if (OLE.equals(detected)) {
            return oleType(content);
        }
        if ("application/zip".equals(detected) || detected.startsWith(OOXML) || detected.contains("ooxml")) {
            return packageType(content);
        }
        return detected;
    }

    /** Word, Excel and PowerPoint files are zip archives: their parts say which they are. */
    private static String packageType(byte[] content) throws Refused {
        Set<String> parts = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null && parts.size() < MAX_ENTRIES; ) {
                parts.add(entry.getName());
                entry = zip.getNextEntry();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return "application/zip";
        }
        if (!parts.contains("[Content_Types].xml")) {
            return "application/zip";
        }
        if (parts.stream().anyMatch(part -> part.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"))) {
            throw withMacros();
        }
        if (parts.contains("word/document.xml")) {
            return OOXML + "wordprocessingml.document";
        }
        if (parts.contains("xl/workbook.xml")) {
            return OOXML + "spreadsheetml.sheet";
        }
        return parts.contains("ppt/presentation.xml") ? OOXML + "presentationml.presentation" : "application/zip";
    }

    /** The older formats are compound files: the name of their main stream says which they are. */
    private static String oleType(byte[] content) throws Refused {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains(utf16("_VBA_PROJECT"))) {
            throw withMacros();
        }
        if (text.contains(utf16("WordDocument"))) {
            return "application/msword";
        }
        if (text.contains(utf16("PowerPoint Document"))) {
            return "application/vnd.ms-powerpoint";
        }
        return text.contains(utf16("Workbook")) ? "application/vnd.ms-excel" : OLE;
    }

    private static String utf16(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private static Refused withMacros() {
        return new Refused(
                "Le document contient des macros : enregistrez-le sans macros, ou en PDF, puis recommencez.");
    }

    /**
     * The name to keep: no path, no control or forbidden character, not too long, its extension untouched.
     *
     * @throws Refused when nothing usable is left
     */
    public static String cleanName(String name) throws Refused {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = Normalizer.normalize(last, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}<>:\"|?*]", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[. ]+|[. ]+$", "");
        String extension = extension(clean);
        if (clean.isEmpty() || extension.isEmpty()) {
            throw new Refused("Le nom du fichier doit comporter une extension, par exemple « plan.pdf ».");
        }
        if (clean.length() > MAX_NAME) {
            clean = clean.substring(0, MAX_NAME - extension.length() - 1).strip() + "." + extension;
        }
        return clean;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
