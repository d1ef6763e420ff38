package dev.millrace.egress;

import java.io.IOException;

/** Why a call did not come to an answer. The message is for the author of the workflow and holds no secret. */
public final class EgressException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Kind {
        /** The request itself is wrong: its URL, a header, its method. Nothing was sent. */
        INVALID_REQUEST("Invalid request"),
        /** The policy does not permit the target, or the target of a redirect. */
        REFUSED("Target not allowed"),
        /** The name service does not know the host. */
        UNKNOWN_HOST("Unknown host"),
        /** Nobody accepts connections there. Nothing was sent. */
        NOT_CONNECTED("Connection failed"),
        /** The other side could not be trusted, or speaks no TLS. Nothing was sent. */
        TLS_FAILED("TLS failed"),
        /** It took longer than it may. */
        TIMED_OUT("Timeout"),
        /** The answer is larger than it may be. */
        TOO_LARGE("Answer too large"),
        /** More redirects than are followed, or one that leads nowhere. */
        REDIRECTED("Redirect failed"),
        /** The connection ended early, or the answer is no HTTP. */
        BROKEN("Connection broken");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** A few words for people. */
        public String title() {
            return title;
        }
    }

    private final Kind kind;

    public EgressException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    EgressException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
