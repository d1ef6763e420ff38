package dev.millrace.proxy;

/** Why a call failed (spec script-proxy 6). The names are stable. */
public enum ErrorCode {
    INVALID_ARGUMENT,
    PLATFORM_NOT_FOUND,
    PLATFORM_DISABLED,
    INSTANCE_NOT_FOUND,
    INSTANCE_DISABLED,
    NO_DEFAULT_INSTANCE,
    API_NOT_FOUND,
    API_DISABLED,
    MISSING_PARAMETER,
    TOO_MANY_ARGUMENTS,
    /** A token could not be fetched, or a secret is missing. */
    AUTH_FAILED,
    /** The egress policy does not permit the address. */
    HOST_NOT_ALLOWED,
    /** Connection, name service, TLS. */
    NETWORK,
    TIMEOUT,
    /** A status that is not accepted. */
    HTTP_STATUS,
    /** JSON is required but was not given, or the charset is wrong. */
    RESPONSE_INVALID,
    RESPONSE_TOO_LARGE,
    REQUEST_TOO_LARGE,
    /** The platform answered that it did not succeed. */
    BUSINESS_ERROR,
    /** Too many calls of a script, or of an instance in a second. */
    CALL_LIMIT,
    CANCELLED,
    /** Interfaces cannot be called from here. */
    NOT_AVAILABLE,
    /** The call failed inside the host, which is no fault of its author; the operator's log says why. */
    INTERNAL
}
