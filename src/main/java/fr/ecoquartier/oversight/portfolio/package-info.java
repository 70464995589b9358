/** All dossiers at once: where they are, what flows, where time goes, what is late and what is to come. */
@org.springframework.modulith.NamedInterface("portfolio")
package fr.ecoquartier.oversight.portfolio;
