package fr.ecoquartier.act.agreement;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.Paper;
import fr.ecoquartier.act.PaperMaker;
import fr.ecoquartier.act.PaperRequest;
import fr.ecoquartier.act.PaperTemplates;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The charter: the commitments by dimension, the deliberation that accepts them, and two signatures. */
@Component
class CharterPaper implements PaperMaker {

    private final Agreements agreements;
    private final Dossiers dossiers;
    private final PaperTemplates templates;

    CharterPaper(Agreements agreements, Dossiers dossiers, PaperTemplates templates) {
        this.agreements = agreements;
        this.dossiers = dossiers;
        this.templates = templates;
    }

    record Commitments(String dimension, List<Commitment> commitments) {}

    record Commitment(String code, String label) {}

    @Override
    public DocumentKind kind() {
        return DocumentKind.CHARTER;
    }

    @Override
    public Paper make(PaperRequest request) {
        Referentiel referentiel = agreements.referentiel(request);
        Map<String, Object> model = agreements.model(request, "registerCharter", List.of(Party.AUTHORITY, Party.STATE));
        Map<String, Object> details = dossiers.details(request.dossier().reference());
        model.put(
                "dimensions",
                referentiel.dimensions().stream().map(CharterPaper::commitments).toList());
        model.put("count", referentiel.commitments().size());
        model.put("context", context(request.dossier().context()));
        model.put("communes", text(details, "communes"));
        model.put("description", text(details, "operationDescription"));
        model.put("programme", text(details, "programme"));
        model.put("expectedStart", day(details, "expectedStart"));
        model.put("expectedEnd", day(details, "expectedEnd"));
        model.put("deliberationReference", text(details, "deliberationReference"));
        model.put("deliberationOn", day(details, "deliberationOn"));
        return templates.fill(
                "charter",
                request.signed() ? "Charte des ÉcoQuartiers" : "Charte des ÉcoQuartiers, à signer",
                request,
                model);
    }

    private static Commitments commitments(Dimension dimension) {
        return new Commitments(
                ActWords.typeset(dimension.label()),
                dimension.commitments().stream()
                        .map(commitment -> new Commitment(commitment.code(), ActWords.typeset(commitment.label())))
                        .toList());
    }

    private static String context(String code) {
        return switch (code) {
            case "rural" -> "rural";
            case "suburban" -> "périurbain";
            default -> "urbain";
        };
    }

    private static String text(Map<String, Object> details, String key) {
        Object value = details.get(key);
        return value == null ? "" : ActWords.typeset(value.toString().strip());
    }

    private static String day(Map<String, Object> details, String key) {
        Object value = details.get(key);
        return value == null || value.toString().isBlank()
                ? ""
                : new ActWords().date(LocalDate.parse(value.toString().substring(0, 10)));
    }
}
