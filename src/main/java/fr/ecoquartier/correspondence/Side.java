package fr.ecoquartier.correspondence;

/** On which side of the thread somebody writes. */
public enum Side {
    AUTHORITY,
    REVIEWER
}
