/** Deployment of drafts: request, approval, journal, roll-back. */
@org.springframework.modulith.NamedInterface("release")
package fr.ecoquartier.modelling.release;
