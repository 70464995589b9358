/**
 * The sample of a campaign of pilot tests: which candidates to retain under quotas, proven optimal, with its
 * explanation. Pure: no Spring, no database; docs/decisions/0801 says what is optimised.
 */
@NullMarked
@NamedInterface("sample")
package fr.ecoquartier.pilot.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
