package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The directory entries of the demonstration's experts; two cannot sit, so that a conflict of interest can be seen. */
@Component
@Profile("demo")
class DemoExperts {

    private final Experts experts;

    DemoExperts(Experts experts) {
        this.experts = experts;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void register() {
        add("expert-national.demo", "Hélène Faure", ExpertKind.NATIONAL, "CETE de Lyon");
        add("expert-local.demo", "Marc Chevalier", ExpertKind.LOCAL, "CAUE du Rhône");
        add("expert-externe.demo", "Inès Roussel", ExpertKind.EXTERNAL, "Atelier Roussel, urbanistes");
        // in the directory only: without an account, and in conflict wherever the demonstration may name them
        add("expert-conflit.demo", "Paul Vidal", ExpertKind.LOCAL, "CETE de Lyon");
        add("expert-interet.demo", "Anne Keller", ExpertKind.EXTERNAL, "Cabinet Keller");
        for (String authority : new String[] {"38185", "67482", "75056"}) {
            experts.declareInterest("expert-interet.demo", authority, "a conseillé l'aménageur de la ville");
        }
    }

    private void add(String id, String name, ExpertKind kind, String employer) {
        experts.register(new Expert(id, name, kind, employer, null, true));
    }
}
