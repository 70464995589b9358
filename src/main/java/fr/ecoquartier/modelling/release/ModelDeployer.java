package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.check.Finding;
import java.util.List;
import java.util.Set;

/** Gives files to the engine; implemented by the room {@code workflow}. */
public interface ModelDeployer {

    /**
     * Deploys files together, in the caller's transaction: when it is rolled back, no version remains anywhere.
     *
     * @param name of the deployment, as Cockpit shows it
     * @throws DeploymentFailed when the engine refuses the files
     */
    Deployed deploy(String name, List<ModelFile> files);

    /**
     * What has to be deployed together with these files: the forms and decisions that their processes are bound to, the
     * processes that are bound to their forms and decisions, and what those are bound to in turn; as in service.
     *
     * @return the given files first
     */
    List<ModelFile> complete(List<ModelFile> files);

    /**
     * The files of an earlier version of a model, with the forms and decisions that it was deployed with and is bound
     * to.
     */
    List<ModelFile> bundle(ModelKind kind, String key, int version);

    /**
     * Processes that would get another form or decision than they have in service, because another process of the release
     * brings it and nobody chose it.
     *
     * @param chosen names of the files that somebody chose
     */
    List<Finding> conflicts(List<ModelFile> files, Set<String> chosen);

    /** What a deployment made, whoever deployed it. */
    List<DeployedVersion> versions(String deploymentId);

    record Deployed(String deploymentId, List<DeployedVersion> versions) {}
}
