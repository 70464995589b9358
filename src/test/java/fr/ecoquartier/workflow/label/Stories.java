package fr.ecoquartier.workflow.label;

import fr.ecoquartier.dossier.NotPossible;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** What stories of all processes begin with. */
abstract class Stories {

    @Autowired
    AutowireCapableBeanFactory application;

    Story opened() throws NotPossible {
        return Story.open(application);
    }

    /** A dossier at the first task of a later stage. */
    Story openedAt(String stage) throws NotPossible {
        return Story.openAt(application, stage);
    }
}
