package dev.millrace.egress;

import dev.millrace.value.Excerpt;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Some targets: a host, all hosts below a name, or a block of addresses; on one port or on all.
 *
 * @param host null for a block
 * @param block null for names
 * @param port 0 for all
 */
record AllowEntry(@Nullable String host, @Nullable Cidr block, int port) {
    private static final String BELOW = "*.";
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if it is none of the forms that {@link EgressPolicy} lists */
    static AllowEntry of(String text) {
        String entry = text.strip();
        int colon = portColon(entry);
        String target = colon < 0 ? entry : entry.substring(0, colon);
        int port = colon < 0 ? 0 : port(entry.substring(colon + 1));
        AllowEntry parsed = port < 0 ? null : of(target, port);
        if (parsed == null) {
            throw new IllegalArgumentException("no target: " + Excerpt.quoted(text)
                    + "; write HOST, HOST:PORT, *.DOMAIN or an address block such as 10.0.0.0/8 or [fd00::/8]:443");
        }
        return parsed;
    }

    /** Where the port begins; an IPv6 address with a port is in brackets. */
    private static int portColon(String entry) {
        int colon = entry.lastIndexOf(':');
        boolean isIpv6 = entry.indexOf(':') != colon;
        boolean hasPort = colon >= 0 && (!isIpv6 || entry.charAt(Math.max(0, colon - 1)) == ']');
        return hasPort ? colon : -1;
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        return port >= 1 && port <= MAX_PORT ? port : -1;
    }

    private static @Nullable AllowEntry of(String target, int port) {
        if (target.indexOf('/') >= 0) {
            boolean inBrackets = target.startsWith("[") && target.endsWith("]");
            Cidr block = Cidr.parse(inBrackets ? target.substring(1, target.length() - 1) : target);
            return block == null ? null : new AllowEntry(null, block, port);
        }
        if (target.startsWith(BELOW)) {
            Host domain = Host.parse(target.substring(BELOW.length()));
            return domain == null || domain.literal() != null ? null : new AllowEntry("." + domain.name(), null, port);
        }
        Host host = Host.parse(target);
        if (host == null) {
            return null;
        }
        InetAddress literal = host.literal();
        return literal == null
                ? new AllowEntry(host.name(), null, port)
                : new AllowEntry(null, Cidr.single(literal), port);
    }

    boolean names(Host target, int targetPort) {
        if (host == null || !isFor(targetPort)) {
            return false;
        }
        return host.startsWith(".")
                ? target.name().endsWith(host)
                : target.name().equals(host);
    }

    boolean contains(InetAddress address, int targetPort) {
        return block != null && isFor(targetPort) && block.contains(address);
    }

    private boolean isFor(int targetPort) {
        return port == 0 || port == targetPort;
    }
}
