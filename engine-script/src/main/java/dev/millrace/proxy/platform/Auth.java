package dev.millrace.proxy.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How calls of a platform prove who they are (spec script-proxy 4). The secrets are credentials of the instance. */
public sealed interface Auth {
    /** The {@code type} of the configuration. */
    String type();

    /** Names of the credentials that an instance must have. */
    List<String> credentials();

    /** Nothing is added. */
    record None() implements Auth {
        @Override
        public String type() {
            return "none";
        }

        @Override
        public List<String> credentials() {
            return List.of();
        }
    }

    /** The credential {@code key}, in a header or the query. */
    record ApiKey(TokenPlace place) implements Auth {
        @Override
        public String type() {
            return "api_key";
        }

        @Override
        public List<String> credentials() {
            return List.of("key");
        }
    }

    /** {@code Authorization: Basic}, in UTF-8 (RFC 7617). */
    record Basic() implements Auth {
        @Override
        public String type() {
            return "basic";
        }

        @Override
        public List<String> credentials() {
            return List.of("username", "password");
        }
    }

    /** {@code Authorization: Bearer} with the credential {@code token}. */
    record Bearer() implements Auth {
        @Override
        public String type() {
            return "bearer";
        }

        @Override
        public List<String> credentials() {
            return List.of("token");
        }
    }

    /**
     * A token of the client-credentials grant (RFC 6749, 4.4).
     *
     * @param tokenUrl absolute, or a path below the instance's base URL
     * @param inBody the client's id and secret go into the body instead of a header
     */
    record OAuth2Client(String tokenUrl, Optional<String> scope, boolean inBody) implements Auth {
        @Override
        public String type() {
            return "oauth2_client";
        }

        @Override
        public List<String> credentials() {
            return List.of("clientId", "clientSecret");
        }
    }

    /**
     * A token of the platform's own kind.
     *
     * @param request how to ask for it
     * @param token over the answer: the token
     * @param expires over the answer: its life in seconds; empty: 300
     * @param success over the answer: whether there is one
     * @param message over the answer: why there is none
     * @param place where calls carry it
     * @param invalidWhen over the answer of a call: the token was not accepted
     */
    record TokenEndpoint(
            TokenRequest request,
            Rule token,
            Optional<Rule> expires,
            Optional<Rule> success,
            Optional<Rule> message,
            TokenPlace place,
            Optional<Rule> invalidWhen)
            implements Auth {
        @Override
        public String type() {
            return "token_endpoint";
        }

        @Override
        public List<String> credentials() {
            return request.credentials();
        }
    }

    /**
     * A digest over parts of the request, in headers.
     *
     * @param payload what is signed; with hmac the credential {@code secret} is the key
     * @param headers name → template; {@code ${request:sign}} is the signature
     */
    record Signature(Algorithm algorithm, Template payload, Map<String, Template> headers) implements Auth {
        public Signature {
            headers = Ordered.copyOf(headers);
        }

        @Override
        public String type() {
            return "signature";
        }

        @Override
        public List<String> credentials() {
            return List.of("secret");
        }
    }

    /** A function that the host has registered under this name. */
    record Script(String name) implements Auth {
        @Override
        public String type() {
            return "script";
        }

        @Override
        public List<String> credentials() {
            return List.of();
        }
    }

    /** How a signature is computed; it is written in lower-case hexadecimal. */
    enum Algorithm {
        MD5,
        SHA256,
        HMAC_SHA256
    }

    /** Where a key or token goes. */
    record TokenPlace(Place in, String name, String prefix) {}

    /** @param path below the instance's base URL */
    record TokenRequest(
            HttpMethod method,
            Template path,
            Map<String, Template> query,
            Map<String, Template> headers,
            Map<String, Template> body,
            BodyKind bodyKind) {
        public TokenRequest {
            query = Ordered.copyOf(query);
            headers = Ordered.copyOf(headers);
            body = Ordered.copyOf(body);
        }

        List<String> credentials() {
            return Stream.of(query, headers, body)
                    .flatMap(templates -> templates.values().stream())
                    .flatMap(template -> template.placeholders().stream())
                    .filter(placeholder -> placeholder.kind() == Placeholder.Kind.CREDENTIAL)
                    .map(Placeholder::name)
                    .distinct()
                    .toList();
        }
    }
}
