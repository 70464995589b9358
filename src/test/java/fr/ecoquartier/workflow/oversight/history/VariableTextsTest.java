package fr.ecoquartier.workflow.oversight.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;

/** Values of variables as a French reader understands them. */
class VariableTextsTest {

    @Test
    void plainValuesAreFrench() {
        assertThat(VariableTexts.text("x", Variables.booleanValue(true))).isEqualTo("Oui");
        assertThat(VariableTexts.text("x", Variables.doubleValue(-1234.5))).isEqualTo("\u22121\u202f234,5");
        assertThat(VariableTexts.text("x", Variables.integerValue(null))).isEqualTo("–");
        assertThat(VariableTexts.text("x", Variables.dateValue(Date.from(Instant.parse("2012-03-01T13:05:00Z")))))
                .isEqualTo("1er mars 2012 à 14\u00a0h\u00a005");
        assertThat(VariableTexts.text("x", Variables.stringValue("signed"))).isEqualTo("signed");
        assertThat(VariableTexts.text("outcome", Variables.stringValue("signed")))
                .isEqualTo("signé");
        assertThat(VariableTexts.text("stage", Variables.stringValue("followUp")))
                .isEqualTo("Suivi");
        assertThat(VariableTexts.text("admissibility", Variables.stringValue("admissible")))
                .isEqualTo("recevable");
        assertThat(VariableTexts.text("unknown", Variables.stringValue("admissible")))
                .isEqualTo("admissible");
    }

    @Test
    void structuredValuesAreIndentedAndNeverMadeObjects() {
        var value = Variables.serializedObjectValue("{\"a\":[1,2]}")
                .serializationDataFormat("application/json")
                .objectTypeName("java.util.Map")
                .create();

        assertThat(VariableTexts.structured(value)).isTrue();
        assertThat(VariableTexts.text("x", value)).contains("\"a\" : [ 1, 2 ]");
        assertThat(VariableTexts.structured(Variables.stringValue("{}"))).isFalse();
    }
}
