/** The paths of finished dossiers, run through another version of a model. */
@org.springframework.modulith.NamedInterface("replay")
package fr.ecoquartier.modelling.replay;
