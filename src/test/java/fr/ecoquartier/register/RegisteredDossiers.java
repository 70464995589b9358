package fr.ecoquartier.register;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import java.util.Map;

/** Dossiers brought to a stage by what the steps of the process do to them. */
public final class RegisteredDossiers {

    public static final Actor SOMEBODY = new Actor("registre.essai", "Essai du registre", "Collectivité");

    private final Dossiers dossiers;

    public RegisteredDossiers(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    /** A dossier whose charter is under way. */
    public String opened(String authority, String operation, boolean demonstration) {
        try {
            String reference = dossiers.open(new NewDossier(authority, operation, "urban", demonstration), SOMEBODY);
            dossiers.enterStage(reference, DossierStage.CHARTER, 1);
            return reference;
        } catch (NotPossible refusal) {
            throw new AssertionError(refusal);
        }
    }

    /** A dossier with a signed charter. */
    public String chartered(String authority, String operation) {
        String reference = opened(authority, operation, false);
        pass(reference, DossierStage.CHARTER, "signed");
        return reference;
    }

    /** A dossier with a signed contract. */
    public String contracted(String authority, String operation) {
        String reference = chartered(authority, operation);
        pass(reference, DossierStage.CONTRACT, "signed");
        return reference;
    }

    /** A dossier with a label. */
    public String labelled(String authority, String operation) {
        String reference = contracted(authority, operation);
        pass(reference, DossierStage.AWARD, "labelled");
        return reference;
    }

    public void pass(String reference, DossierStage stage, String outcome) {
        dossiers.enterStage(reference, stage, 1);
        dossiers.closeStage(reference, stage, outcome);
    }

    public void describe(String reference, String operation, Map<String, Object> details) {
        dossiers.describe(
                new Step(reference, DossierStage.CHARTER, "fileCharterRequest", reference + ":described", "charter:1"),
                operation,
                "urban",
                details,
                SOMEBODY);
    }
}
