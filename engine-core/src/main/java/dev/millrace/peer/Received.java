package dev.millrace.peer;

/**
 * An instruction on its way to the engine that has the execution.
 *
 * @param key tells it from all others to the same execution; one that arrives twice is obeyed once
 */
public record Received(String key, Instruction instruction) {}
