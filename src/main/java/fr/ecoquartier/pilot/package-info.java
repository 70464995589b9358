/**
 * The campaigns of pilot tests: candidates, the sample, the pilots, and what was learnt from them. The process that moves
 * a campaign is behind {@link fr.ecoquartier.pilot.PilotProcess}.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Tests pilotes")
package fr.ecoquartier.pilot;
