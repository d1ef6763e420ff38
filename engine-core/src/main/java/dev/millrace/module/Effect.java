package dev.millrace.module;

/** What a call of a module does to the world, and so what may happen after a crash in the middle of it. */
public enum Effect {
    /** Nothing: the same inputs give the same outputs, and a call may be repeated or left out. */
    PURE,
    /** Something that may happen twice without harm, given the same idempotency key. */
    REPEATABLE,
    /** Something that must not happen twice: after a crash in the middle the step's outcome is unknown. */
    ONCE
}
