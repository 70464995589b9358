package fr.ecoquartier.workflow.label;

import fr.ecoquartier.workflow.Modelled;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names of the forms that a version of the référentiel brings, where nothing generates them. */
@Configuration(proxyBeanMethods = false)
class FiguresFormNames {

    @Bean("figuresForms")
    @ConditionalOnMissingBean(name = "figuresForms")
    Names figuresForms() {
        return new Names();
    }

    /** The names only. */
    @Modelled("Formulaires de saisie des chiffres et des objectifs, selon la version du référentiel")
    public static class Names {

        public String baseline(String version) {
            return "figures-" + version + "-baseline";
        }

        public String planned(String version) {
            return "figures-" + version + "-planned";
        }

        public String measured(String version) {
            return "figures-" + version + "-measured";
        }

        public String objectives(String version) {
            return "objectives-" + version;
        }
    }
}
