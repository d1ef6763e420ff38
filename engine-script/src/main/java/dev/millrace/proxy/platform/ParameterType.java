package dev.millrace.proxy.platform;

/** What a parameter's value must be, or must be the full literal of. */
public enum ParameterType {
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    ARRAY,
    OBJECT,
    ANY
}
