package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.RequestNotExecutedException;

/** What the library below reports, in our words: its own may quote what was sent or received. */
final class Failures {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private Failures() {}

    static EgressException of(Throwable failure, Target target) {
        if (failure instanceof EgressException known) {
            return known;
        }
        String where = target.origin();
        if (failure instanceof ConnectTimeoutException) {
            return told(Kind.NOT_CONNECTED, where + " did not accept the connection in time", failure);
        }
        if (failure instanceof SocketTimeoutException) {
            return told(Kind.TIMED_OUT, where + " sent nothing for longer than it may", failure);
        }
        if (failure instanceof UnknownHostException) {
            return told(Kind.UNKNOWN_HOST, "there is no host for " + where, failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return told(Kind.NOT_CONNECTED, "nobody accepts connections at " + where, failure);
        }
        if (failure instanceof SSLException) {
            return told(
                    Kind.TLS_FAILED,
                    "no trusted connection to " + where + ": its certificate is not trusted, or it speaks no TLS",
                    failure);
        }
        if (failure instanceof ConnectionClosedException) {
            return told(Kind.BROKEN, where + " closed the connection before its answer was complete", failure);
        }
        return told(
                Kind.BROKEN,
                "the call of " + where + " ended with " + failure.getClass().getSimpleName()
                        + ": the connection broke, or the answer is no HTTP",
                failure);
    }

    /** True if a kept connection may have ended under the request, and the request was not sent or does no harm twice. */
    static boolean mayBeSentAgain(Exception failure, String method) {
        boolean wasNotConnected = failure instanceof ConnectException || failure instanceof NoRouteToHostException;
        boolean hasEnded = failure instanceof ConnectionClosedException || failure instanceof SocketException;
        return failure instanceof RequestNotExecutedException
                || (hasEnded && !wasNotConnected && REPEATABLE.contains(method));
    }

    private static EgressException told(Kind kind, String message, Throwable cause) {
        return new EgressException(kind, message, cause);
    }
}
