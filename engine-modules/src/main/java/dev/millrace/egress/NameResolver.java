package dev.millrace.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of hosts. Called by many threads at once; may block. */
@FunctionalInterface
public interface NameResolver {
    /**
     * @param host in lower case, without a dot at its end; never an address
     * @return at least one, in the order to try them
     * @throws UnknownHostException if there is no such host
     */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** The machine's own name service. */
    static NameResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
