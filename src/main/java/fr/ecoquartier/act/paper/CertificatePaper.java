package fr.ecoquartier.act.paper;

import fr.ecoquartier.act.ActDelays;
import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.territory.Region;
import fr.ecoquartier.territory.Territories;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The certificate of the label: one page with the operation, the decision, until when it holds, and a QR code to the
 * page that tells whether it still does.
 */
@Component
class CertificatePaper implements PaperMaker {

    private static final ActWords WORDS = new ActWords();
    private static final String CONFIRMATION = "confirmation";
    private static final int QR_SIZE = 118;

    private final Proceedings proceedings;
    private final Referentiels referentiels;
    private final Territories territories;
    private final ActDelays delays;
    private final PaperTemplates templates;
    private final String address;

    CertificatePaper(
            Proceedings proceedings,
            Referentiels referentiels,
            Territories territories,
            ActDelays delays,
            PaperTemplates templates,
            @Value("${ecoquartier.public-address:http://localhost:8080}") String address) {
        this.proceedings = proceedings;
        this.referentiels = referentiels;
        this.territories = territories;
        this.delays = delays;
        this.templates = templates;
        this.address = address.replaceAll("/+$", "");
    }

    @Override
    public DocumentKind kind() {
        return DocumentKind.CERTIFICATE;
    }

    @Override
    public Paper make(PaperRequest request) {
        Decision decision = Decided.of(proceedings, request, "labelled");
        boolean confirmation = request.stage() == DossierStage.CONFIRMATION;
        String verification = address + "/verification/" + request.code();
        LocalDate decidedOn = LocalDate.ofInstant(decision.decidedAt(), ActWords.PARIS);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("number", number(request));
        model.put("confirmation", confirmation);
        model.put("decidedOn", WORDS.date(decidedOn));
        model.put("validity", confirmation ? "" : WORDS.date(until(decision)));
        model.put(
                "region",
                territories
                        .region(request.dossier().regionCode())
                        .map(Region::label)
                        .orElse(request.dossier().regionCode()));
        model.put(
                "referentiel",
                referentiels
                        .find(decision.referentiel())
                        .map(found -> "%s (version %s)".formatted(found.label(), found.version()))
                        .orElse("version " + decision.referentiel()));
        model.put("context", Referentiel.contextLabel(request.dossier().context()));
        model.put("verification", verification);
        model.put(
                "qr",
                QrPicture.svg(
                        verification,
                        QR_SIZE,
                        "Code QR qui mène à la page de vérification de ce certificat, à l’adresse " + verification));
        return templates.fill("certificate", title(confirmation), request, model);
    }

    static String title(boolean confirmation) {
        return confirmation ? "Certificat de confirmation du label ÉcoQuartier" : "Certificat du label ÉcoQuartier";
    }

    /** « EQ-2012-00042-L1 »: L for the label, C for its confirmation, and which time the dossier came to that stage. */
    static String number(PaperRequest request) {
        return request.dossier().reference()
                + (request.stage() == DossierStage.CONFIRMATION ? "-C" : "-L")
                + request.round();
    }

    /** When the label is examined again: the delay before its confirmation, as it is when the certificate is made. */
    private LocalDate until(Decision decision) {
        String iso = delays.iso(CONFIRMATION);
        ZonedDateTime decided = decision.decidedAt().atZone(ActWords.PARIS);
        return (iso.contains("T") ? decided.plus(Duration.parse(iso)) : decided.plus(Period.parse(iso))).toLocalDate();
    }
}
