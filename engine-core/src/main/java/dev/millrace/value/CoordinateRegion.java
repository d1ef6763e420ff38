package dev.millrace.value;

/** A rectangle on a screen or picture; {@code right} and {@code bottom} are exclusive. */
public record CoordinateRegion(double left, double top, double right, double bottom) {}
