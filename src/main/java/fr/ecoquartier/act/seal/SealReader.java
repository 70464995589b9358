package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.seal.SealedFile.Form;
import fr.ecoquartier.act.seal.SealedFile.FoundSeal;
import fr.ecoquartier.act.seal.SealedFile.Integrity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignerDigestMismatchException;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the seals of a file that anybody may have made. It looks for signature dictionaries among the bytes, where they
 * have to be because a signature leaves its own value out of what it covers; nothing is unpacked, drawn, run or fetched,
 * so that no file costs more than its size. A seal is intact only when it covers every byte of the file but its own
 * value, and when this value is where the file says.
 */
@Component
public class SealReader {

    private static final int HEADER = 1024;
    private static final int TRAILER = 4096;
    private static final int MOST_SEALS = 20;
    private static final int LARGEST_DICTIONARY = 128 * 1024;

    private static final Pattern RANGE = Pattern.compile(
            "/ByteRange\\s{0,20}\\[\\s{0,60}(\\d{1,10})\\s{1,60}(\\d{1,10})\\s{1,60}(\\d{1,10})\\s{1,60}(\\d{1,10})\\s{0,60}]");
    private static final Pattern VALUE = Pattern.compile("/Contents\\s{0,20}<([0-9A-Fa-f]++)>");
    private static final Pattern DATE =
            Pattern.compile("/M\\s{0,20}\\(D:(\\d{14})(Z|[+-]\\d{2}'?\\d{2})?[^)]{0,10}\\)");
    private static final Pattern ENCRYPTION =
            Pattern.compile("/Encrypt\\s{0,20}(<<|\\d{1,10}\\s{1,20}\\d{1,5}\\s{1,20}R)");
    private static final DateTimeFormatter PDF_DATE = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    /** Reads a file; never fails, whatever it is. */
    public SealedFile read(byte[] file) {
        String sha256 = hex(file, file.length);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Form form = Form.UNSIGNED;
        List<FoundSeal> seals = List.of();
        if (!text.substring(0, Math.min(text.length(), HEADER)).contains("%PDF-")) {
            form = Form.NOT_PDF;
        } else if (ENCRYPTION.matcher(text).find()) {
            form = Form.ENCRYPTED;
        } else {
            seals = signatures(text).stream().map(each -> found(each, file)).toList();
            if (!seals.isEmpty()) {
                form = Form.SIGNED;
            } else if (!text.substring(Math.max(0, text.length() - TRAILER)).contains("startxref")) {
                form = Form.UNREADABLE;
            }
        }
        return new SealedFile(form, sha256, file.length, seals);
    }

    /** The signatures from the first to the last; a time stamp of the whole file is not one. */
    private static List<Dictionary> signatures(String text) {
        List<Dictionary> found = new ArrayList<>();
        Matcher ranges = RANGE.matcher(text);
        for (int n = 0; n < MOST_SEALS && ranges.find(); n++) {
            String before = text.substring(Math.max(0, ranges.start() - LARGEST_DICTIONARY), ranges.start());
            String after = text.substring(ranges.start(), Math.min(text.length(), ranges.end() + LARGEST_DICTIONARY));
            int next = after.indexOf("endobj");
            String dictionary = before.substring(Math.max(0, before.lastIndexOf(" obj")))
                    + (next < 0 ? after : after.substring(0, next));
            if (dictionary.contains("/DocTimeStamp")) {
                continue;
            }
            long[] range = new long[4];
            for (int i = 0; i < 4; i++) {
                range[i] = Long.parseLong(ranges.group(i + 1));
            }
            found.add(new Dictionary(dictionary, range));
        }
        found.sort(Comparator.comparingLong(each -> each.range()[2] + each.range()[3]));
        return found;
    }

    private static FoundSeal found(Dictionary dictionary, byte[] file) {
        byte[] value = value(dictionary.text());
        Optional<long[]> range = Optional.of(dictionary.range()).filter(r -> fits(r, file, value));
        Signed signed = signed(value);
        Instant stated = signed.at() != null ? signed.at() : date(dictionary.text());
        Integrity integrity;
        long added = 0;
        String sealed = "";
        if (signed.certificate() == null) {
            integrity = Integrity.FORGED;
        } else if (range.isEmpty()) {
            integrity = Integrity.CHANGED;
        } else {
            long[] r = range.get();
            added = file.length - (r[2] + r[3]);
            integrity = verify(value, new Covered(file, r), signed.certificate());
            sealed = integrity == Integrity.INTACT ? hex(file, (int) (r[2] + r[3])) : "";
            if (integrity == Integrity.INTACT && added > 0) {
                integrity = Integrity.ADDED_AFTER;
            }
        }
        X509Certificate certificate = signed.certificate();
        return new FoundSeal(
                certificate == null ? "" : Certificates.subject(certificate),
                certificate == null ? "" : Certificates.issuer(certificate),
                certificate == null ? "" : SealKey.fingerprint(certificate),
                stated,
                integrity,
                added,
                sealed);
    }

