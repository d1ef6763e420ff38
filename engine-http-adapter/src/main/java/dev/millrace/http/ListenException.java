package dev.millrace.http;

/** A server cannot listen where it was told to: the port is taken, or the address is not of this machine. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenException(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? "unknown reason" : message;
    }
}
