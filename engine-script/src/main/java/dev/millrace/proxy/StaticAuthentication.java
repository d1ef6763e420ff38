package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.log.Masking;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What follows from the credentials alone: keys, passwords and tokens that do not change. */
final class StaticAuthentication implements Authentication {
    private static final String AUTHORIZATION = "Authorization";

    private final Function<Secrets, Additions> additions;
    private final Additions placeholders;

    StaticAuthentication(Function<Secrets, Additions> additions, Additions placeholders) {
        this.additions = additions;
        this.placeholders = placeholders;
    }

    static Authentication none() {
        return new StaticAuthentication(secrets -> Additions.NONE, Additions.NONE);
    }

    static Authentication basic() {
        return new StaticAuthentication(
                secrets -> Additions.header(
                        AUTHORIZATION, basic(secrets, secrets.credential("username"), secrets.credential("password"))),
                Additions.header(AUTHORIZATION, Masking.MASKED));
    }

    /** RFC 7617 with UTF-8; what is made of secrets is one. */
    static String basic(Secrets secrets, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(pair);
        secrets.known().add(encoded);
        return "Basic " + encoded;
    }

    static Authentication bearer() {
        return new StaticAuthentication(
                secrets -> Additions.header(AUTHORIZATION, "Bearer " + secrets.credential("token")),
                Additions.header(AUTHORIZATION, Masking.MASKED));
    }

    @Override
    public CompletableFuture<Additions> additions(Draft draft, Target target, Secrets secrets) {
        return CompletableFuture.completedFuture(additions.apply(secrets));
    }

    @Override
    public Additions placeholders() {
        return placeholders;
    }
}
