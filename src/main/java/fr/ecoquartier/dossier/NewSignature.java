package fr.ecoquartier.dossier;

import java.time.LocalDate;

/** A signature to record: the hash is computed by {@link Dossiers#sign}. */
public record NewSignature(
        Party party, String signatoryName, String signatoryFunction, LocalDate signedOn, String text) {}
