/**
 * The dossier: stages, figures, objectives, evidence, opinions, decisions, journal. Truth is in its own tables; the
 * process that moves it is behind {@link fr.ecoquartier.dossier.LabelProcess}.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Dossier")
package fr.ecoquartier.dossier;
