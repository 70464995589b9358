package fr.ecoquartier.workflow.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the engine answers: its REST interface and the resources of its web apps. */
@Configuration(proxyBeanMethods = false)
class GuardedAddresses {

    @Bean
    FilterRegistrationBean<EngineAnswers> engineAnswers(
            IdentityService identities, HardenedEngine engine, ObjectMapper json) {
        FilterRegistrationBean<EngineAnswers> registration =
                new FilterRegistrationBean<>(new EngineAnswers(identities, engine, json));
        registration.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        registration.setOrder(-50); // inside the security chain, around every filter of the engine
        return registration;
    }
}
