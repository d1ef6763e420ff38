package dev.millrace.http;

import dev.millrace.http.access.RemoteAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/** Closes connections of an address that has enough of them. Thread-safe. */
final class AddressCap implements Connection.Listener {
    private final int max;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    /** A closed connection does not know its address any more. */
    private final Map<Connection, String> addresses = new ConcurrentHashMap<>();

    AddressCap(int max) {
        this.max = max;
    }

    @Override
    public void onOpened(Connection connection) {
        String address = connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? RemoteAddress.of(remote.getAddress()).block()
                : "";
        addresses.put(connection, address);
        if (open.merge(address, 1, Integer::sum) > max) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        String address = addresses.remove(connection);
        if (address != null) {
            open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
