/**
 * The label's papers: charter, contract, reports, opinions, letters, certificate. Each is made once by a step of the
 * process, kept with its SHA-256 and never made again; a correction is a new document with a new number.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Actes")
package fr.ecoquartier.act;
