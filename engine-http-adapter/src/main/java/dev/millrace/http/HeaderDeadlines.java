package dev.millrace.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that owe the headers of a request for too long. The library's own timeout starts again with every
 * byte, so it does not see a client that sends one now and then. Thread-safe.
 */
final class HeaderDeadlines implements Connection.Listener {
    private static final long NONE = Long.MAX_VALUE;

    private final Duration first;
    private final Duration next;
    private final Map<Connection, Deadline> deadlines = new ConcurrentHashMap<>();
    private final CyclicTimeouts<Deadline> timeouts;
    private volatile boolean isClosing;

    /** When a connection must have sent the headers it owes; {@code NONE} while it owes nothing. */
    private static final class Deadline implements CyclicTimeouts.Expirable {
        final Connection connection;
        private long requests; // guarded by this
        private long expireNanoTime = NONE; // guarded by this

        Deadline(Connection connection) {
            this.connection = connection;
        }

        @Override
        public synchronized long getExpireNanoTime() {
            return expireNanoTime;
        }

        boolean owesHeaders() {
            return getExpireNanoTime() != NONE;
        }

        void close(String reason) {
            connection.getEndPoint().close(new TimeoutException(reason));
        }

        synchronized long headersArrived() {
            expireNanoTime = NONE;
            return ++requests;
        }

        /** Not if the next request, sent before the answer to this one, has arrived already. */
        synchronized void headersOwed(long afterRequest, Duration within) {
            if (requests == afterRequest) {
                expireNanoTime = NanoTime.now() + within.toNanos();
            }
        }
    }

    HeaderDeadlines(ServerLimits limits, Scheduler scheduler) {
        this.first = limits.headerTime();
        this.next = limits.idleTime();
        this.timeouts = new CyclicTimeouts<>(scheduler) {
            @Override
            protected Iterator<Deadline> iterator() {
                return deadlines.values().iterator();
            }

            @Override
            protected boolean onExpired(Deadline deadline) {
                deadline.close("the headers took too long");
                return true;
            }
        };
    }

    @Override
    public void onOpened(Connection connection) {
        Deadline deadline = new Deadline(connection);
        deadlines.put(connection, deadline);
        owed(deadline, 0, first);
    }

    @Override
    public void onClosed(Connection connection) {
        deadlines.remove(connection);
    }

    private void owed(Deadline deadline, long afterRequest, Duration within) {
        deadline.headersOwed(afterRequest, within);
        if (!deadline.owesHeaders()) {
            return;
        }
        if (isClosing) {
            deadline.close("the server stops");
        } else {
            timeouts.schedule(deadline);
        }
    }

    /** From now on nothing is waited for: connections without a request under way are closed. */
    void close() {
        isClosing = true;
        deadlines.values().stream()
                .filter(Deadline::owesHeaders)
                .forEach(deadline -> deadline.close("the server stops"));
    }

    /** A handler that tells when headers have arrived, and when the next are owed. */
    Handler around(Handler handler) {
        return new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Deadline deadline =
                        deadlines.get(request.getConnectionMetaData().getConnection());
                if (deadline != null) {
                    long number = deadline.headersArrived();
                    Request.addCompletionListener(request, failure -> owed(deadline, number, next));
                }
                return super.handle(request, response, callback);
            }
        };
    }
}
