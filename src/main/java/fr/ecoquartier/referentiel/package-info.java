/** Versions of the référentiel: loading, validation, immutable storage, and checks of figures against them. */
package fr.ecoquartier.referentiel;
