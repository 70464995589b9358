package fr.ecoquartier.workflow.decision;

import fr.ecoquartier.indicator.OpinionRule.Facts;
import fr.ecoquartier.indicator.Stage;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.CheckRule;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelXml;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/**
 * Decisions that would fail only when a dossier comes by: cells that are not FEEL, and a table of opinions that leaves a
 * situation without an answer.
 */
@Component
class DecisionRule implements CheckRule {

    private static final List<Integer> COUNTS = List.of(0, 1, 5);
    private static final List<BigDecimal> SHARES = List.of(
            BigDecimal.ZERO, new BigDecimal("0.5"), BigDecimal.ONE, BigDecimal.valueOf(50), BigDecimal.valueOf(100));

    private final FeelEngineApi feel = FeelEngineBuilder.create().build();

    @Override
    public List<Finding> check(List<ModelFile> files) {
        List<Finding> findings = new ArrayList<>();
        for (ModelFile file : files) {
            if (ModelKind.ofFile(file.name()).orElse(null) == ModelKind.DECISION) {
                List<Finding> unreadable = cells(file);
                findings.addAll(unreadable);
                if (unreadable.isEmpty() && isOpinion(file)) {
                    findings.addAll(opinion(file));
                }
            }
        }
        return findings;
    }

    private List<Finding> cells(ModelFile file) {
        List<Finding> findings = new ArrayList<>();
        ModelXml.elements(ModelXml.parse(file)).forEach(element -> {
            String text = ModelXml.children(element)
                    .filter(child -> "text".equals(child.getLocalName()))
                    .map(Element::getTextContent)
                    .findFirst()
                    .orElse("")
                    .strip();
            if (text.isEmpty()) {
                return;
            }
            ParseResult parsed = switch (String.valueOf(element.getLocalName())) {
                case "inputEntry" -> feel.parseUnaryTests(text);
                case "inputExpression", "outputEntry", "literalExpression" -> feel.parseExpression(text);
                default -> null;
            };
            if (parsed != null && parsed.isFailure()) {
                findings.add(new Finding(
                        file.name(),
                        element.getAttribute("id").isEmpty() ? null : element.getAttribute("id"),
                        null,
                        Severity.ERROR,
                        "feel",
                        "La cellule « " + text + " » n’est pas une expression FEEL lisible.",
                        "Un texte s’écrit entre guillemets droits, un nombre avec un point : \"charter\", >= 0.5."));
            }
        });
        return findings;
    }

    private static boolean isOpinion(ModelFile file) {
        return ModelXml.elements(ModelXml.parse(file))
                .anyMatch(element -> "decision".equals(element.getLocalName())
                        && OpinionTable.KEY.equals(element.getAttribute("id")));
    }

    /** The table is asked for every kind of situation that a check of figures can end in. */
    private static List<Finding> opinion(ModelFile file) {
        OpinionTable table;
        try {
            table = new OpinionTable(new ByteArrayInputStream(file.bytes()));
        } catch (RuntimeException e) {
            return List.of(fault(file, "La table des avis n’est pas lisible."));
        }
        for (Stage stage : Stage.values()) {
            for (int requiredMissing : COUNTS) {
                for (int missing : COUNTS) {
                    for (int unmet : COUNTS) {
                        for (int worse : COUNTS) {
                            for (BigDecimal share : SHARES) {
                                Facts facts = new Facts(stage, requiredMissing, missing, unmet, worse, share, share);
                                try {
                                    table.decide(facts);
                                } catch (RuntimeException e) {
                                    return List.of(fault(file, words(facts)));
                                }
                            }
                        }
                    }
                }
            }
        }
        return List.of();
    }

    private static String words(Facts facts) {
        return "La table ne donne pas d’avis avec son nom de règle dans au moins une situation : étape « "
                + facts.stage().label() + " », " + facts.requiredMissing() + " donnée obligatoire absente, "
                + facts.missing() + " indicateur sans donnée, " + facts.mandatoryUnmet()
                + " indicateur obligatoire non atteint, " + facts.worseThanObjective() + " en retrait, part atteinte "
                + facts.shareMet().toPlainString().replace('.', ',') + ".";
    }

    private static Finding fault(ModelFile file, String message) {
        return new Finding(
                file.name(),
                OpinionTable.KEY,
                null,
                Severity.ERROR,
                "opinionMissing",
                message,
                "Chaque situation doit tomber sur une règle qui donne « opinion » (favourable, reservations, unfavourable"
                        + " ou incomplete) et « rule ».");
    }
}
