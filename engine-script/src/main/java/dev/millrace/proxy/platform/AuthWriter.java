package dev.millrace.proxy.platform;

import dev.millrace.proxy.platform.PlatformWriter.Written;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code auth} as {@link AuthReader} reads it. */
final class AuthWriter {
    private AuthWriter() {}

    static Map<String, @Nullable Object> auth(Auth auth) {
        Written written = new Written().with("type", auth.type());
        if (auth instanceof Auth.ApiKey key) {
            place(written, key.place());
        } else if (auth instanceof Auth.OAuth2Client oauth) {
            written.with("tokenUrl", oauth.tokenUrl()).with("clientAuth", oauth.inBody() ? "body" : "basic");
            oauth.scope().ifPresent(scope -> written.with("scope", scope));
        } else if (auth instanceof Auth.TokenEndpoint endpoint) {
            tokenEndpoint(written, endpoint);
        } else if (auth instanceof Auth.Signature signature) {
            written.with("algorithm", AuthReader.written(signature.algorithm()))
                    .with("payload", signature.payload().source())
                    .with("headers", PlatformWriter.sources(signature.headers()));
        } else if (auth instanceof Auth.Script script) {
            written.with("function", script.name());
        }
        return written.map();
    }

    private static void tokenEndpoint(Written written, Auth.TokenEndpoint endpoint) {
        written.with("request", request(endpoint.request()))
                .with("tokenPath", endpoint.token().source());
        endpoint.expires().ifPresent(rule -> written.with("expiresPath", rule.source()));
        endpoint.success().ifPresent(rule -> written.with("successExpr", rule.source()));
        endpoint.message().ifPresent(rule -> written.with("messagePath", rule.source()));
        endpoint.invalidWhen().ifPresent(rule -> written.with("invalidWhen", rule.source()));
        Written place = new Written();
        place(place, endpoint.place());
        written.with("place", place.map());
    }

    private static Map<String, @Nullable Object> request(Auth.TokenRequest request) {
        return new Written()
                .with("method", request.method().name())
                .with("path", request.path().source())
                .some("query", PlatformWriter.sources(request.query()))
                .some("headers", PlatformWriter.sources(request.headers()))
                .some("body", PlatformWriter.sources(request.body()))
                .unless(BodyKind.JSON, "contentType", request.bodyKind())
                .map();
    }

    private static void place(Written written, Auth.TokenPlace place) {
        written.with("in", AuthReader.written(place.in()))
                .with("name", place.name())
                .unless("", "prefix", place.prefix());
    }
}
