package fr.ecoquartier.bench;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.label.DossierPathBenchmark;

/** Runs under {@code mvn -Pbench verify}. */
@IntegrationTest
class DossierPathBenchmarks extends DossierPathBenchmark {}
