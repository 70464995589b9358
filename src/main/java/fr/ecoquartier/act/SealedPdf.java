package fr.ecoquartier.act;

/**
 * A file with the seal of the service.
 *
 * @param subject of the certificate, « CN=…, O=… »
 */
public record SealedPdf(byte[] content, String subject) {}
