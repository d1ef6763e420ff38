package dev.millrace.proxy;

import dev.millrace.proxy.platform.Auth;
import dev.millrace.proxy.platform.BodyKind;
import dev.millrace.proxy.platform.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client-credentials grant (RFC 6749, 4.4; id and secret as 2.3.1 says). */
final class OAuth2Source implements TokenSource {
    private final Auth.OAuth2Client auth;

    OAuth2Source(Auth.OAuth2Client auth) {
        this.auth = auth;
    }

    @Override
    public Draft request(Target target, Secrets secrets) {
        String id = secrets.credential("clientId");
        String secret = secrets.credential("clientSecret");
        Headers headers = new Headers().set("Accept", "application/json");
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        auth.scope().ifPresent(scope -> form.put("scope", scope));
        if (auth.inBody()) {
            form.put("client_id", id);
            form.put("client_secret", secret);
        } else {
            headers.set("Authorization", StaticAuthentication.basic(secrets, Encoded.of(id), Encoded.of(secret)));
        }
        return new Draft(
                HttpMethod.POST,
                EndpointSource.below(target, auth.tokenUrl()),
                List.of(),
                headers,
                new Bodies(target.site()).content(BodyKind.FORM, form));
    }

    @Override
    public Token read(Answer answer, Target target, Secrets secrets) {
        Map<?, ?> members = answer.value() instanceof Map<?, ?> map ? map : Map.of();
        if (members.get("access_token") instanceof String token && answer.status() < 300) {
            return new Token(token, TokenSource.life(members.get("expires_in")));
        }
        Object description = members.get("error_description");
        throw EndpointSource.refused(target, answer, description == null ? members.get("error") : description, secrets);
    }
}
