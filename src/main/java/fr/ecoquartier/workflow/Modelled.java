package fr.ecoquartier.workflow;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a bean that models may name. A deployed model reaches the application through {@code
 * camunda:delegateExpression="${bean}"} only, and only through beans with this mark. The value says in French what the
 * bean does, for the people who draw diagrams.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Modelled {

    String value();

    /** Codes of the BPMN errors that it may raise: a model that names it catches them. */
    String[] raises() default {};

    /** Variables that it sets, {@code name} or {@code name=value} when it always gives the same. */
    String[] sets() default {};
}
