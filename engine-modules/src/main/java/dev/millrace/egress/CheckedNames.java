package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import dev.millrace.value.Excerpt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up, checks what it finds, and keeps it for as long as a call is under way.
 *
 * <p>The library below asks here for the addresses to connect to. It gets those that were checked, and of a host that
 * nobody checked it gets none; so a name service that answers differently the second time changes nothing.
 * Thread-safe.
 */
final class CheckedNames implements DnsResolver {
    private record Kept(List<InetAddress> addresses, int users) {
        Kept with(List<InetAddress> newest) {
            return new Kept(newest, users + 1);
        }
    }

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final EgressPolicy policy;
    private final NameResolver resolver;

    CheckedNames(EgressPolicy policy, NameResolver resolver) {
        this.policy = policy;
        this.resolver = resolver;
    }

    /** Looks a host up and checks it. What it gives must be released. Blocks. */
    Lease keep(Host host, int port) throws EgressException {
        return lease(host, checked(host, port));
    }

    /** As {@link #keep}, of a host that the settings name and no policy is asked about. */
    Lease keepTrusted(Host host) throws EgressException {
        return lease(host, addresses(host));
    }

    /** The addresses of a host, every one of them permitted. Blocks. */
    List<InetAddress> checked(Host host, int port) throws EgressException {
        policy.checkName(host, port);
        List<InetAddress> addresses = addresses(host);
        policy.checkAddresses(host, port, addresses);
        return addresses;
    }

    private List<InetAddress> addresses(Host host) throws EgressException {
        InetAddress literal = host.literal();
        if (literal != null) {
            return List.of(literal);
        }
        try {
            List<InetAddress> addresses = resolver.addresses(host.name());
            if (!addresses.isEmpty()) {
                return List.copyOf(addresses);
            }
            throw new UnknownHostException(host.name());
        } catch (UnknownHostException e) {
            throw new EgressException(
                    Kind.UNKNOWN_HOST,
                    "there is no host " + Excerpt.quoted(host.name()) + "; check how it is written",
                    e);
        }
    }

    private Lease lease(Host host, List<InetAddress> addresses) {
        String name = wireName(host);
        kept.compute(name, (key, known) -> known == null ? new Kept(addresses, 1) : known.with(addresses));
        return new Lease(name);
    }

    /** The host as the library below names it: an IPv6 address stands without its brackets there. */
    static String wireName(Host host) {
        InetAddress literal = host.literal();
        return literal == null ? host.name() : literal.getHostAddress();
    }

    /** What a call keeps while it is under way. */
    final class Lease {
        private final String name;

        private Lease(String name) {
            this.name = name;
        }

        void release() {
            kept.computeIfPresent(
                    name, (key, known) -> known.users == 1 ? null : new Kept(known.addresses, known.users - 1));
        }
    }

    @Override
    public InetAddress[] resolve(String name) throws UnknownHostException {
        Kept known = kept.get(name);
        if (known == null) {
            throw new UnknownHostException("nobody has checked " + name);
        }
        return known.addresses.toArray(InetAddress[]::new);
    }

    @Override
    public List<InetSocketAddress> resolve(String name, int port) throws UnknownHostException {
        return List.of(resolve(name)).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String name) {
        return name;
    }
}
