package dev.millrace.proxy;

import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Two clients: one under the host's policy, one for instances whose address an administrator has declared private. The
 * second reaches every address that the policy does not deny, but is only given URLs of the configuration.
 */
final class UsualClients implements ProxyHttp, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final EgressPolicy policy;
    private @Nullable HttpClient open; // guarded by this
    private @Nullable HttpClient closedNetwork; // guarded by this

    UsualClients(EgressPolicy policy) {
        this.policy = policy;
    }

    @Override
    public synchronized HttpClient clientOf(Platform platform, Instance instance) {
        return instance.allowPrivate() ? forPrivate() : forPublic();
    }

    private HttpClient forPublic() {
        HttpClient known = open;
        if (known == null) {
            known = client(policy);
            open = known;
        }
        return known;
    }

    private HttpClient forPrivate() {
        HttpClient known = closedNetwork;
        if (known == null) {
            known = client(policy.withPrivateTargets());
            closedNetwork = known;
        }
        return known;
    }

    private static HttpClient client(EgressPolicy policy) {
        return HttpClient.builder()
                .policy(policy)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
        if (closedNetwork != null) {
            closedNetwork.close();
        }
    }
}
