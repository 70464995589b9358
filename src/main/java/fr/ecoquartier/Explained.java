package fr.ecoquartier;

/**
 * A failure whose message alone tells an operator what is wrong and what to do. When it stops the start, the message is
 * all that is printed: no stack trace.
 */
public interface Explained {}
