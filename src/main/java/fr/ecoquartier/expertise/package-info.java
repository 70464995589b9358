/** Experts, their conflicts of interest, and the trio named for a stage of a dossier. */
@org.springframework.modulith.ApplicationModule(displayName = "Expertise")
package fr.ecoquartier.expertise;
