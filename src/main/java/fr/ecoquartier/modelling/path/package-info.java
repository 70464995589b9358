/** Rules over the ways through a model, and what they need to know of the application and of running dossiers. */
@org.springframework.modulith.NamedInterface("path")
package fr.ecoquartier.modelling.path;
