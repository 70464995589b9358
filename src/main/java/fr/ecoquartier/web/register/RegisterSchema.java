package fr.ecoquartier.web.register;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.DateSchema;
import io.swagger.v3.oas.models.media.DateTimeSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.LinkedHashSet;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The schema of the JSON file in the description of the API, from the very columns that the file is written from. */
@Configuration(proxyBeanMethods = false)
class RegisterSchema {

    static final String NAME = "RegistreFichier";
    private static final String OPERATION = "RegistreOperation";

    @Bean
    OpenApiCustomizer schemaOfRegister(RegisterColumns columns) {
        return api -> {
            if (api.getComponents() == null) {
                api.setComponents(new Components());
            }
            api.getComponents().addSchemas(OPERATION, operation(columns)).addSchemas(NAME, file());
        };
    }

    private static Schema<?> operation(RegisterColumns columns) {
        Schema<?> schema = new ObjectSchema();
        for (RegisterColumns.Column column : columns.all()) {
            Schema<?> cell = switch (column.type()) {
                case TEXT -> new StringSchema();
                case DATE -> new DateSchema();
                case BOOLEAN -> new BooleanSchema();
            };
            cell.setDescription(column.description());
            if (column.type() != RegisterColumns.Type.BOOLEAN) {
                cell.setTypes(new LinkedHashSet<>(List.of("string", "null")));
            }
            schema.addProperty(column.name(), cell);
            schema.addRequiredItem(column.name());
        }
        return schema;
    }

    private static Schema<?> file() {
        Schema<?> schema = new ObjectSchema();
        schema.addProperty("version", new IntegerSchema().description("Version de ce schéma"));
        schema.addProperty("titre", new StringSchema());
        schema.addProperty("licence", new StringSchema());
        schema.addProperty("licence_adresse", new StringSchema().format("uri"));
        schema.addProperty("documentation", new StringSchema().format("uri"));
        schema.addProperty("mis_a_jour", new DateTimeSchema().description("Dernier changement du registre"));
        schema.addProperty(
                "operations", new ArraySchema().items(new Schema<>().$ref("#/components/schemas/" + OPERATION)));
        schema.getProperties().keySet().forEach(schema::addRequiredItem);
        return schema;
    }
}
