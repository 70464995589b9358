package fr.ecoquartier.workflow.modelling.paths;

import fr.ecoquartier.modelling.path.ModelFacts;
import fr.ecoquartier.workflow.Modelled;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The facts that our code declares, without starting it. */
public final class OurFacts {

    private OurFacts() {}

    public static ModelFacts read() {
        return new EngineFacts(marked());
    }

    static Map<String, Modelled> marked() {
        Map<String, Modelled> marked = new TreeMap<>();
        classes().forEach((name, type) -> marked.put(name, type.getAnnotation(Modelled.class)));
        return marked;
    }

    static Map<String, Class<?>> classes() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Modelled.class));
        Map<String, Class<?>> classes = new TreeMap<>();
        for (BeanDefinition definition : scanner.findCandidateComponents("fr.ecoquartier")) {
            try {
                String name = AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
                        definition, new org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry());
                classes.put(name, Class.forName(definition.getBeanClassName()));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return classes;
    }
}
