package fr.ecoquartier.workflow.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.ecoquartier.indicator.UnitLabels;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Commitment;
import fr.ecoquartier.referentiel.Referentiel.Dimension;
import fr.ecoquartier.referentiel.Referentiel.Indicator;
import fr.ecoquartier.referentiel.Referentiel.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forms of a version of the référentiel: three for the figures and one for the objectives, made from its text. */
final class GeneratedForms {

    /** What a figures form is for; the code ends the form's id. */
    enum Variant {
        BASELINE(
                "baseline",
                "Saisissez les **données de départ** de l'opération. Une donnée que vous ne connaissez pas encore peut rester vide : l'indicateur qui en dépend sera « manquant ». Les données indispensables à l'avis sont signalées."),
        PLANNED(
                "planned",
                "Saisissez les **données prévues** à l'achèvement de l'opération. Les valeurs des indicateurs qui en résultent deviendront les objectifs du contrat."),
        MEASURED(
                "measured",
                "Saisissez les **valeurs mesurées** à ce jour. Elles seront comparées aux objectifs du contrat.");

        private final String code;
        private final String introduction;

        Variant(String code, String introduction) {
            this.code = code;
            this.introduction = introduction;
        }

        String formId(String version) {
            return "figures-%s-%s".formatted(version, code);
        }
    }

    private GeneratedForms() {}

    static String objectivesId(String version) {
        return "objectives-" + version;
    }

    /** All forms of a version, by form id. */
    static Map<String, String> of(Referentiel referentiel) {
        Map<String, String> forms = new LinkedHashMap<>();
        for (Variant variant : Variant.values()) {
            forms.put(variant.formId(referentiel.version()), figures(referentiel, variant));
        }
        forms.put(objectivesId(referentiel.version()), objectives(referentiel));
        return forms;
    }

    private static String figures(Referentiel referentiel, Variant variant) {
        ObjectNode form = form(variant.formId(referentiel.version()));
        ArrayNode components = form.putArray("components");
        dossier(components);
        ObjectNode request = group(components, "request", "Ce qui vous est demandé");
        request.putObject("conditional").put("hide", "=request = null or request = \"\"");
        text(request.withArray("components"), "requestText", "=request");
        text(components, "introduction", variant.introduction);
        for (Map.Entry<Dimension, List<Input>> entry :
                referentiel.inputsByDimension().entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            Dimension dimension = entry.getKey();
            ArrayNode fields =
                    group(components, dimension.code(), dimension.label()).withArray("components");
            List<Input> inputs = entry.getValue();
            int row = 0;
            boolean half = false;
            for (int i = 0; i < inputs.size(); i++) {
                boolean wholeOfNext = i + 1 < inputs.size()
                        && inputs.get(i).code().equals(inputs.get(i + 1).atMost());
                if (half && wholeOfNext) {
                    row++; // a part stands beside its whole
                    half = false;
                }
                field(fields, inputs.get(i), dimension.code() + "_" + row);
                row += half ? 1 : 0;
                half = !half;
            }
        }
        return write(form);
    }

    private static void field(ArrayNode fields, Input input, String row) {
        // an absent figure makes the opinion incomplete, it never refuses the submission: some are not known yet
        ObjectNode field = number(fields, input.code(), input.label(), row);
        field.put(
                "description",
                "%sDe %s à %s{{hints.%s}}"
                        .formatted(
                                input.required() ? "Indispensable à l'avis. " : "",
                                FormRules.french(input.min()),
                                FormRules.french(input.max()),
                                input.code()));
        unit(field, input.unit());
        if (input.integer()) {
            field.put("decimalDigits", 0);
        }
        ObjectNode rules = field.putObject("validate");
        rules.put("min", input.min());
        rules.put("max", input.max());
    }

    private static String objectives(Referentiel referentiel) {
        ObjectNode form = form(objectivesId(referentiel.version()));
        ArrayNode components = form.putArray("components");
        dossier(components);
        text(
                components,
                "introduction",
                "Les objectifs ci-dessous sont **calculés à partir de vos données prévues**. Vous pouvez en fixer de plus exigeants, jamais de moins exigeants.");
        for (Dimension dimension : referentiel.dimensions()) {
            ArrayNode fields =
                    group(components, dimension.code(), dimension.label()).withArray("components");
            int place = 0;
            for (Commitment commitment : dimension.commitments()) {
                for (Indicator indicator : commitment.indicators()) {
                    ObjectNode field = number(
                            fields,
                            indicator.code(),
                            indicator.code() + ". " + indicator.label(),
                            dimension.code() + "_" + place++ / 2);
                    field.put("description", "{{hints.%s}}".formatted(indicator.code()));
                    unit(field, indicator.unit());
                }
            }
        }
        return write(form);
    }

    static ObjectNode form(String id) {
        ObjectNode form = FormSchema.JSON.createObjectNode();
        form.put("id", id);
        form.put("type", "default");
        form.put("schemaVersion", 16);
        form.put("executionPlatform", "Camunda Platform");
        form.put("executionPlatformVersion", "7.24.0");
        return form;
    }

    static void dossier(ArrayNode components) {
        text(group(components, "dossier", "Dossier").withArray("components"), "dossierSummary", "=dossier.summary");
    }

    static ObjectNode group(ArrayNode components, String id, String label) {
        ObjectNode group = components.addObject();
        group.put("type", "group");
        group.put("id", "group_" + id);
        group.put("label", label);
        group.put("showOutline", true);
        layout(group, "row_" + id, null);
        group.putArray("components");
        return group;
    }

    static void text(ArrayNode components, String id, String text) {
        ObjectNode component = components.addObject();
        component.put("type", "text");
        component.put("id", "text_" + id);
        component.put("text", text);
        layout(component, "row_" + id, null);
    }

    static ObjectNode number(ArrayNode fields, String key, String label, String row) {
        ObjectNode field = fields.addObject();
        field.put("type", "number");
        field.put("id", "field_" + key);
        field.put("key", key);
        field.put("label", label);
        field.put("serializeToString", true);
        layout(field, "row_" + row, 8);
        return field;
    }

    private static void unit(ObjectNode field, String ucum) {
        String unit = UnitLabels.french(ucum);
        if (!unit.isBlank()) {
            field.putObject("appearance").put("suffixAdorner", unit);
        }
    }

    static void layout(ObjectNode component, String row, @org.jspecify.annotations.Nullable Integer columns) {
        ObjectNode layout = component.putObject("layout");
        layout.put("row", row);
        layout.put("columns", columns);
    }

    static String write(ObjectNode form) {
        try {
            return FormSchema.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
