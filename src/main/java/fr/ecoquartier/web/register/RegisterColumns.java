package fr.ecoquartier.web.register;

import fr.ecoquartier.register.Departement;
import fr.ecoquartier.register.PublicOperation;
import fr.ecoquartier.register.RegisterField;
import fr.ecoquartier.web.French;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The columns of the open data: one list for the CSV file, the JSON file, their documentation and their schema. Names
 * and order never change; a new column comes at the end, before {@code page} and {@code licence}.
 */
@Component
class RegisterColumns {

    static final String LICENCE = "Licence Ouverte / Open Licence 2.0 (Etalab)";
    static final String LICENCE_ADDRESS = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

    enum Type {
        TEXT("texte"),
        DATE("date (AAAA-MM-JJ)"),
        BOOLEAN("oui ou non en CSV, true ou false en JSON");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * A column.
     *
     * @param field the field that an administrator may close; null when the column is always public
     * @param value a text, a date, a boolean, or null
     */
    record Column(
            String name,
            Type type,
            String description,
            @Nullable RegisterField field,
            Function<PublicOperation, @Nullable Object> value) {

        Object of(PublicOperation operation) {
            return value.apply(operation);
        }
    }

    private final List<Column> columns = new ArrayList<>();
    private final String base;

    RegisterColumns(@Value("${ecoquartier.public-address}") String base) {
        this.base = base.replaceAll("/+$", "");
        text("reference", "Référence de l’opération, unique et stable", PublicOperation::reference);
        text("operation", "Nom de l’opération", PublicOperation::operation);
        text("collectivite", "Nom de la collectivité porteuse", PublicOperation::authorityName);
        text(
                "code_collectivite",
                "Code INSEE de la commune ou SIREN de l’intercommunalité",
                PublicOperation::authorityCode);
        text("nature_collectivite", "Commune ou Intercommunalité", PublicOperation::authorityKind);
        text(
                "code_departement",
                "Code du département\u00a0; pour une intercommunalité, celui où vit la plus grande part de sa population",
                operation -> code(operation.departement()));
        text("departement", "Nom du département", operation -> label(operation.departement()));
        text("code_region", "Code INSEE de la région de 2012", PublicOperation::regionCode);
        text("region", "Nom de la région de 2012", PublicOperation::region);
        text(
                "etat",
                "Code de l’état, voir la liste des états",
                operation -> operation.state().code());
        text("libelle_etat", "Libellé de l’état", operation -> operation.state().label());
        date("date_charte", "Signature de la charte", PublicOperation::charterOn);
        date("date_contrat", "Signature du contrat", PublicOperation::contractOn);
        date("date_label", "Attribution du label", PublicOperation::labelOn);
        date("date_confirmation", "Confirmation du label", PublicOperation::confirmedOn);
        date(
                "date_fin",
                "Retrait du label, résiliation du contrat ou désistement, selon l’état",
                PublicOperation::endedOn);
        date("label_valable_jusqu_au", "Fin de validité du label, avant sa confirmation", PublicOperation::validUntil);
        columns.add(new Column(
                "demonstration",
                Type.BOOLEAN,
                "Opération de démonstration, sans valeur",
                null,
                PublicOperation::demonstration));
        for (RegisterField field : RegisterField.values()) {
            Type type = switch (field) {
                case DELIBERATION_DATE, EXPECTED_START, EXPECTED_END, OPENED -> Type.DATE;
                default -> Type.TEXT;
            };
            columns.add(new Column(field.code(), type, field.label(), field, operation -> value(operation, field)));
        }
        text("page", "Adresse de la page de l’opération", operation -> address(operation.reference()));
        text("licence", "Licence de réutilisation\u00a0: " + LICENCE, operation -> LICENCE);
    }

    private void text(String name, String description, Function<PublicOperation, @Nullable Object> value) {
        columns.add(new Column(name, Type.TEXT, description, null, value));
    }

    private void date(String name, String description, Function<PublicOperation, @Nullable Object> value) {
        columns.add(new Column(name, Type.DATE, description, null, value));
    }

    List<Column> all() {
        return columns;
    }

    /** The page of an operation, as everybody reaches it. */
    String address(String reference) {
        return base + "/registre/" + reference;
    }

    /** The address under which people reach the application, without a slash at its end. */
    String base() {
        return base;
    }

    private @Nullable Object value(PublicOperation operation, RegisterField field) {
        Object value = operation.field(field);
        if (value == null) {
            return null;
        }
        return switch (field) {
            case VERIFICATION -> base + "/verification/" + value;
            case CONTEXT -> new French().context(value.toString()).toLowerCase(Locale.FRENCH);
            default -> value;
        };
    }

    private static @Nullable String code(@Nullable Departement departement) {
        return departement == null ? null : departement.code();
    }

    private static @Nullable String label(@Nullable Departement departement) {
        return departement == null ? null : departement.label();
    }
}
