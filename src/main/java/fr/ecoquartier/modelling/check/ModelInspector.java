package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import java.util.List;

/** What the engine itself says of files, without deploying them; implemented by the room {@code workflow}. */
public interface ModelInspector {

    /** Elements, delegates and expressions that no model may use. Runs nothing of the model. */
    List<Finding> gate(ModelFile file);

    /** What the engine's own parser refuses. Only for files that passed the gate. */
    List<Finding> parse(ModelFile file);
}
