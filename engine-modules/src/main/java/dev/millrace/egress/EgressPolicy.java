package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import dev.millrace.value.Excerpt;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which targets may be reached. Without settings those with public addresses, on any port.
 *
 * <p>A target is written {@code HOST}, {@code *.DOMAIN} (every host below it), an address, or a block of addresses such as
 * {@code 10.0.0.0/8}; with {@code :PORT} behind it, of that port only. IPv6 with a port stands in brackets:
 * {@code [::1]:8080}, {@code [fd00::/8]:443}.
 *
 * <p>A host that is allowed by its name may have any address, so allow names only whose owner is trusted. A host that is
 * not is permitted if every one of its addresses is public or allowed. What is denied stays so even if it is allowed.
 *
 * <pre>{@code
 * EgressPolicy policy = EgressPolicy.builder().allow("intranet.example.com:8443").allow("10.1.0.0/16").build();
 * }</pre>
 *
 * <p>Immutable, thread-safe.
 */
public final class EgressPolicy {
    private static final Pattern LOCAL_NAME =
            Pattern.compile("([^.]+|.*\\.(localhost|local|internal|lan|home\\.arpa))");
    private static final EgressPolicy PUBLIC_ONLY = builder().build();

    private final List<AllowEntry> allowed;
    private final List<AllowEntry> denied;
    private final Set<Integer> ports;
    private final boolean trustsProxy;

    private EgressPolicy(Builder builder) {
        allowed = List.copyOf(builder.allowed);
        denied = List.copyOf(builder.denied);
        ports = new TreeSet<>(builder.ports);
        trustsProxy = builder.trustsProxy;
    }

    /** Public addresses, and nothing else. */
    public static EgressPolicy publicOnly() {
        return PUBLIC_ONLY;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same policy for targets that an administrator has named: every address is allowed, private ones too. What is denied
     * stays so.
     */
    public EgressPolicy withPrivateTargets() {
        Builder builder = builder().allow("0.0.0.0/0").allow("::/0");
        builder.denied.addAll(denied);
        builder.trustsProxy = trustsProxy;
        return builder.build();
    }

    /** True if a proxy may find the addresses of hosts, which then nobody checks. */
    boolean trustsProxy() {
        return trustsProxy;
    }

    /**
     * Checks what can be told before the host is looked up.
     *
     * @throws EgressException if it is refused, whatever its addresses are
     */
    void checkName(Host host, int port) throws EgressException {
        if (denied.stream().anyMatch(entry -> entry.names(host, port))) {
            throw denied(host, port);
        }
        InetAddress literal = host.literal();
        if (literal != null) {
            checkAddress(host, literal, port);
        }
    }

    /**
     * Checks a host that a proxy will look up: all that can be seen of it is its name.
     *
     * @throws EgressException if it is refused
     */
    void checkBehindProxy(Host host, int port) throws EgressException {
        checkName(host, port);
        if (host.literal() == null && allowed.stream().noneMatch(entry -> entry.names(host, port))) {
            if (LOCAL_NAME.matcher(host.name()).matches()) {
                throw new EgressException(
                        Kind.REFUSED,
                        named(host, port) + " is refused: it is a local name; to allow it, " + howToAllow(host, port));
            }
            checkPort(host, port);
        }
    }

    /** @throws EgressException if one of the addresses is refused; then none may be used */
    void checkAddresses(Host host, int port, List<InetAddress> addresses) throws EgressException {
        for (InetAddress address : addresses) {
            checkAddress(host, address, port);
        }
    }

    private void checkAddress(Host host, InetAddress address, int port) throws EgressException {
        if (denied.stream().anyMatch(entry -> entry.contains(address, port))) {
            throw denied(host, port);
        }
        boolean isAllowed =
                allowed.stream().anyMatch(entry -> entry.names(host, port) || entry.contains(address, port));
        if (isAllowed) {
            return;
        }
        String kind = SpecialAddresses.kindOf(address);
        if (kind != null) {
            throw notPublic(host, address, port, kind);
        }
        checkPort(host, port);
    }

    private void checkPort(Host host, int port) throws EgressException {
        if (!ports.isEmpty() && !ports.contains(port)) {
            throw new EgressException(
                    Kind.REFUSED,
                    named(host, port) + " is refused: only the ports " + ports + " may be reached; to allow it, "
                            + howToAllow(host, port));
        }
    }

    private static EgressException denied(Host host, int port) {
        return new EgressException(Kind.REFUSED, named(host, port) + " is refused: the egress policy denies it");
    }

    private static EgressException notPublic(Host host, InetAddress address, int port, String kind) {
        String which =
                host.literal() == null ? " has the address " + address.getHostAddress() + ", " + kind : " is " + kind;
        return new EgressException(
                Kind.REFUSED,
                named(host, port) + " is refused: it" + which
                        + ", and only public addresses may be reached; to allow it, " + howToAllow(host, port));
    }

    private static String howToAllow(Host host, int port) {
        return "add \"" + host.name() + ":" + port
                + "\" to the engine's EgressPolicy, or to the command line with --allow-host";
    }

    private static String named(Host host, int port) {
        return Excerpt.of(host.name()) + ":" + port;
    }

    @Override
    public String toString() {
        return "EgressPolicy[allowed=" + allowed.size() + ", denied=" + denied.size() + ", ports=" + ports + "]";
    }

    /** Collects what a policy permits. */
    public static final class Builder {
        private final List<AllowEntry> allowed = new ArrayList<>();
        private final List<AllowEntry> denied = new ArrayList<>();
        private final Set<Integer> ports = new TreeSet<>();
        private boolean trustsProxy;

        private Builder() {}

        /**
         * Permits a target that is not public, or on another port than {@link #ports} says.
         *
         * @throws IllegalArgumentException if it is not written as {@link EgressPolicy} says
         */
        public Builder allow(String target) {
            allowed.add(AllowEntry.of(target));
            return this;
        }

        /**
         * Refuses a target, whatever else is said.
         *
         * @throws IllegalArgumentException if it is not written as {@link EgressPolicy} says
         */
        public Builder deny(String target) {
            denied.add(AllowEntry.of(target));
            return this;
        }

        /** The ports of public targets that may be reached; any, unless this is called. */
        public Builder ports(int first, int... others) {
            ports.add(first);
            for (int port : others) {
                ports.add(port);
            }
            return this;
        }

        /**
         * Lets a client go through an HTTP proxy. The proxy finds the addresses, so the policy sees names only: what the
         * proxy can reach can be reached by every workflow.
         */
        public Builder trustProxy() {
            trustsProxy = true;
            return this;
        }

        public EgressPolicy build() {
            return new EgressPolicy(this);
        }
    }
}
