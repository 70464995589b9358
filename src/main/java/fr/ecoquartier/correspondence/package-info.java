/**
 * What is written about a dossier between its authority and its reviewers: correction requests point by point, the thread,
 * the private notes of the reviewers, and the texts that they reuse.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Correspondence")
package fr.ecoquartier.correspondence;
