package fr.ecoquartier.bench;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.workflow.migration.MigrationBenchmark;

/** Runs under {@code mvn -Pbench verify}. */
@IntegrationTest
class MigrationBenchmarks extends MigrationBenchmark {}
