package fr.ecoquartier.modelling.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpressionTest {

    private final Map<String, Object> variables = new HashMap<>(Map.of("outcome", "signed", "round", 2, "kept", true));

    @Test
    void comparesAndCombinesAsTheEngineDoes() {
        assertThat(value("${outcome == 'signed'}")).isEqualTo(true);
        assertThat(value("${outcome == 'refused' || outcome == 'abandoned'}")).isEqualTo(false);
        assertThat(value("${round + 1}")).isEqualTo(3L);
        assertThat(value("${not kept or round ge 2}")).isEqualTo(true);
        assertThat(value("${round == 2 ? 'a' : \"b\"}")).isEqualTo("a");
        assertThat(value("signed")).isEqualTo("signed");
        assertThat(value("tour ${round}")).isEqualTo("tour 2");
        variables.put("nothing", null);
        assertThat(value("${nothing == 'x'}")).isEqualTo(false);
        assertThat(value("${empty nothing}")).isEqualTo(true);
        assertThat(value("${outcome == \"signed\" && !(round > 2)}")).isEqualTo(true);
    }

    @Test
    void whatDependsOnTheDayIsUnknownUnlessTheRestDecides() {
        assertThat(of("${trio.complete(reference, stage)}").known()).isFalse();
        assertThat(of("${kept || trio.complete(reference, stage)}").isTrue()).isTrue();
        assertThat(of("${outcome == 'x' && trio.complete(reference, stage)}").isFalse())
                .isTrue();
        assertThat(of("${missing == 'x'}").why()).contains("missing");
        assertThat(of("${''.getClass()}").known()).isFalse();
    }

    @Test
    void tellsWhatItReads() {
        assertThat(Expression.variables("${delays.after(planDeadline, 'planGrace')}"))
                .containsExactly("planDeadline");
        assertThat(Expression.variables("#{execution.processBusinessKey}")).isEmpty();
        assertThat(Expression.variables("${a.b.c && other}")).contains("other");
        assertThat(Expression.of("${trio.complete( reference ,stage )}").calls())
                .containsExactly("trio.complete(reference,stage)");
        assertThat(Expression.of("${a=='x'}").sameAs(Expression.of("${ a == \"x\" }")))
                .isTrue();
    }

    @Test
    void whatIsBeyondMeasureIsReadOrLeftUnknownAndNeverFails() {
        assertThat(value("${round < 99999999999999999999}")).isEqualTo(true);
        assertThat(of("${round" + " + 1".repeat(100_000) + " > 2}").known()).isFalse();
        assertThat(of("${" + "(".repeat(100_000) + "round" + ")".repeat(100_000) + "}")
                        .known())
                .isFalse();
    }

    private Object value(String text) {
        return of(text).content();
    }

    private Value of(String text) {
        return Expression.of(text)
                .evaluate(name -> variables.containsKey(name)
                        ? Value.of(variables.get(name))
                        : Value.unknown("« " + name + " » manque"));
    }
}