    /** The value as it is written, with the zeros that fill its place; empty when it cannot be read. */
    private static byte[] value(String dictionary) {
        Matcher value = VALUE.matcher(dictionary);
        return value.find() && value.group(1).length() % 2 == 0 ? HexFormat.of().parseHex(value.group(1)) : new byte[0];
    }

    /** What the dictionary says: PAdES gives the time there, where the seal covers it. */
    private static @Nullable Instant date(String dictionary) {
        Matcher date = DATE.matcher(dictionary);
        if (!date.find()) {
            return null;
        }
        String zone = date.group(2) == null ? "Z" : date.group(2).replace("'", "");
        try {
            return LocalDateTime.parse(date.group(1), PDF_DATE).toInstant(ZoneOffset.of(zone));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** From the first byte, and nothing left out but the value itself, written in hexadecimal between angle brackets. */
    private static boolean fits(long[] range, byte[] file, byte[] value) {
        long gap = range[1];
        long after = range[2];
        if (range[0] != 0
                || gap < 0
                || range[3] < 0
                || after < gap + 2
                || after > file.length
                || range[3] > file.length - after) {
            return false;
        }
        if (file[(int) gap] != '<' || file[(int) after - 1] != '>') {
            return false;
        }
        String hex = new String(file, (int) gap + 1, (int) (after - gap - 2), StandardCharsets.ISO_8859_1);
        try {
            return Arrays.equals(HexFormat.of().parseHex(hex), value) && filledWithZeros(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Nothing hides behind the value, in the room that is left for it. */
    private static boolean filledWithZeros(byte[] value) {
        try (ASN1InputStream in = new ASN1InputStream(value)) {
            in.readObject();
            for (byte rest : in.readAllBytes()) {
                if (rest != 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Signed signed(byte[] value) {
        try {
            CMSSignedData cms = new CMSSignedData(value);
            SignerInformation signer = signer(cms);
            @SuppressWarnings("unchecked")
            var holders = cms.getCertificates().getMatches(signer.getSID());
            if (holders.isEmpty()) {
                return new Signed(null, time(signer));
            }
            X509CertificateHolder holder =
                    (X509CertificateHolder) holders.iterator().next();
            return new Signed(new JcaX509CertificateConverter().getCertificate(holder), time(signer));
        } catch (Exception e) {
            return new Signed(null, null);
        }
    }

    private static SignerInformation signer(CMSSignedData cms) throws CMSException {
        var signers = cms.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw new CMSException("one signer is expected");
        }
        return signers.iterator().next();
    }

    private static Integrity verify(byte[] value, Covered covered, X509Certificate certificate) {
        try {
            CMSSignedData cms = new CMSSignedData(covered, value);
            boolean genuine =
                    signer(cms).verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()));
            return genuine ? Integrity.INTACT : Integrity.FORGED;
        } catch (CMSSignerDigestMismatchException e) {
            return Integrity.CHANGED;
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            return Integrity.FORGED;
        }
    }

    private static @Nullable Instant time(SignerInformation signer) {
        return Optional.ofNullable(signer.getSignedAttributes())
                .map(attributes -> attributes.get(CMSAttributes.signingTime))
                .map(Attribute::getAttributeValues)
                .filter(values -> values.length == 1)
                .map(values -> Time.getInstance(values[0]).getDate().toInstant())
                .orElse(null);
    }

    private static String hex(byte[] file, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The two parts of the file around the value, without a copy of them. */
    private record Covered(byte[] file, long[] range) implements CMSTypedData {

        @Override
        public ASN1ObjectIdentifier getContentType() {
            return CMSObjectIdentifiers.data;
        }

        @Override
        public void write(OutputStream out) throws IOException {
            out.write(file, 0, (int) range[1]);
            out.write(file, (int) range[2], (int) range[3]);
        }

        @Override
        public Object getContent() {
            return file;
        }
    }

    private record Dictionary(String text, long[] range) {}

    private record Signed(
            @Nullable X509Certificate certificate, @Nullable Instant at) {}
}
