package dev.millrace.http;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How a server takes connections and reads requests from them, within its limits. Thread-safe. */
final class Connections {
    private final ServerLimits limits;
    private final ServerConnector connector;
    private final HeaderDeadlines deadlines;

    private Connections(ServerLimits limits, ServerConnector connector, HeaderDeadlines deadlines) {
        this.limits = limits;
        this.connector = connector;
        this.deadlines = deadlines;
    }

    /** Adds them to a server that has not started. */
    static Connections of(Server server, String host, int port, ServerLimits limits) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(protocol(limits)));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(limits.idleTime().toMillis());
        connector.setShutdownIdleTimeout(limits.idleTime().toMillis());
        HeaderDeadlines deadlines = new HeaderDeadlines(limits, server.getScheduler());
        connector.addBean(deadlines);
        connector.addBean(new AddressCap(limits.maxConnectionsPerAddress()));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.maxConnections(), connector));
        return new Connections(limits, connector, deadlines);
    }

    private static HttpConfiguration protocol(ServerLimits limits) {
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.setRequestHeaderSize(limits.maxHeaderBytes());
        protocol.setHttpCompliance(HttpCompliance.STRICT); // two readings of one request are an attack
        protocol.setUriCompliance(UriCompliance.DEFAULT);
        protocol.setSendServerVersion(false);
        protocol.setSendDateHeader(true);
        return protocol;
    }

    /** A handler that keeps requests within the limits before the other sees them. */
    Handler guarding(Handler handler) {
        return deadlines.around(new HeaderCount(limits.maxHeaders(), new BodyRate(limits, handler)));
    }

    int port() {
        return connector.getLocalPort();
    }

    /** From now on no connection waits for its next request; those with a request under way go on. */
    void dismiss() {
        deadlines.close();
    }
}
