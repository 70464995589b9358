package fr.ecoquartier.act;

import org.jspecify.annotations.Nullable;

/**
 * What stands around the text of every document.
 *
 * @param stage « Charte », « Suivi (2) »
 * @param version « Version 2 »
 * @param state « À signer » or null
 * @param mark « Document de test, sans valeur » or « Document de démonstration, sans valeur »; null for a real one
 * @param replaces « Remplace la version 1 du 3 mai 2012 »; null for a document that corrects none
 */
public record PaperFrame(
        String title,
        String reference,
        String operation,
        String authority,
        String stage,
        String version,
        String date,
        String referentiel,
        String code,
        @Nullable String state,
        @Nullable String mark,
        @Nullable String replaces,
        @Nullable String correctionReason) {

    static PaperFrame of(String title, PaperRequest request) {
        ActWords words = new ActWords();
        IssuedDocument corrected = request.corrected();
        return new PaperFrame(
                title,
                request.dossier().reference(),
                request.dossier().operation(),
                request.dossier().authorityName(),
                request.round() == 1
                        ? request.stage().label()
                        : "%s (%d)".formatted(request.stage().label(), request.round()),
                "Version\u00a0" + request.number(),
                words.date(request.at()),
                request.dossier().referentiel(),
                request.code().toString(),
                request.toSign() ? "À signer" : null,
                mark(request),
                corrected == null
                        ? null
                        : "Remplace la version\u00a0%d du\u00a0%s"
                                .formatted(corrected.number(), words.date(corrected.issuedAt())),
                request.correctionReason());
    }

    private static @Nullable String mark(PaperRequest request) {
        if (request.dossier().test()) {
            return "Document de test, sans valeur";
        }
        return request.demonstration() ? "Document de démonstration, sans valeur" : null;
    }
}
