package dev.millrace.proxy;

import dev.millrace.proxy.platform.AcceptedStatus;
import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.Template;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A platform's own way to a token: a request of the configuration, and expressions over its answer. */
final class EndpointSource implements TokenSource {
    private final Auth.TokenEndpoint auth;

    EndpointSource(Auth.TokenEndpoint auth) {
        this.auth = auth;
    }

    @Override
    public Draft request(Target target, Secrets secrets) {
        Auth.TokenRequest request = auth.request();
        List<Draft.Pair> query = new ArrayList<>();
        request.query().forEach((name, template) -> query.add(new Draft.Pair(name, template.render(secrets))));
        Headers headers = new Headers();
        request.headers().forEach((name, template) -> headers.set(name, template.render(secrets)));
        return new Draft(
                request.method(),
                below(target, path(request.path(), secrets)),
                List.copyOf(query),
                headers,
                request.body().isEmpty()
                        ? null
                        : new Bodies(target.site()).content(request.bodyKind(), body(request.body(), secrets)));
    }

    private static String path(Template path, Secrets secrets) {
        return path.render(placeholder -> Encoded.of(secrets.valueOf(placeholder)));
    }

    private static Map<String, @Nullable Object> body(Map<String, Template> templates, Secrets secrets) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        templates.forEach((name, template) -> body.put(name, template.render(secrets)));
        return body;
    }

    /** An absolute URL as it is, a path below the instance's base URL. */
    static String below(Target target, String urlOrPath) {
        if (!urlOrPath.startsWith("/")) {
            return urlOrPath;
        }
        String base = target.instance().baseUrl().toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + urlOrPath;
    }

    @Override
    public Token read(Answer answer, Target target, Secrets secrets) {
        boolean isGood = AcceptedStatus.SUCCESSFUL.accepts(answer.status())
                && auth.success().map(rule -> rule.holds(answer.value())).orElse(true);
        Object token = isGood ? auth.token().value(answer.value()) : null;
        if (!Conversion.isScalar(token) || TextForm.of(token).isBlank()) {
            throw refused(
                    target,
                    answer,
                    auth.message().map(rule -> rule.value(answer.value())).orElse(null),
                    secrets);
        }
        return new Token(
                TextForm.of(token),
                TokenSource.life(
                        auth.expires().map(rule -> rule.value(answer.value())).orElse(null)));
    }

    static ProxyError refused(Target target, Answer answer, @Nullable Object message, Secrets secrets) {
        String reason = message == null ? "status " + answer.status() : Excerpt.of(TextForm.of(message));
        return target.site()
                .error(
                        ErrorCode.AUTH_FAILED,
                        "no token was given: " + secrets.known().redact(reason) + "; check the credentials of instance "
                                + target.instance().key());
    }
}
