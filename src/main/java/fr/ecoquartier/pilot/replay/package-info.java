/**
 * A draft of the référentiel replayed on every dossier before it is adopted. The engine ({@link
 * fr.ecoquartier.pilot.replay.ReplayEngine}) is pure: versions and figures in, changes and totals out.
 */
@org.springframework.modulith.NamedInterface("replay")
package fr.ecoquartier.pilot.replay;
