package dev.millrace.value;

/** A picture known by its URI; the bytes stay where they are. */
public record ImageReference(String uri) {}
