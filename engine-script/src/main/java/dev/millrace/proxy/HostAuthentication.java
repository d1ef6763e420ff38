package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A function of the host (spec script-proxy 4). */
final class HostAuthentication implements Authentication {
    private final String name;
    private final @Nullable ProxyAuthenticator authenticator;

    HostAuthentication(String name, @Nullable ProxyAuthenticator authenticator) {
        this.name = name;
        this.authenticator = authenticator;
    }

    @Override
    public CompletableFuture<Additions> additions(Draft draft, Target target, Secrets secrets) {
        if (authenticator == null) {
            throw target.site()
                    .error(
                            ErrorCode.AUTH_FAILED,
                            "there is no authenticator \"" + name + "\"; register it with ProxyService.builder()");
        }
        var request = new ProxyAuthenticator.Request(
                draft.method().name(),
                URI.create(draft.fullUrl()),
                draft.headers().map(),
                draft.bodyText());
        ProxyError failed = target.site().error(ErrorCode.AUTH_FAILED, "authenticator \"" + name + "\" failed");
        try {
            return authenticator
                    .authenticate(request, secrets.credentials())
                    .toCompletableFuture()
                    .thenApply(additions -> known(additions, secrets))
                    .exceptionallyCompose(failure -> CompletableFuture.failedFuture(failed));
        } catch (ProxyError e) {
            throw e;
        } catch (RuntimeException e) { // the host's code may throw what it likes, and its text may be secret
            throw failed;
        }
    }

    /** What an authenticator adds is secret, whatever it is called. */
    private static Additions known(Additions additions, Secrets secrets) {
        additions.headers().values().forEach(secrets.known()::add);
        additions.query().values().forEach(secrets.known()::add);
        return additions;
    }

    @Override
    public Additions placeholders() {
        return Additions.NONE;
    }
}
