/** The electronic seal of documents: the key, sealing in PAdES, and reading what a sealed file says of itself. */
@org.springframework.modulith.NamedInterface("seal")
package fr.ecoquartier.act.seal;
