/** What an administrator or a manager may change in the process of one dossier. */
@org.springframework.modulith.NamedInterface("intervention")
package fr.ecoquartier.oversight.intervention;
