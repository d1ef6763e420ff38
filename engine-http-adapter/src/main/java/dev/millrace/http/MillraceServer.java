package dev.millrace.http;

import dev.millrace.Millrace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.LoggerFactory;

/**
 * The documented HTTP APIs on a port of their own.
 *
 * <pre>{@code
 * Millrace engine = Millrace.builder().history(ExecutionHistory.inMemory(Retention.DEFAULT)).build();
 * MillraceServer server = MillraceServer.start(engine, 8080);
 * }</pre>
 *
 * <p>Behind a proxy, {@link HttpSettings#withPairingRequired} is set, as a proxy calls from its own machine for everybody; all
 * its clients then count as one address. What they say of their address ({@code X-Forwarded-For}) is not believed. A host
 * that must tell them apart runs {@link MillraceServlet} in a container that was told which proxy to trust.
 *
 * <p>Thread-safe. Closing it leaves no thread behind; the engine stays open, it belongs to the host.
 */
public final class MillraceServer implements AutoCloseable {
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final String NAME = "millrace-http";
    private static final int MAX_PORT = 65_535;

    /** For everybody else while one address keeps as many busy as it may have connections. */
    private static final int MIN_THREADS_FOR_OTHERS = 200;

    private static final int MAX_THREADS_OF_AN_ADDRESS = 1_000;

    private final MillraceServlet servlet;
    private final Server server;
    private final Connections connections;
    private final String host;

    private MillraceServer(MillraceServlet servlet, Server server, Connections connections, String host) {
        this.servlet = servlet;
        this.server = server;
        this.connections = connections;
        this.host = host;
    }

    /**
     * Listens on 127.0.0.1 with the default settings.
     *
     * @param port 0 for any free one; see {@link #port}
     * @throws ListenException if it cannot listen there
     */
    public static MillraceServer start(Millrace engine, int port) {
        return start(engine, THIS_MACHINE, port, HttpSettings.defaults());
    }

    /**
     * Listens on an address.
     *
     * @param host a name or address of this machine; one that others can reach needs a pairing secret in the settings
     * @param port 0 for any free one
     * @throws IllegalArgumentException if the port is out of range, the engine has no history, or others could reach the
     *     server and no pairing secret is set
     * @throws ListenException if it cannot listen there
     */
    public static MillraceServer start(Millrace engine, String host, int port, HttpSettings settings) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be from 0 to " + MAX_PORT + ", but was " + port);
        }
        refuseOpenDoor(host, port, settings);
        MillraceServlet servlet = MillraceServlet.of(engine, settings.withHost(host));
        Server server = new Server(
                threads(settings.serverLimits()), new ScheduledExecutorScheduler(NAME + "-timer", true), null);
        Connections connections = Connections.of(server, host, port, settings.serverLimits());
        server.setErrorHandler(new ServerErrors());
        server.setHandler(new GracefulHandler(connections.guarding(context(servlet, settings))));
        MillraceServer started = new MillraceServer(servlet, server, connections, host);
        try {
            server.start();
        } catch (Exception e) { // Jetty declares nothing narrower
            started.close();
            throw new ListenException(host, port, e);
        }
        return started;
    }

    private static void refuseOpenDoor(String host, int port, HttpSettings settings) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()
                    && !settings.pairing().hasSecret()) {
                throw new IllegalArgumentException("others could reach the server on \"" + host
                        + "\", and no pairing secret is set; set one with HttpSettings.withPairingSecret, or listen on "
                        + THIS_MACHINE);
            }
        } catch (UnknownHostException e) {
            throw new ListenException(host, port, e);
        }
    }

    /**
     * Threads of the system, as a virtual one for each request would cost every request a change of threads. Only a body that
     * comes slowly holds one, and not for long.
     */
    private static QueuedThreadPool threads(ServerLimits limits) {
        int ofAnAddress = Math.min(limits.maxConnectionsPerAddress(), MAX_THREADS_OF_AN_ADDRESS);
        QueuedThreadPool threads = new QueuedThreadPool(MIN_THREADS_FOR_OTHERS + ofAnAddress);
        threads.setName(NAME);
        threads.setDaemon(true);
        return threads;
    }

    private static ServletContextHandler context(MillraceServlet servlet, HttpSettings settings) {
        ServletContextHandler context = new ServletContextHandler("/", false, false);
        context.setErrorHandler(new ServerErrors());
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        holder.getRegistration().setMultipartConfig(MillraceServlet.uploads(settings));
        context.addServlet(holder, "/*");
        return context;
    }

    /** The port it listens on. */
    public int port() {
        return connections.port();
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** As {@link #close(Duration)} with no time at all. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Listens no more, gives requests under way this long to end, then cuts them. Repeatable. */
    public void close(Duration grace) {
        servlet.destroy(); // streams of events would last as long as the grace time
        server.setStopTimeout(grace.toMillis());
        connections.dismiss();
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // Jetty declares nothing narrower; what is left ends with its threads
            LoggerFactory.getLogger(MillraceServer.class).warn("The server did not stop cleanly", e);
        }
    }
}
