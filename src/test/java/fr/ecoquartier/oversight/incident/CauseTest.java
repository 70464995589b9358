package fr.ecoquartier.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failure says becomes a cause that a manager understands; what is particular to a dossier does not divide it. */
class CauseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.net.ConnectException: Connection refused | UNREACHABLE",
                "Read timed out | UNREACHABLE",
                "ENGINE-03005 Execution of 'UPDATE' failed: OptimisticLockingException | CONFLICT",
                "PreparedStatementCallback; bad SQL grammar [select x] | DATABASE",
                "duplicate key value violates unique constraint | DATABASE",
                "missing boundary event for error figuresInvalid | UNCAUGHT",
                "No outgoing sequence flow could be selected for continuing the process | MODEL",
                "Unknown property used in expression: ${outcome} | MODEL",
                "no BASELINE figures of EQ-2012-00007 | MISSING",
                "Cannot invoke \"String.length()\" because \"x\" is null | MISSING",
                "quelque chose d'autre | OTHER"
            })
    void theWordsOfAFailureTellItsKind(String message, Cause cause) {
        assertThat(Cause.of(message)).isEqualTo(cause);
    }

    @Test
    void theSentenceAroundACauseIsLeftOut() {
        String message =
                "L'étape « Calculer » du dossier EQ-2012-00007 n'a pas pu se terminer. Cause : no figures of EQ-2012-00007";

        assertThat(Cause.reason(message)).isEqualTo("no figures of EQ-2012-00007");
        assertThat(Cause.common(message)).isEqualTo(Cause.common(message.replace("00007", "00123")));
        assertThat(Cause.common(message)).isNotEqualTo(Cause.common(message.replace("figures", "objectives")));
        assertThat(Cause.reason(null)).isEmpty();
        assertThat(Cause.reason("x".repeat(1000))).hasSizeLessThan(310);
    }
}
