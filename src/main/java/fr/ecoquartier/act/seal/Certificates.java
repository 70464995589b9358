package fr.ecoquartier.act.seal;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** What a certificate says, for people. */
final class Certificates {

    private static final int LONGEST = 200;

    private Certificates() {}

    /** « Ministère de l’Égalité des territoires » or « Cachet du label, Ministère de l’Égalité des territoires ». */
    static String subject(X509Certificate certificate) {
        return name(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
    }

    static String issuer(X509Certificate certificate) {
        return name(X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()));
    }

    private static String name(X500Name name) {
        Optional<String> common = part(name, BCStyle.CN);
        Optional<String> organization = part(name, BCStyle.O).filter(o -> !common.equals(Optional.of(o)));
        String text = common.map(cn -> organization.map(o -> cn + ", " + o).orElse(cn))
                .or(() -> organization)
                .orElseGet(name::toString);
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }

    private static Optional<String> part(X500Name name, ASN1ObjectIdentifier type) {
        return Arrays.stream(name.getRDNs(type))
                .map(RDN::getFirst)
                .map(value -> IETFUtils.valueToString(value.getValue()))
                .map(text -> text.replace("\\", "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
