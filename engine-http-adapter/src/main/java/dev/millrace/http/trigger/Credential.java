package dev.millrace.http.trigger;

import dev.millrace.http.access.StoredSecret;
import dev.millrace.http.access.VerifiedSecrets;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** What an API asks of its callers (spec 4). The secrets are {@linkplain StoredSecret stored} ones. */
sealed interface Credential {
    /**
     * Who calls, for what is counted by caller.
     *
     * @throws Failure if the credential is missing, given twice or wrong
     */
    String caller(Request request, VerifiedSecrets secrets);

    /** Everybody may call. */
    record None() implements Credential {
        @Override
        public String caller(Request request, VerifiedSecrets secrets) {
            return "address " + request.remoteAddress();
        }
    }

    /** The header {@code token}. */
    record Token(String stored) implements Credential {
        @Override
        public String caller(Request request, VerifiedSecrets secrets) {
            String token = header(request, "token");
            if (token.isEmpty()) {
                throw Failure.of(TriggerError.NOT_AUTHENTICATED, "Token is required");
            }
            if (!secrets.matches(stored, token, request.servlet())) {
                throw Failure.of(TriggerError.WRONG_CREDENTIAL, "Token is invalid");
            }
            return "token";
        }
    }

    /** The headers {@code user} and {@code password}. */
    record Password(String user, String stored) implements Credential {
        @Override
        public String caller(Request request, VerifiedSecrets secrets) {
            String name = header(request, "user");
            String password = header(request, "password");
            if (name.isEmpty() || password.isEmpty()) {
                throw Failure.of(TriggerError.NOT_AUTHENTICATED, "User/Password is required");
            }
            boolean knowsPassword = secrets.matches(stored, password, request.servlet()); // also if the user is unknown
            boolean isUser = VerifiedSecrets.same(user, name);
            if (!isUser || !knowsPassword) {
                throw Failure.of(TriggerError.WRONG_CREDENTIAL, "User/Password is invalid");
            }
            return "user " + user;
        }
    }

    /** A header's text; empty if it is absent. Containers read its bytes as ISO-8859-1, clients send UTF-8. */
    private static String header(Request request, String name) {
        List<String> values = Collections.list(request.servlet().getHeaders(name));
        if (values.size() > 1) {
            throw Failure.of(TriggerError.INVALID_PARAMS, "Duplicate header: " + name);
        }
        return values.isEmpty()
                ? ""
                : new String(values.get(0).strip().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
