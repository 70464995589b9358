package fr.ecoquartier.modelling.template;

/** Asks the running application what models may name; implemented by the room {@code workflow}. */
public interface ModelOffers {

    ModelOffer inForce();
}
