package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Modelled;
import java.lang.reflect.Modifier;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * The beans that a deployed model may name: those marked {@link Modelled}, and no other. A delegate is named as a whole
 * ({@code ${indicatorCheck}}); any other modelled bean offers its public methods to expressions ({@code
 * ${delays.of('x')}}).
 */
@Component
public class ModelledBeans {

    private final ListableBeanFactory beans;

    ModelledBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Bean name → what it does, in French: for the people who draw. */
    public Map<String, String> catalogue() {
        Map<String, String> catalogue = new TreeMap<>();
        for (String name : beans.getBeanNamesForAnnotation(Modelled.class)) {
            catalogue.put(name, beans.findAnnotationOnBean(name, Modelled.class).value());
        }
        return catalogue;
    }

    /** Those of the catalogue that an element of a model can run as a whole. */
    public Map<String, String> delegates() {
        Map<String, String> delegates = catalogue();
        delegates.keySet().removeIf(name -> !isDelegate(name));
        return delegates;
    }

    boolean isDelegate(String name) {
        return is(name, JavaDelegate.class) || is(name, ActivityBehavior.class);
    }

    boolean isExecutionListener(String name) {
        return is(name, ExecutionListener.class);
    }

    boolean isTaskListener(String name) {
        return is(name, TaskListener.class);
    }

    /** Whether {@code name.method(…)} may be called by an expression of a model. */
    boolean offers(String name, String method) {
        if (isDelegate(name) || isExecutionListener(name) || isTaskListener(name)) {
            return false;
        }
        return type(name).stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(
                        candidate -> candidate.getName().equals(method) && Modifier.isPublic(candidate.getModifiers()));
    }

    /** The same beans for the engine's expression resolver. */
    Map<Object, Object> asMap() {
        return new AbstractMap<>() {
            @Override
            public boolean containsKey(Object name) {
                return name instanceof String text && type(text).isPresent();
            }

            @Override
            public Object get(Object name) {
                return containsKey(name) ? beans.getBean((String) name) : null;
            }

            @Override
            public Set<Entry<Object, Object>> entrySet() {
                return Set.of();
            }
        };
    }

    private boolean is(String name, Class<?> expected) {
        return type(name).filter(expected::isAssignableFrom).isPresent();
    }

    private Optional<Class<?>> type(String name) {
        if (!beans.containsBean(name) || beans.findAnnotationOnBean(name, Modelled.class) == null) {
            return Optional.empty();
        }
        Object bean = beans.getBean(name);
        return Optional.of(AopUtils.getTargetClass(bean));
    }
}
