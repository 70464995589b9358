package fr.ecoquartier.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Files for tests: sound ones, and those that somebody should not send. */
public final class SampleFiles {

    private SampleFiles() {}

    /** A page that a reader opens; the same bytes for the same title. */
    public static byte[] pdf(String title) {
        String text = "BT /F1 18 Tf 60 760 Td (" + title + ") Tj ET";
        StringBuilder file = new StringBuilder("%PDF-1.4\n");
        int[] at = new int[6];
        String[] objects = {
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length " + text.length() + ">>stream\n" + text + "\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        };
        for (int i = 0; i < objects.length; i++) {
            at[i + 1] = file.length();
            file.append(i + 1).append(" 0 obj").append(objects[i]).append("\nendobj\n");
        }
        int xref = file.length();
        file.append("xref\n0 6\n0000000000 65535 f \n");
        for (int i = 1; i < at.length; i++) {
            file.append("%010d 00000 n \n".formatted(at[i]));
        }
        file.append("trailer<</Size 6/Root 1 0 R>>\nstartxref\n").append(xref).append("\n%%EOF\n");
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A readable PDF of about that many bytes, which cannot be compressed. */
    public static byte[] pdf(int size, long seed) {
        byte[] noise = new byte[size];
        new Random(seed).nextBytes(noise);
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            PDStream attached = new PDStream(document);
            try (var out = attached.createOutputStream()) {
                out.write(noise);
            }
            document.getDocumentCatalog()
                    .getCOSObject()
                    .setItem(org.apache.pdfbox.cos.COSName.getPDFName("Noise"), attached);
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] pdfWithPassword(String password) {
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] saved(PDDocument document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    /** A PDF of which the compressed table of objects becomes as large as it is told. */
    public static byte[] pdfBomb(long inflated) {
        byte[] zeros = deflatedZeros(inflated);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
                        + "4 0 obj<</Type/Obj#53tm/N 1/Fi#72st 4/Filter/FlateDecode/Length " + zeros.length
                        + ">>stream\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        file.writeBytes(zeros);
        file.writeBytes("\nendstream\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        return file.toByteArray();
    }

    private static byte[] deflatedZeros(long size) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[64 * 1024];
        byte[] block = new byte[64 * 1024];
        for (long left = size; left > 0; left -= zeros.length) {
            deflater.setInput(zeros);
            while (!deflater.needsInput()) {
                out.write(block, 0, deflater.deflate(block));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(block, 0, deflater.deflate(block));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A Word document by its parts; each part holds one letter. */
    public static byte[] zip(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write('x');
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] docx() {
        return zip("[Content_Types].xml", "word/document.xml");
    }

    /** A Word document with one part of zeros. */
    public static byte[] docxBomb(long inflated) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(9);
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] zeros = new byte[64 * 1024];
            for (long left = inflated; left > 0; left -= zeros.length) {
                zip.write(zeros);
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same, whose directory says that the part holds a thousand bytes. */
    public static byte[] docxThatLies(long inflated) {
        byte[] file = docxBomb(inflated);
        // the directory's entry of word/document.xml: its uncompressed size stands 24 bytes after the signature
        byte[] signature = {'P', 'K', 1, 2};
        for (int i = file.length - 4; i >= 0; i--) {
            boolean here =
                    file[i] == signature[0] && file[i + 1] == signature[1] && file[i + 2] == 1 && file[i + 3] == 2;
            if (here) {
                file[i + 24] = (byte) 0xE8;
                file[i + 25] = 3;
                file[i + 26] = 0;
                file[i + 27] = 0;
                return file;
            }
        }
        throw new IllegalStateException("no entry");
    }

    public static byte[] openDocument(String type, String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] content = type.getBytes(StandardCharsets.US_ASCII);
            ZipEntry entry = new ZipEntry("mimetype");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part.substring(0, part.indexOf('='))));
                zip.write(part.substring(part.indexOf('=') + 1).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
