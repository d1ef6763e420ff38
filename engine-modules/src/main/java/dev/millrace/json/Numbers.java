package dev.millrace.json;

/** What becomes of numbers that the double, the only number of JavaScript, cannot hold exactly. */
public enum Numbers {
    /** They keep every digit: a {@code Long}, a {@code Double} where it is exact, else a {@code BigDecimal}. */
    EXACT,
    /** Text, so that an id stays what it is: whole ones beyond 2^53; written, also decimals of more than 15 digits. */
    TEXT,
    /** Rounded: {@code Long} where it is whole and fits, else {@code Double}. For what comes out of a script. */
    DOUBLE
}
