package fr.ecoquartier.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * Whether a PDF opens, read from the disk. The parser keeps in memory the tables of objects that the file compresses; what
 * they become is measured before it is let near them.
 */
final class PdfFiles {

    /** What all the compressed tables of objects of a file may become. */
    private static final long MAX_TABLES = 64L * 1024 * 1024;

    /** A file that is whole says where it ends. */
    private static final int END = 4 * 1024;

    /** How far before its content the dictionary of a stream begins, at most. */
    private static final int DICTIONARY = 4 * 1024;

    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ESCAPED = Pattern.compile("#([0-9A-Fa-f]{2})");
    /** Streams of objects have a first one, tables of references have widths. */
    private static final Pattern TABLE = Pattern.compile("/(First|W|ObjStm|XRef)\\b");

    private static final Pattern PLAIN_FILTER =
            Pattern.compile("/Filter\\s*(\\[\\s*)?/(FlateDecode|Fl)\\b(?!\\s*/(?:Flate|LZW|ASCII|RunLength))");

    private PdfFiles() {}

    static void check(String fileName, Path file) throws FileTypes.Refused, IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (!text(content, Math.max(0, content.limit() - END), content.limit())
                    .contains("%%EOF")) {
                throw FileTypes.damaged(fileName);
            }
            tables(fileName, content);
        }
        open(fileName, file);
    }

    private static void open(String fileName, Path file) throws FileTypes.Refused {
        try (PDDocument document = Loader.loadPDF(
                new RandomAccessReadBufferedFile(file.toFile()),
                "",
                null,
                null,
                IOUtils.createTempFileOnlyStreamCache())) {
            if (document.getNumberOfPages() < 1 || document.getPage(0) == null) {
                throw FileTypes.damaged(fileName);
            }
        } catch (InvalidPasswordException password) {
            throw FileTypes.withPassword(fileName);
        } catch (IOException | RuntimeException | StackOverflowError unreadable) {
            throw FileTypes.damaged(fileName);
        }
    }

    private static void tables(String fileName, ByteBuffer content) throws FileTypes.Refused {
        long total = 0;
        for (int at = next(content, 0); at >= 0; at = next(content, at + STREAM.length)) {
            String dictionary = unescaped(text(content, Math.max(0, at - DICTIONARY), at));
            dictionary = dictionary.substring(dictionary.lastIndexOf(" obj") + 1);
            if (!TABLE.matcher(dictionary).find() || !dictionary.contains("/Filter")) {
                continue;
            }
            if (!PLAIN_FILTER.matcher(dictionary).find()) {
                throw FileTypes.inflated(fileName);
            }
            total += inflated(content, afterEndOfLine(content, at + STREAM.length), MAX_TABLES - total);
            if (total > MAX_TABLES) {
                throw FileTypes.inflated(fileName);
            }
        }
    }

    /** The next word "stream" that begins a content. */
    private static int next(ByteBuffer content, int from) {
        for (int i = from; i <= content.limit() - STREAM.length - 1; i++) {
            if (content.get(i) == 's' && isStream(content, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isStream(ByteBuffer content, int at) {
        for (int i = 0; i < STREAM.length; i++) {
            if (content.get(at + i) != STREAM[i]) {
                return false;
            }
        }
        boolean end = at >= 3 && content.get(at - 1) == 'd' && content.get(at - 2) == 'n' && content.get(at - 3) == 'e';
        return !end && Character.isWhitespace(content.get(at + STREAM.length));
    }

    private static int afterEndOfLine(ByteBuffer content, int at) {
        int i = at;
        while (i < content.limit() && Character.isWhitespace(content.get(i))) {
            i++;
        }
        return i;
    }

    /** How much the data becomes, counted until just over the limit. */
    private static long inflated(ByteBuffer content, int from, long limit) {
        Inflater inflater = new Inflater();
        try {
            ByteBuffer data = content.duplicate();
            data.position(from);
            inflater.setInput(data);
            byte[] block = new byte[16 * 1024];
            long size = 0;
            while (!inflater.finished() && size <= limit) {
                int read = inflater.inflate(block);
                if (read == 0) {
                    break;
                }
                size += read;
            }
            return size;
        } catch (DataFormatException notCompressed) {
            return 0;
        } finally {
            inflater.end();
        }
    }

    private static String text(ByteBuffer content, int from, int to) {
        byte[] bytes = new byte[to - from];
        content.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String dictionary) {
        Matcher matcher = ESCAPED.matcher(dictionary);
        return matcher.replaceAll(
                match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
