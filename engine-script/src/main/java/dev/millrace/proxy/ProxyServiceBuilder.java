package dev.millrace.proxy;

import dev.millrace.egress.EgressPolicy;
import dev.millrace.proxy.log.CallLog;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a service together. Everything but the platforms has a default. */
public final class ProxyServiceBuilder {
    private final PlatformStore platforms;
    private SecretStore secrets = SecretStore.none();
    private EgressPolicy policy = EgressPolicy.publicOnly();
    private @Nullable ProxyHttp http;
    private final Map<String, ProxyAuthenticator> authenticators = new HashMap<>();
    private Clock clock = Clock.system();
    private @Nullable Timers timers;

    ProxyServiceBuilder(PlatformStore platforms) {
        this.platforms = platforms;
    }

    /** Where {@code ${secret:…}} comes from; nowhere unless this is called. */
    public ProxyServiceBuilder secrets(SecretStore value) {
        secrets = value;
        return this;
    }

    /**
     * Which addresses may be called; public ones unless this is called. Instances with {@code allowPrivate} reach the others
     * too, but for those that it denies.
     */
    public ProxyServiceBuilder egress(EgressPolicy value) {
        policy = value;
        return this;
    }

    /** Clients of the host's own, in place of the ones by {@link #egress}: their policies hold. The host closes them. */
    public ProxyServiceBuilder http(ProxyHttp value) {
        http = value;
        return this;
    }

    /** What {@code "auth":{"type":"script","function":NAME}} calls. */
    public ProxyServiceBuilder authenticator(String name, ProxyAuthenticator value) {
        authenticators.put(name, value);
        return this;
    }

    /** The machine's time unless this is called. The host closes the timers. */
    public ProxyServiceBuilder time(Clock newClock, Timers newTimers) {
        clock = newClock;
        timers = newTimers;
        return this;
    }

    public ProxyService build() {
        UsualClients usual = new UsualClients(policy);
        boolean isOwn = timers == null;
        Timers used = timers == null ? Timers.system() : timers;
        CallLog log = new CallLog(clock);
        Sender sender = new Sender(http == null ? usual : http, clock, used);
        Parts parts = new Parts(
                new Targets(platforms),
                secrets,
                new Authentications(new Tokens(sender, clock, log), clock, authenticators),
                new Rates(clock, used),
                sender,
                log,
                clock,
                used);
        return new ProxyService(platforms, parts, () -> {
            usual.close();
            if (isOwn) {
                used.close();
            }
        });
    }
}
