package dev.millrace.proxy;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Authenticates calls in a way of the host's own: {@code "auth":{"type":"script","function":NAME}} (spec script-proxy 4).
 * Thread-safe.
 */
@FunctionalInterface
public interface ProxyAuthenticator {
    /**
     * What to add to a request. Must not block; a stage that fails ends the call with {@link ErrorCode#AUTH_FAILED}, and its
     * message is not shown, as it may hold secrets.
     *
     * @param credentials of the instance, with their secrets
     */
    CompletionStage<Additions> authenticate(Request request, Map<String, String> credentials);

    /**
     * A request that is about to be sent.
     *
     * @param body its bytes as text in UTF-8; empty without one
     */
    record Request(String method, URI url, Map<String, String> headers, String body) {}

    /** Headers and parameters of the query, which win over what is there. The log masks their values. */
    record Additions(Map<String, String> headers, Map<String, String> query) {
        public static final Additions NONE = new Additions(Map.of(), Map.of());

        public Additions {
            headers = Map.copyOf(headers);
            query = Map.copyOf(query);
        }

        public static Additions header(String name, String value) {
            return new Additions(Map.of(name, value), Map.of());
        }
    }
}
