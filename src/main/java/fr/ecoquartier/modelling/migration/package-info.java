/** Running instances moved from one version of a process to another. */
@org.springframework.modulith.NamedInterface("migration")
package fr.ecoquartier.modelling.migration;
