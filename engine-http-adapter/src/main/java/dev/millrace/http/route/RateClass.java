package dev.millrace.http.route;

/** The groups of routes whose requests are counted together (document 001, rate limits). */
public enum RateClass {
    /** Counted by address. */
    AUTHENTICATION,
    EXECUTION,
    QUERY,
    CHANGE,
    /** Not counted. */
    FREE
}
