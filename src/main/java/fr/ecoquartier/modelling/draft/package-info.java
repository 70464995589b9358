/** Drafts of models: what administrators draw before it is deployed, with every revision. */
@org.springframework.modulith.NamedInterface("draft")
package fr.ecoquartier.modelling.draft;
