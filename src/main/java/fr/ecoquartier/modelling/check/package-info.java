/** What is wrong with models that are to be deployed, element by element. */
@org.springframework.modulith.NamedInterface("check")
package fr.ecoquartier.modelling.check;
