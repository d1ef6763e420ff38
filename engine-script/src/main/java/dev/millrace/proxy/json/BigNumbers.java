package dev.millrace.proxy.json;

/** What whole numbers become that JavaScript cannot hold exactly, those beyond 2^53 (spec script-proxy 5.7). */
public enum BigNumbers {
    /** Text, so that no id changes silently. */
    TEXT,
    /** Numbers, exact in Java; a script rounds them. */
    NUMBER
}
