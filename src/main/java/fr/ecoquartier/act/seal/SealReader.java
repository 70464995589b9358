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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
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
 * Reads the seals of a file that anybody may have made. It only reads: nothing is drawn, run, fetched or kept. A seal is
 * intact only when it covers every byte of the file but its own value, and when this value is where the file says.
 */
@Component
public class SealReader {

    private static final int HEADER = 1024;
    private static final int MOST_SEALS = 20;

    /** Reads a file; never fails, whatever it is. */
    public SealedFile read(byte[] file) {
        String sha256 = hex(file, file.length);
        if (!begins(file)) {
            return new SealedFile(Form.NOT_PDF, sha256, file.length, List.of());
        }
        try (PDDocument document = Loader.loadPDF(file)) {
            if (document.isEncrypted()) {
                return new SealedFile(Form.ENCRYPTED, sha256, file.length, List.of());
            }
            if (document.getNumberOfPages() < 1) {
                return new SealedFile(Form.UNREADABLE, sha256, file.length, List.of());
            }
            List<FoundSeal> seals = new ArrayList<>();
            for (PDSignature signature : signatures(document)) {
                seals.add(found(signature, file));
            }
            return new SealedFile(seals.isEmpty() ? Form.UNSIGNED : Form.SIGNED, sha256, file.length, seals);
        } catch (InvalidPasswordException e) {
            return new SealedFile(Form.ENCRYPTED, sha256, file.length, List.of());
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return new SealedFile(Form.UNREADABLE, sha256, file.length, List.of());
        }
    }

    private static boolean begins(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, HEADER), StandardCharsets.ISO_8859_1);
        return start.contains("%PDF-");
    }

    private static List<PDSignature> signatures(PDDocument document) throws IOException {
        return document.getSignatureDictionaries().stream()
                .filter(signature ->
                        !COSName.DOC_TIME_STAMP.equals(signature.getCOSObject().getCOSName(COSName.TYPE)))
                .sorted(java.util.Comparator.comparingLong(SealReader::end))
                .limit(MOST_SEALS)
                .toList();
    }

    private static long end(PDSignature signature) {
        return range(signature).map(range -> range[2] + range[3]).orElse(Long.MAX_VALUE);
    }

    private static FoundSeal found(PDSignature signature, byte[] file) {
        byte[] value = value(signature.getCOSObject());
        Optional<long[]> range = range(signature).filter(r -> fits(r, file, value));
        Signed signed = signed(value);
        Instant stated = Optional.ofNullable(signed.at())
                .or(() -> Optional.ofNullable(date(signature)))
                .orElse(null);
        Integrity integrity;
        long added = 0;
        String sealed = "";
        if (signed.certificate() == null || value.length == 0) {
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

    /** The value as it is written: without the zeros that fill its place. */
    private static byte[] value(COSDictionary dictionary) {
        return dictionary.getDictionaryObject(COSName.CONTENTS) instanceof COSString text
                ? text.getBytes()
                : new byte[0];
    }

    private static Optional<long[]> range(PDSignature signature) {
        if (!(signature.getCOSObject().getDictionaryObject(COSName.BYTERANGE) instanceof COSArray array)
                || array.size() != 4) {
            return Optional.empty();
        }
        long[] range = new long[4];
        for (int i = 0; i < 4; i++) {
            COSBase number = array.getObject(i);
            if (!(number instanceof COSNumber n)) {
                return Optional.empty();
            }
            range[i] = n.longValue();
        }
        return Optional.of(range);
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

    /** What the dictionary says: PAdES gives the time there, where the seal covers it. */
    private static @Nullable Instant date(PDSignature signature) {
        Calendar date = signature.getSignDate();
        return date == null ? null : date.toInstant();
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

    private record Signed(
            @Nullable X509Certificate certificate, @Nullable Instant at) {}
}
