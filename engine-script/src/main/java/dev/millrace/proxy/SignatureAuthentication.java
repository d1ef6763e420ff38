package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.log.Masking;
import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.Placeholder;
import dev.millrace.store.Clock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A digest over parts of the request, in headers (spec script-proxy 4). */
final class SignatureAuthentication implements Authentication {
    private final Auth.Signature auth;
    private final Clock clock;

    SignatureAuthentication(Auth.Signature auth, Clock clock) {
        this.auth = auth;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Additions> additions(Draft draft, Target target, Secrets secrets) {
        String timestamp = Long.toString(clock.epochMillis());
        String secret = secrets.credential("secret");
        String payload = auth.payload().render(placeholder -> value(placeholder, draft, timestamp, secrets));
        String sign = sign(payload, secret);
        Map<String, String> headers = new LinkedHashMap<>();
        auth.headers()
                .forEach((name, template) -> headers.put(
                        name,
                        template.render(placeholder ->
                                placeholder.name().equals("sign") && placeholder.kind() == Placeholder.Kind.REQUEST
                                        ? sign
                                        : value(placeholder, draft, timestamp, secrets))));
        return CompletableFuture.completedFuture(new Additions(headers, Map.of()));
    }

    private String sign(String payload, String secret) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return switch (auth.algorithm()) {
            case MD5 -> Digests.md5(bytes);
            case SHA256 -> Digests.sha256(bytes);
            case HMAC_SHA256 -> Digests.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), bytes);
        };
    }

    private static String value(Placeholder placeholder, Draft draft, String timestamp, Secrets secrets) {
        if (placeholder.kind() != Placeholder.Kind.REQUEST) {
            return secrets.valueOf(placeholder);
        }
        return switch (placeholder.name()) {
            case "timestamp" -> timestamp;
            case "method" -> draft.method().name();
            case "path" -> URI.create(draft.url()).getRawPath();
            case "query" -> draft.queryText();
            case "sortedQuery" -> sortedQuery(draft);
            case "body" -> draft.bodyText();
            case "content" -> draft.method().hasBody() ? draft.bodyText() : sortedQuery(draft);
            default -> secrets.valueOf(placeholder);
        };
    }

    /** Names in ASCII order, values decoded. */
    private static String sortedQuery(Draft draft) {
        return draft.query().stream()
                .sorted(Comparator.comparing(Draft.Pair::name))
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("&"));
    }

    @Override
    public Additions placeholders() {
        Map<String, String> headers = new LinkedHashMap<>();
        auth.headers().keySet().forEach(name -> headers.put(name, Masking.MASKED));
        return new Additions(headers, Map.of());
    }
}
