package fr.ecoquartier.act.seal;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.DSSException;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;

/**
 * Adds a seal to a PDF: a PAdES-BASELINE-B signature that certifies the file and permits no change after it, in a field
 * that is not shown. What was in the file stays byte for byte, so PDF/A and PDF/UA stay what they were.
 */
final class PadesSeal {

    private static final int ROOM = 8 * 1024;

    private final PAdESService service = new PAdESService(new CommonCertificateVerifier(true));

    byte[] seal(byte[] pdf, String reason, SealKey key, Instant now) {
        try {
            DSSDocument document = new InMemoryDocument(pdf);
            PAdESSignatureParameters parameters = parameters(reason, key, now);
            byte[] toSign = service.getDataToSign(document, parameters).getBytes();
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.getAlgorithm(parameters.getEncryptionAlgorithm(), DigestAlgorithm.SHA256);
            Signature signature = Signature.getInstance(algorithm.getJCEId());
            signature.initSign(key.key());
            signature.update(toSign);
            DSSDocument sealed =
                    service.signDocument(document, parameters, new SignatureValue(algorithm, signature.sign()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            sealed.writeTo(out);
            return out.toByteArray();
        } catch (DSSException | GeneralSecurityException | IOException e) {
            throw new SealingFailed("the document could not be sealed: " + e.getMessage(), e);
        }
    }

    private static PAdESSignatureParameters parameters(String reason, SealKey key, Instant now) {
        var parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificate(new CertificateToken(key.certificate()));
        parameters.setCertificateChain(
                key.chain().stream().map(CertificateToken::new).toList());
        parameters.setEncryptionAlgorithm(
                EncryptionAlgorithm.forKey(key.certificate().getPublicKey()));
        parameters.setPermission(CertificationPermission.NO_CHANGE_PERMITTED);
        parameters.setReason(reason);
        parameters.setAppName("Label ÉcoQuartier");
        parameters.bLevel().setSigningDate(Date.from(now));
        parameters.setContentSize(ROOM + certificates(key));
        return parameters;
    }

    private static int certificates(SealKey key) {
        return key.chain().stream()
                .mapToInt(certificate -> {
                    try {
                        return certificate.getEncoded().length;
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sum();
    }
}
