package fr.ecoquartier.modelling;

import java.util.List;
import java.util.Optional;

/** The models that the engine knows; implemented by the room {@code workflow}. */
public interface ModelCatalogue {

    /** The latest version of each model, by kind and name. */
    List<ModelVersion> latest();

    /** All versions of a model, the latest first; empty when there is none of that key. */
    List<ModelVersion> versions(ModelKind kind, String key);

    /** One version of a model. */
    default Optional<ModelVersion> version(ModelKind kind, String key, int version) {
        return versions(kind, key).stream()
                .filter(found -> found.version() == version)
                .findFirst();
    }

    /** The file of a version, as it was deployed. */
    Optional<String> content(ModelKind kind, String key, int version);
}
