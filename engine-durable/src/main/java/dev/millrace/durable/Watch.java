package dev.millrace.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's place in the cluster: a lock that the server gives to others as soon as the connection is gone, and a
 * sign of life now and then. One thread with a connection of its own.
 *
 * <pre>
 *   join --> signs of life, notices of others --> leave
 *    ^                   | the connection is lost, takes too long, or others have fenced this node
 *    |                   v
 *    +--------- stop all steps, let all executions go
 * </pre>
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final String TAKE_LOCK =
            "SELECT CASE WHEN pg_try_advisory_lock(CAST(? AS INTEGER), CAST(? AS INTEGER))" + " THEN 1 ELSE 0 END";
    private static final int PATIENCE_SECONDS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long CLOSE_SECONDS = 10;

    private final Server server;
    private final ClusterSettings.Values settings;
    private final long lockClass;
    private final Owner owner;
    private final Thread thread = new Thread(this::run, "millrace-cluster-watch");
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** The node this one was, of which the others are to know that it has let go; confined to the thread. */
    private @Nullable Seat former;

    /** What has executions in the name of a seat. Called by the thread of the watch. */
    interface Owner {
        void sit(Seat seat);

        /** Stops at once, and returns when nothing is under way any more. */
        void stand(Seat seat, String why) throws InterruptedException;

        /** Others have something for this node. */
        void told();
    }

    Watch(Server server, ClusterSettings.Values settings, long lockClass, Owner owner) {
        this.server = server;
        this.settings = settings;
        this.lockClass = lockClass;
        this.owner = owner;
        thread.setDaemon(true);
    }

    /** @return completes when the node has joined for the first time; fails if it cannot */
    CompletableFuture<Void> start() {
        thread.start();
        return joined;
    }

    private void run() {
        long pause = settings.times().check().toMillis();
        try {
            while (closing.getCount() > 0) {
                if (stay()) {
                    pause = settings.times().check().toMillis();
                }
                if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stay in the cluster; false if there was none. */
    private boolean stay() throws InterruptedException {
        Seat seat = null;
        String why = "the connection to the database was lost";
        try (Connection connection = server.open(PATIENCE_SECONDS)) {
            seat = join(connection);
            owner.sit(seat);
            joined.complete(null);
            why = keep(connection, seat);
        } catch (SQLException e) {
            LOG.warn("Node {} cannot hold its place in {}: {}", settings.node(), settings.place(), e.getMessage());
            joined.completeExceptionally(e);
        }
        if (seat != null) {
            owner.stand(seat, why);
            former = seat;
        }
        return seat != null;
    }

    // ---------------------------------------------------------------- joining

    private Seat join(Connection connection) throws SQLException {
        Optional<Seat> before = Optional.ofNullable(former);
        if (before.isPresent()) {
            leave(connection, before.get());
            former = null;
        }
        long id = number(connection, "SELECT nextval('cluster_node_id')");
        if (number(connection, TAKE_LOCK, lockClass, id) == 0) {
            throw new SQLException("the lock of node " + id + " is taken; another program uses the same numbers");
        }
        update(
                connection,
                "WITH made AS (INSERT INTO cluster_node (id, name, protocol) VALUES (?, ?, ?) RETURNING id)"
                        + " INSERT INTO cluster_heartbeat (node_id) SELECT id FROM made",
                id,
                settings.node(),
                settings.protocol());
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel(settings));
        }
        LOG.info("Node {} has joined the cluster in {} as number {}", settings.node(), settings.place(), id);
        return new Seat(id);
    }

    /** By which nodes tell each other that there is something to do. */
    static String channel(ClusterSettings.Values settings) {
        return settings.schema() + "_cluster";
    }

    // ---------------------------------------------------------------- keeping it

    /** Returns why the place is lost, or when the node is to leave. */
    private String keep(Connection connection, Seat seat) throws SQLException {
        PGConnection notices = connection.unwrap(PGConnection.class);
        int wait = (int) settings.times().check().toMillis();
        long longest = settings.times().silence().toNanos() / 2;
        long last = System.nanoTime();
        while (closing.getCount() > 0) {
            if (notices.getNotifications(wait).length > 0) {
                owner.told();
            }
            if (System.nanoTime() - last > longest) {
                return "the node has said nothing for too long";
            }
            if (!isStillMine(connection, seat)) {
                return "the other nodes have taken this one for dead";
            }
            last = System.nanoTime();
        }
        leave(connection, seat);
        return "the node has left the cluster";
    }

    /** A sign of life, if this node is not taken for dead. */
    private static boolean isStillMine(Connection connection, Seat seat) throws SQLException {
        return update(
                        connection,
                        "UPDATE cluster_heartbeat h SET seen_at = now() FROM cluster_node n WHERE h.node_id = ? AND"
                                + " n.id = h.node_id AND NOT n.fenced",
                        seat.nodeId())
                == 1;
    }

    /** Tells the others that they can have what is left of this node at once. */
    private void leave(Connection connection, Seat seat) throws SQLException {
        update(
                connection,
                "UPDATE cluster_node SET fenced = TRUE, left_at = COALESCE(left_at, now()) WHERE id = ?",
                seat.nodeId());
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, 'left')")) {
            statement.setString(1, channel(settings));
            statement.execute();
        }
    }

    // ---------------------------------------------------------------- statements

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Leaves, so that the others need not wait. Repeatable. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
