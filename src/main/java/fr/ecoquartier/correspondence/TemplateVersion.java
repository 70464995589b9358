package fr.ecoquartier.correspondence;

import java.time.Instant;

/** A version of a text template, as it was written. */
public record TemplateVersion(int number, String title, String body, String writtenByName, Instant writtenAt) {}
