package fr.ecoquartier.correspondence;

import java.time.Instant;

/**
 * A message was added to the thread of a dossier; published in the transaction that adds it. Private notes are told to
 * nobody.
 *
 * @param authorId account of who wrote it
 * @param side whose message it is: those of the other side are the ones to tell
 */
public record MessagePosted(
        String reference, long messageId, String authorId, String authorName, Side side, Instant postedAt) {}
