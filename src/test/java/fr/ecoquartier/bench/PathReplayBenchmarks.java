package fr.ecoquartier.bench;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.modelling.paths.PathReplayBenchmark;

/** Runs under {@code mvn -Pbench verify}. */
@IntegrationTest
class PathReplayBenchmarks extends PathReplayBenchmark {}
