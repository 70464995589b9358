package fr.ecoquartier.pilot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text file of unknown encoding, read line by line: UTF-8 with or without a mark, UTF-16, windows-1252. A line that is
 * not encoded as the rest is read as what it is, and named: nothing is garbled silently.
 *
 * @param text lines separated by line feeds
 * @param encoding that of the file, as people name it
 * @param doubts French sentences by line, from 1
 */
record DecodedText(String text, String encoding, Map<Integer, String> doubts) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int PROBE = 4096;

    private enum Kind {
        PLAIN,
        UTF_8,
        LEGACY,
        MIXED
    }

    static DecodedText of(byte[] bytes) throws UnreadableFile {
        if (starts(bytes, 0xFF, 0xFE)) {
            return utf16(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return utf16(bytes, 2, StandardCharsets.UTF_16BE);
        }
        int length = Math.min(bytes.length, PROBE);
        int even = 0;
        int odd = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (even + odd > 0) {
            if (odd * 4 > length && even * 20 < odd) {
                return utf16(bytes, 0, StandardCharsets.UTF_16LE);
            }
            if (even * 4 > length && odd * 20 < even) {
                return utf16(bytes, 0, StandardCharsets.UTF_16BE);
            }
            throw new UnreadableFile("Ce fichier n’est pas un texte : envoyez un fichier CSV ou un classeur XLSX.");
        }
        boolean marked = starts(bytes, 0xEF, 0xBB, 0xBF);
        return eightBits(lines(bytes, marked ? 3 : 0), marked);
    }

    private static DecodedText eightBits(List<byte[]> lines, boolean marked) {
        List<Kind> kinds = lines.stream().map(DecodedText::kind).toList();
        long utf8 = kinds.stream().filter(Kind.UTF_8::equals).count();
        long legacy = kinds.stream().filter(Kind.LEGACY::equals).count();
        boolean mainlyUtf8 = marked || legacy == 0 || utf8 > legacy;
        String main = mainlyUtf8 ? "UTF-8" : "windows-1252";
        Map<Integer, String> doubts = new TreeMap<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            Kind kind = kinds.get(i);
            switch (kind) {
                case PLAIN, UTF_8 -> text.append(new String(line, StandardCharsets.UTF_8));
                case LEGACY -> text.append(new String(line, WINDOWS));
                case MIXED -> text.append(mixed(line));
            }
            text.append('\n');
            if (kind == Kind.MIXED) {
                doubts.put(i + 1, "Cette ligne mélange deux codages, UTF-8 et windows-1252.");
            } else if (kind == Kind.LEGACY && mainlyUtf8) {
                doubts.put(
                        i + 1,
                        "Cette ligne est codée en windows-1252, alors que le fichier est en %s.".formatted(main));
            } else if (kind == Kind.UTF_8 && !mainlyUtf8) {
                doubts.put(i + 1, "Cette ligne est codée en UTF-8, alors que le fichier est en %s.".formatted(main));
            }
        }
        return new DecodedText(text.toString(), main, doubts);
    }

    private static DecodedText utf16(byte[] bytes, int from, Charset charset) throws UnreadableFile {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return new DecodedText(text.replace("\r\n", "\n").replace('\r', '\n'), "UTF-16", Map.of());
        } catch (CharacterCodingException e) {
            throw new UnreadableFile(
                    "Ce fichier commence en UTF-16 et ne l’est pas jusqu’au bout : enregistrez-le en UTF-8, puis renvoyez-le.");
        }
    }

    private static List<byte[]> lines(byte[] bytes, int from) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                if (bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
                    i++;
                }
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(bytes[i]);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }

    private static Kind kind(byte[] line) {
        boolean sequence = false;
        boolean single = false;
        for (int i = 0; i < line.length; ) {
            int length = sequence(line, i);
            if (length > 1) {
                sequence = true;
            } else if (length == 0) {
                single = true;
            }
            i += Math.max(1, length);
        }
        if (sequence && single) {
            return Kind.MIXED;
        }
        return sequence ? Kind.UTF_8 : single ? Kind.LEGACY : Kind.PLAIN;
    }

    private static String mixed(byte[] line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length; ) {
            int length = sequence(line, i);
            text.append(new String(line, i, Math.max(1, length), length > 1 ? StandardCharsets.UTF_8 : WINDOWS));
            i += Math.max(1, length);
        }
        return text.toString();
    }

    /** The length of the UTF-8 sequence at a place; 1 for a plain letter, 0 when there is none. */
    private static int sequence(byte[] line, int at) {
        int first = line[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xC2 && first <= 0xDF
                ? 2
                : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > line.length) {
            return 0;
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line, at, length));
            return length;
        } catch (CharacterCodingException e) {
            return 0;
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
