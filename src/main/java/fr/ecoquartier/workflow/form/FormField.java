package fr.ecoquartier.workflow.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a Camunda Form, as the server enforces it.
 *
 * @param exactText a number that travels as text, so that no digit is lost ({@code serializeToString})
 * @param locked read-only or disabled: what comes back must be what was shown
 * @param returned read-only, and sent back so that the step knows what the person was shown; the step judges it
 * @param values allowed values written in the form, null when there are none
 * @param valuesKey name of the shown list of allowed values, null when there is none
 * @param notAfterToday a date that cannot be in the future
 * @param notBeforeToday a date that cannot be in the past
 */
record FormField(
        String key,
        String label,
        Kind kind,
        boolean required,
        boolean exactText,
        boolean locked,
        boolean returned,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Integer decimalDigits,
        @Nullable Integer minLength,
        int maxLength,
        @Nullable Pattern pattern,
        @Nullable List<String> values,
        @Nullable String valuesKey,
        boolean notAfterToday,
        boolean notBeforeToday) {

    enum Kind {
        TEXT,
        LONG_TEXT,
        NUMBER,
        DATE,
        YES_NO,
        CHOICE,
        CHOICES
    }
}
