package fr.ecoquartier.workflow.guard;

import java.util.Map;

/** Where deployments go that somebody asks for by the engine's REST interface or web apps. */
public interface DeploymentDesk {

    /**
     * Takes files that passed the gate from an administrator.
     *
     * @param name that the person gave the deployment
     * @param files by their names
     * @param personId account of the administrator
     * @return id of the deployment, when it was deployed at once
     * @throws fr.ecoquartier.workflow.Refusal when nothing is deployed: what is wrong, or who has to approve
     */
    String receive(String name, Map<String, byte[]> files, String personId);
}
