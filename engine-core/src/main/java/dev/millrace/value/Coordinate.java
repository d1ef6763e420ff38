package dev.millrace.value;

/** A point on a screen or picture. */
public record Coordinate(double x, double y) {}
