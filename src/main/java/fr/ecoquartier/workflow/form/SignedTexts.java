package fr.ecoquartier.workflow.form;

import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Party;
import fr.ecoquartier.dossier.Signature;
import fr.ecoquartier.dossier.StagePeriod;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The texts of the charter and of the contract, as the parties read and sign them. */
@Component
class SignedTexts {

    private final DossierDesk desk;
    private final String carrier;

    SignedTexts(DossierDesk desk, @Value("${ecoquartier.carrier.name:la structure porteuse du label}") String carrier) {
        this.desk = desk;
        this.carrier = carrier;
    }

    /** The text of this stage: what the authority signed once it has, so that all sign the very same words. */
    String toSign(Situation situation) {
        DossierStage stage = situation.stage();
        Instant since = desk.dossiers().stages(situation.reference()).stream()
                .filter(period -> period.stage() == stage)
                .map(StagePeriod::enteredAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Optional<String> signed = desk.proceedings().signatures(situation.reference()).stream()
                .filter(signature -> signature.stage() == stage && signature.party() == Party.AUTHORITY)
                .filter(signature -> !signature.recordedAt().isBefore(since))
                .map(Signature::text)
                .reduce((first, second) -> second);
        return signed.orElseGet(
                () -> stage == DossierStage.CHARTER ? charter(situation.reference()) : contract(situation.reference()));
    }

    String charter(String reference) {
        DossierSummary dossier = desk.dossiers().get(reference);
        Map<String, Object> details = desk.dossiers().details(reference);
        Referentiel referentiel = desk.referentiel(reference);
        String commitments = referentiel.commitments().stream()
                .map(commitment -> "- %s : %s".formatted(commitment.code(), Markdown.line(commitment.label())))
                .collect(Collectors.joining("\n"));
        return """
                ### Charte des ÉcoQuartiers

                %sDossier %s, référentiel %s

                Entre **%s** et l'État, pour l'opération **%s**%s.

                **Article 1.** La collectivité s'engage à conduire l'opération selon les %d engagements suivants :

                %s

                **Article 2.** Cet engagement a été approuvé par la délibération %s.

                **Article 3.** La collectivité transmet les données de l'opération, accepte qu'elles soient contrôlées et fait connaître les changements qui touchent ses engagements.

                **Article 4.** L'État, ses services en région et %s accompagnent la collectivité et l'accueillent dans le Club des ÉcoQuartiers.
                %s""".formatted(
                        test(dossier),
                        reference,
                        Markdown.line(referentiel.version()),
                        Markdown.line(dossier.authorityName()),
                        Markdown.line(dossier.operation()),
                        detail(details, "communes", ", située à %s"),
                        referentiel.commitments().size(),
                        commitments,
                        deliberation(details),
                        Markdown.line(carrier),
                        terms(5, desk.lastDecision(reference, DossierStage.CHARTER, "registerCharter")));
    }

    String contract(String reference) {
        DossierSummary dossier = desk.dossiers().get(reference);
        Referentiel referentiel = desk.referentiel(reference);
        Map<String, BigDecimal> objectives = desk.figures().objectives(reference);
        String table = referentiel.indicators().stream()
                .filter(indicator -> objectives.containsKey(indicator.code()))
                .map(indicator -> row(indicator, objectives.get(indicator.code())))
                .collect(Collectors.joining("\n"));
        return """
                ### Contrat d'objectifs ÉcoQuartier

                %sDossier %s, référentiel %s

                Entre **%s**, %s et l'État, pour l'opération **%s**.

                **Article 1.** La collectivité s'engage à atteindre les objectifs suivants, issus des données prévues de l'opération. Ils sont arrondis ici pour la lecture ; leur valeur exacte est conservée au dossier.

                | Indicateur | Objectif |
                |---|---:|
                %s

                **Article 2.** Chaque année, la collectivité déclare les valeurs mesurées. Un écart grave ouvre un plan d'actions ; un plan qui n'est pas tenu peut conduire à la résiliation du contrat.

                **Article 3.** %s et les services de l'État en région suivent le contrat et accompagnent la collectivité.

                **Article 4.** Quand l'opération est achevée ou presque, la collectivité peut demander le label.
                %s""".formatted(
                        test(dossier),
                        reference,
                        Markdown.line(referentiel.version()),
                        Markdown.line(dossier.authorityName()),
                        Markdown.line(carrier),
                        Markdown.line(dossier.operation()),
                        table,
                        capitalized(Markdown.line(carrier)),
                        terms(5, desk.lastDecision(reference, DossierStage.CONTRACT, "prepareContract")));
    }

    /** What is signed during the pilot tests binds nobody, and says so. */
    private static String test(DossierSummary dossier) {
        return dossier.test() ? "**Document de test, sans valeur d'engagement.** " : "";
    }

    private static String row(Indicator indicator, BigDecimal objective) {
        return "| %s %s | %s %s |"
                .formatted(
                        indicator.code(),
                        Markdown.line(indicator.label()),
                        indicator.lowerIsBetter() ? "au plus" : "au moins",
                        DossierDesk.quantity(objective, indicator.decimals(), indicator.unit()));
    }

    private static String terms(int article, Optional<Decision> preparation) {
        return preparation
                .map(Decision::conditions)
                .filter(terms -> !terms.isBlank())
                .map(terms -> "\n**Article %d.** Dispositions particulières :\n\n%s\n"
                        .formatted(article, Markdown.paragraphs(terms)))
                .orElse("");
    }

    private static String deliberation(Map<String, Object> details) {
        return "%s du %s"
                .formatted(
                        Markdown.line(Objects.toString(details.get("deliberationReference"), "")),
                        Optional.ofNullable(details.get("deliberationOn"))
                                .map(date -> Markdown.day(java.time.LocalDate.parse(date.toString())))
                                .orElse(""));
    }

    private static String detail(Map<String, Object> details, String key, String pattern) {
        Object value = details.get(key);
        return value == null || value.toString().isBlank() ? "" : pattern.formatted(Markdown.line(value.toString()));
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
