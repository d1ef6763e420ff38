package dev.millrace.durable;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.ListWorkflowsInput;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowStatus;
import dev.millrace.store.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hands executions out to the nodes of the cluster, each epoch of an execution exactly once: a queue of DBOS Transact. What
 * it hands over takes an execution up and returns at once, so none of its threads ever waits for one. Thread-safe.
 */
final class TakeoverQueue implements AutoCloseable {
    private static final String NAME = "takeovers";
    private static final int MAX_AT_ONCE = 256;
    private static final Duration POLLING = Duration.ofMillis(100);
    private static final String WORKFLOW = "takeUp";
    /** What was taken so long ago is of an epoch that is over, or whose owner is known. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final HikariDataSource connections;
    private final DBOS dbos;
    private final Takeovers takeovers;

    /** What the library makes a proxy of. */
    public interface Takeovers {
        void takeUp(String executionId, long epoch);
    }

    /** Called by the queue, which keeps the name of the class and the method. */
    private record Registered(Takeovers action) implements Takeovers {
        @Override
        @Workflow(name = WORKFLOW)
        public void takeUp(String executionId, long epoch) {
            action.takeUp(executionId, epoch);
        }
    }

    /** @param action takes an execution up; it must not wait for it, and may be called by several threads */
    TakeoverQueue(Server server, ClusterSettings.Values settings, Takeovers action) {
        connections = server.pool();
        // neither its control plane nor its server for administrators, and never its own recovery: ids of executors are
        // new
        dbos = new DBOS(DBOSConfig.defaults("millrace")
                .withDataSource(connections)
                .withDatabaseSchema(settings.schema() + "_queue")
                .withAppVersion("millrace-" + settings.protocol())
                .withExecutorId(UUID.randomUUID().toString())
                .withMigrate(true));
        dbos.registerQueue(new Queue(NAME).withWorkerConcurrency(MAX_AT_ONCE).withPollingInterval(POLLING));
        takeovers = dbos.registerProxy(Takeovers.class, new Registered(action));
        dbos.launch();
    }

    /** Hands an execution to one of the nodes that speak this one's protocol. */
    void handOut(String executionId, long epoch) {
        dbos.startWorkflow(
                () -> takeovers.takeUp(executionId, epoch),
                new StartWorkflowOptions(executionId + '~' + epoch).withQueue(NAME));
    }

    /** Removes some of what was taken long ago: the library keeps it for ever. */
    void tidyUp() {
        List<String> takenLongAgo = dbos
                .listWorkflows(new ListWorkflowsInput()
                        .withWorkflowName(WORKFLOW)
                        .withCompletedBefore(Instant.ofEpochMilli(Clock.system().epochMillis())
                                .minus(REMEMBERED))
                        .withLimit(FORGOTTEN_AT_ONCE)
                        .withLoadInput(false)
                        .withLoadOutput(false))
                .stream()
                .map(WorkflowStatus::workflowId)
                .toList();
        if (!takenLongAgo.isEmpty()) {
            dbos.deleteWorkflows(takenLongAgo);
        }
    }

    @Override
    public void close() {
        dbos.shutdown();
        connections.close();
    }
}
