package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.workflow.Modelled;
import java.util.List;
import org.springframework.stereotype.Component;

/** The trio of experts, as models ask for it. */
@Component("trio")
@Modelled("Trio d'experts : pending (avis attendus), complete (tous rendus), rapporteur (qui rédige la synthèse)")
public class TrioMembers {

    private final Trios trios;

    TrioMembers(Trios trios) {
        this.trios = trios;
    }

    /** Account names of those whose opinion is still awaited. */
    public List<String> pending(String reference, String stage) {
        return trios.pending(reference, DossierStage.of(stage));
    }

    /** False when somebody stepped down instead of giving an opinion. */
    public boolean complete(String reference, String stage) {
        return pending(reference, stage).isEmpty();
    }

    /** Account name of the member who writes the synthesis: the national expert. */
    public String rapporteur(String reference, String stage) {
        return trios.of(reference, DossierStage.of(stage))
                .orElseThrow(() -> new IllegalStateException("no trio for the stage " + stage + " of " + reference))
                .national();
    }
}
