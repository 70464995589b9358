/** Who evaluates the test dossiers of a campaign, and what each evaluator says of them, independently of the others. */
@org.springframework.modulith.NamedInterface("rating")
package fr.ecoquartier.pilot.rating;
