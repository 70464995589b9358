package fr.ecoquartier.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

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

    /** Names that mean a device for Windows, whatever their extension. */
    private static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³])\\s*(\\..*)?", Pattern.CASE_INSENSITIVE);

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
     * The media type of the content, which is read from the disk a little at a time whatever its size.
     *
     * @throws Refused when the content is of no accepted type, the name promises another, or nobody could open the file: it is
     *     damaged, protected by a password, or made to fill the disk of whoever opens it
     * @throws IOException when the file cannot be read
     */
    public static String detect(String fileName, Path file) throws Refused, IOException {
        String extension = extension(fileName);
        Kind kind = ALLOWED.get(contentType(fileName, file));
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
        if (kind.mediaType().equals(PDF)) {
            PdfFiles.check(fileName, file);
        }
        return kind.mediaType();
    }

    private static String contentType(String fileName, Path file) throws Refused, IOException {
        String detected;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            detected = TIKA.detect(in);
        }
        if (OLE.equals(detected)) {
            return oleType(fileName, file);
        }
        if ("application/zip".equals(detected)
                || detected.startsWith(OOXML)
                || detected.startsWith(ODF)
                || detected.contains("ooxml")) {
            return packageType(detected, OfficePackage.check(fileName, file));
        }
        return detected;
    }

    /** Word, Excel and PowerPoint files are zip archives: their parts say which they are. */
    private static String packageType(String detected, Set<String> parts) throws Refused {
        if (parts.isEmpty()) {
            return "application/zip";
        }
        if (parts.stream().anyMatch(FileTypes::macro)) {
            throw withMacros();
        }
        if (detected.startsWith(ODF)) {
            return detected;
        }
        if (!parts.contains("[Content_Types].xml")) {
            return "application/zip";
        }
        if (parts.contains("word/document.xml")) {
            return OOXML + "wordprocessingml.document";
        }
        if (parts.contains("xl/workbook.xml")) {
            return OOXML + "spreadsheetml.sheet";
        }
        return parts.contains("ppt/presentation.xml") ? OOXML + "presentationml.presentation" : "application/zip";
    }

    private static boolean macro(String part) {
        String name = part.toLowerCase(Locale.ROOT);
        return name.endsWith("vbaproject.bin") || (name.startsWith("basic/") && name.endsWith("/script-lb.xml"));
    }

    /** The older formats are compound files: the name of their main stream says which they are. */
    private static String oleType(String fileName, Path file) throws Refused, IOException {
        List<String> streams = Stream.of(
                        "_VBA_PROJECT", "EncryptedPackage", "WordDocument", "PowerPoint Document", "Workbook")
                .toList();
        Set<String> found = utf16Names(file, streams);
        if (found.contains("_VBA_PROJECT")) {
            throw withMacros();
        }
        if (found.contains("EncryptedPackage")) {
            throw withPassword(fileName);
        }
        if (found.contains("WordDocument")) {
            return "application/msword";
        }
        if (found.contains("PowerPoint Document")) {
            return "application/vnd.ms-powerpoint";
        }
        return found.contains("Workbook") ? "application/vnd.ms-excel" : OLE;
    }

    /** Which of the names stand in the file in UTF-16; two blocks overlap, so that a name across their border is seen. */
    private static Set<String> utf16Names(Path file, List<String> names) throws IOException {
        int overlap = 2 * names.stream().mapToInt(String::length).max().orElse(0);
        Set<String> found = new HashSet<>();
        byte[] block = new byte[64 * 1024 + overlap];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(block, 0, block.length); read > 0; ) {
                int length = kept + read;
                String text = new String(block, 0, length, StandardCharsets.ISO_8859_1);
                names.stream().filter(name -> text.contains(utf16(name))).forEach(found::add);
                kept = Math.min(overlap, length);
                System.arraycopy(block, length - kept, block, 0, kept);
                read = in.readNBytes(block, kept, block.length - kept);
            }
        }
        return found;
    }

    private static String utf16(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    static Refused withPassword(String fileName) {
        return new Refused(
                "Le fichier « %s » est protégé par un mot de passe : ceux qui l’examinent ne pourraient pas l’ouvrir. Enregistrez-le sans mot de passe, puis recommencez."
                        .formatted(fileName));
    }

    static Refused damaged(String fileName) {
        return new Refused(
                "Le fichier « %s » est endommagé ou incomplet : il ne s’ouvre pas. Enregistrez-le de nouveau, ou exportez-le en PDF, puis recommencez."
                        .formatted(fileName));
    }

    static Refused inflated(String fileName) {
        return new Refused(
                "Le fichier « %s » est anormalement compressé : il occuperait une place démesurée une fois ouvert. Exportez le document en PDF, puis recommencez."
                        .formatted(fileName));
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
        String clean = safe(name);
        if (clean.isEmpty() || extension(clean).isEmpty()) {
            throw new Refused("Le nom du fichier doit comporter une extension, par exemple « plan.pdf ».");
        }
        return clean;
    }

    /** What is left of a name that every system accepts for a file: perhaps nothing. */
    public static String safe(@Nullable String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = Normalizer.normalize(last, Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}<>:\"|?*]", "")
                .replaceAll("\\s+", " ")
                .replaceAll("^[. ]+|[. ]+$", "");
        if (RESERVED.matcher(clean).matches()) {
            clean = "_" + clean;
        }
        String extension = extension(clean);
        if (clean.length() > MAX_NAME) {
            clean = extension.isEmpty() || extension.length() > MAX_NAME / 2
                    ? clean.substring(0, MAX_NAME).strip()
                    : clean.substring(0, MAX_NAME - extension.length() - 1).strip() + "." + extension;
        }
        return clean;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
