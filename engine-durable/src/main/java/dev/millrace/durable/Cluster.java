package dev.millrace.durable;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.peer.Instruction;
import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import dev.millrace.store.jdbc.database.Database;
import dev.millrace.store.jdbc.execution.JdbcExecutionStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of several that are one engine over one PostgreSQL: what is started on one goes on on another when the first one
 * dies or is closed, and everything that is known of executions is known on all of them.
 *
 * <pre>{@code
 * ClusterSettings settings = ClusterSettings.postgres("jdbc:postgresql://db.example.com/flows", "millrace", password);
 * try (Cluster cluster = Cluster.join(settings, Millrace.builder())) {
 *     cluster.engine().start("daily-report", StartRequest.plain().withExecutionId("report-2026-05-01"));
 * }
 * }</pre>
 *
 * <p>All nodes have the same modules. An execution is under way on one node at a time, at first on that which started it. A
 * step that must not happen twice is never begun by two nodes; one that may be repeated, and was under way on a node that
 * died, happens again. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private static final long JOIN_SECONDS = 30;
    private static final long LET_GO_WARNING_SECONDS = 10;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TIDY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_DEAD_LETTERS = 1_000;

    private final ClusterSettings.Values settings;
    private final JdbcStores stores;
    private final Database database;
    private final Millrace engine;
    private final Ownership ownership;
    private final Orphans orphans;
    private final Nodes nodes;
    private final Inbox inbox;
    private final Notices notices;
    private final Takeover takeover;
    private final TakeoverQueue queue;
    private final Dispatcher dispatcher;
    private final FailureDetector detector;
    private final Errands errands;
    private final Watch watch;
    private volatile boolean closed;
    private long swept = System.nanoTime(); // confined to the thread of errands
    private long tidied = System.nanoTime() - TIDY_NANOS; // confined to the thread of errands

    private Cluster(ClusterSettings.Values settings, MillraceBuilder builder) throws SQLException {
        this.settings = settings;
        Server server = new Server(settings);
        this.stores = JdbcStores.open(JdbcSettings.postgres(settings.url(), settings.user(), settings.password())
                .inSchema(settings.schema()));
        server.makeTables();
        this.database = server.database();
        String channel = Watch.channel(settings);
        long lockClass = ("millrace/" + settings.schema()).hashCode() & Integer.MAX_VALUE;
        this.ownership = new Ownership(database, settings.protocol());
        this.orphans = new Orphans(database, settings.protocol(), settings.maxAttempts());
        this.nodes = new Nodes(database, lockClass);
        this.inbox = new Inbox(database, channel);
        this.notices = new Notices(database, channel);
        this.engine = builder.workflows(stores.workflows())
                .folders(stores.folders())
                .workItems(stores.workItems())
                .records(stores.records())
                .history(stores.history(settings.retention()))
                .executions(new ClusterStore(new JdbcExecutionStore(database, ownership), ownership))
                .peers(new ClusterPeers(ownership, inbox, notices))
                .build();
        this.takeover = new Takeover(ownership, orphans, inbox, engine.peer());
        this.queue = new TakeoverQueue(server, settings, takeover);
        this.dispatcher = new Dispatcher(queue);
        this.detector = new FailureDetector(nodes, orphans, dispatcher, settings.times());
        this.errands = new Errands(
                settings.times().check().toMillis(),
                seated(seat -> inbox.deliver(seat, engine.peer())),
                seated(seat -> notices.hear(seat, engine.peer())),
                seated(detector::look),
                seated(seat -> sweep()),
                takeover::lookAtProbation);
        this.watch = new Watch(server, settings, lockClass, new Executions());
    }

    /**
     * Makes an engine that belongs to a cluster: on the cluster's stores, whatever the builder says of stores.
     *
     * @throws StoreException if the database cannot be reached or used; the message says why and how to fix it
     */
    public static Cluster join(ClusterSettings settings, MillraceBuilder builder) {
        try {
            Cluster cluster = new Cluster(settings.values(), builder);
            cluster.join();
            return cluster;
        } catch (SQLException e) {
            throw new StoreException(
                    "the tables of the cluster cannot be made in "
                            + settings.values().place() + " (SQL state " + e.getSQLState()
                            + "). Fix: let the user create schemas and tables, and see the log of the server",
                    e);
        }
    }

    private void join() {
        CompletableFuture<Void> joined = watch.start();
        try {
            joined.get(JOIN_SECONDS, TimeUnit.SECONDS);
            notices.skip();
            engine.workflows().list().forEach(workflow -> engine.peer().changed(workflow.id()));
            errands.start();
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new StoreException(
                    "node " + settings.node() + " cannot join the cluster in " + settings.place()
                            + ". Fix: see whether the database is up and lets one more connection in",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new StoreException(
                    "node " + settings.node() + " was interrupted before it had joined the cluster", e);
        }
    }

    private Runnable seated(Consumer<Seat> errand) {
        return () -> ownership.seat().ifPresent(errand);
    }

    /** What is to be done now and then only. */
    private void sweep() {
        long now = System.nanoTime();
        if (now - swept > SWEEP_NANOS) {
            swept = now;
            dispatcher.handOut(orphans.notTaken());
        }
        if (now - tidied > TIDY_NANOS) {
            tidied = now;
            nodes.tidyUp();
            queue.tidyUp();
        }
    }

    /** The executions of this node, which come and go with its place in the cluster. */
    private final class Executions implements Watch.Owner {
        @Override
        public void sit(Seat seat) {
            ownership.sit(seat);
        }

        @Override
        public void stand(Seat seat, String why) throws InterruptedException {
            ownership.stand();
            if (closed) {
                return;
            }
            LOG.warn("Node {} stops what it runs: {}", settings.node(), why);
            CompletableFuture<Void> gone = engine.peer().letGo(why);
            while (!isGone(gone)) {
                LOG.warn("Executions are still under way that node {} has to let go of", settings.node());
            }
        }

        private boolean isGone(CompletableFuture<Void> gone) throws InterruptedException {
            try {
                gone.get(LET_GO_WARNING_SECONDS, TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("executions leave without an exception", e);
            } catch (TimeoutException e) {
                return false;
            }
        }

        @Override
        public void told() {
            errands.hurry();
        }
    }

    /** The engine of this node. It is closed with the cluster, and only so. */
    public Millrace engine() {
        return engine;
    }

    /** What this node can do at the moment. */
    public ClusterHealth health() {
        if (closed) {
            return ClusterHealth.CLOSED;
        }
        return ownership.seat().isPresent() ? ClusterHealth.JOINED : ClusterHealth.REJOINING;
    }

    /** All nodes, in the order in which they joined; those that are gone for a day. */
    public List<ClusterNode> nodes() {
        return nodes.list();
    }

    /** Executions that are not handed out any more, the first thousand, oldest first. */
    public List<DeadLetter> deadLetters() {
        return orphans.dead(MAX_DEAD_LETTERS);
    }

    /**
     * Hands a dead letter out again, as if no node had died of it.
     *
     * @return false if there is no such dead letter
     */
    public boolean retry(String executionId) {
        List<Orphans.Orphan> handedOut = orphans.retry(executionId);
        dispatcher.handOut(handedOut);
        return !handedOut.isEmpty();
    }

    /**
     * Ends a dead letter: the next node takes it up and cancels it before any of its steps.
     *
     * @return false if there is no such dead letter
     */
    public boolean cancel(String executionId) {
        return orphans.dead(MAX_DEAD_LETTERS).stream()
                        .anyMatch(letter -> letter.executionId().equals(executionId))
                && inbox.send(executionId, new Instruction.Cancel())
                && retry(executionId);
    }

    /** As {@link #close(Duration)} without a grace. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Leaves the cluster: no step begins any more, calls under way have the grace to end, and the other nodes take the
     * executions up at once. Without any other node they wait for one. Repeatable.
     */
    public void close(Duration grace) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        takeover.close();
        errands.close();
        dispatcher.close();
        queue.close();
        engine.close(grace);
        watch.close();
        database.close();
        stores.close();
    }
}
