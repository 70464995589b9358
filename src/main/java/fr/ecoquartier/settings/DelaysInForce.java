package fr.ecoquartier.settings;

import java.util.Optional;

/** The delays that administrators changed, as the processes ask for them. */
@FunctionalInterface
public interface DelaysInForce {

    /** The ISO 8601 text set for a delay; empty when that of the configuration applies. */
    Optional<String> iso(String key);
}
