package dev.millrace.proxy.platform;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code auth} (spec script-proxy 4). */
final class AuthReader {
    private static final List<String> TYPES =
            List.of("none", "api_key", "basic", "bearer", "oauth2_client", "token_endpoint", "signature", "script");

    private final Members members;

    AuthReader(Members members) {
        this.members = members;
    }

    Auth read() {
        Auth auth = byType(members.text("type").orElse("none"));
        members.refuseMisspelled();
        return auth;
    }

    private Auth byType(String type) {
        return switch (type) {
            case "none" -> new Auth.None();
            case "api_key" -> new Auth.ApiKey(place(members, "X-Api-Key"));
            case "basic" -> new Auth.Basic();
            case "bearer" -> new Auth.Bearer();
            case "oauth2_client" -> oauth2();
            case "token_endpoint" -> tokenEndpoint();
            case "signature" -> signature();
            case "script" -> new Auth.Script(members.requiredText("function", "my-signature"));
            default -> {
                members.problem("type", "is not a known kind", "write one of " + String.join(", ", TYPES));
                yield new Auth.None();
            }
        };
    }

    private static Auth.TokenPlace place(Members members, String example) {
        Place in = members.option("in", Place.class, Place.HEADER);
        if (in != Place.HEADER && in != Place.QUERY) {
            members.problem("in", "cannot take a token", "write header or query");
        }
        String name = members.requiredText("name", example);
        if (in == Place.HEADER) {
            HeaderName.check(members, "name", name);
        }
        return new Auth.TokenPlace(in, name, members.text("prefix").orElse(""));
    }

    private Auth oauth2() {
        String tokenUrl = members.requiredText("tokenUrl", "https://login.example/token");
        if (!tokenUrl.startsWith("/") && !tokenUrl.isBlank()) {
            BaseUrl.read(members, "tokenUrl", tokenUrl);
        }
        String clientAuth = members.text("clientAuth").orElse("basic");
        if (!clientAuth.equals("basic") && !clientAuth.equals("body")) {
            members.problem("clientAuth", "is not a known way", "write basic or body");
        }
        return new Auth.OAuth2Client(tokenUrl, members.text("scope"), clientAuth.equals("body"));
    }

    private Auth tokenEndpoint() {
        Auth.TokenRequest request = members.object("request")
                .map(AuthReader::request)
                .orElseGet(() -> {
                    members.problem(
                            "request", "is missing", "write how a token is asked for: method, path, query, body");
                    return new Auth.TokenRequest(
                            HttpMethod.GET, Template.of("/"), Map.of(), Map.of(), Map.of(), BodyKind.JSON);
                });
        members.requiredText("tokenPath", "access_token");
        Optional<Members> place = members.object("place");
        if (place.isEmpty()) {
            members.problem(
                    "place",
                    "is missing",
                    "write where calls carry the token, such as {\"in\":\"header\",\"name\":\"Authorization\",\"prefix\":\"Bearer \"}");
        }
        return new Auth.TokenEndpoint(
                request,
                members.rule("tokenPath").orElseGet(() -> Rule.of("null")),
                members.rule("expiresPath"),
                members.rule("successExpr"),
                members.rule("messagePath"),
                place.map(members -> place(members, "Authorization"))
                        .orElse(new Auth.TokenPlace(Place.HEADER, "Authorization", "")),
                members.rule("invalidWhen"));
    }

    private static Auth.TokenRequest request(Members request) {
        HttpMethod method = request.option("method", HttpMethod.class, HttpMethod.GET);
        String path = request.requiredText("path", "/token");
        if (!path.startsWith("/") && !path.isBlank()) {
            request.problem("path", "does not begin with a slash", "write a path below the instance's base_url");
        }
        Map<String, Template> headers = request.templates("headers");
        headers.keySet().forEach(name -> HeaderName.check(request, "headers", name));
        Map<String, Template> body = request.templates("body");
        BodyKind kind = request.option("contentType", BodyKind.class, BodyKind.JSON);
        if (!body.isEmpty() && !method.hasBody()) {
            request.problem("body", "cannot be sent with " + method, "write \"method\":\"POST\"");
        }
        if (kind != BodyKind.JSON && kind != BodyKind.FORM) {
            request.problem("contentType", "cannot be used to ask for a token", "write json or form");
        }
        Map<String, Template> query = request.templates("query");
        request.refuseMisspelled();
        return new Auth.TokenRequest(method, Template.of(path), query, headers, body, kind);
    }

    private Auth signature() {
        Map<String, Template> headers = members.templates("headers");
        headers.keySet().forEach(name -> HeaderName.check(members, "headers", name));
        boolean isSent = headers.values().stream()
                .flatMap(template -> template.placeholders().stream())
                .anyMatch(placeholder -> placeholder.toString().equals("${request:sign}"));
        if (!isSent) {
            members.problem(
                    "headers", "do not carry the signature", "write {\"X-Sign\":\"${request:sign}\"} among them");
        }
        return new Auth.Signature(
                members.option("algorithm", Auth.Algorithm.class, Auth.Algorithm.HMAC_SHA256),
                Template.of(members.requiredText("payload", "${request:content}${request:timestamp}")),
                headers);
    }

    /** The kind's name as a configuration writes it. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
