package dev.millrace.durable;

import static dev.millrace.durable.Patience.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import dev.millrace.workflow.Workflow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes of a cluster in this process, with {@link LoggedSteps}, on a PostgreSQL of their own. */
final class TestCluster implements AutoCloseable {
    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final List<Cluster> nodes = new ArrayList<>();
    private final EffectLog effects;

    TestCluster(Path directory) {
        effects = new EffectLog(directory.resolve("effects"));
    }

    EffectLog effects() {
        return effects;
    }

    ClusterSettings settings(String name) {
        return ClusterSettings.postgres(database.url(), database.user(), database.password())
                .withNode(name);
    }

    Cluster node(String name) {
        return node(settings(name));
    }

    Cluster node(ClusterSettings settings) {
        String name = settings.values().node();
        MillraceBuilder builder = Millrace.builder().withoutDiscovery();
        LoggedSteps.on(name, effects).forEach(builder::module);
        Cluster node = Cluster.join(settings, builder);
        nodes.add(node);
        return node;
    }

    static ExecutionHandle start(Cluster node, Workflow workflow, String id) {
        return node.engine().start(workflow, StartRequest.plain().withExecutionId(id));
    }

    static Optional<ExecutionView> ended(Cluster node, String id) {
        return node.engine().history().orElseThrow().find(id);
    }

    static void awaitEnd(Cluster node, String id, ExecutionStatus status) throws Exception {
        until("the end of " + id, () -> ended(node, id).isPresent());
        ExecutionView view = ended(node, id).orElseThrow();
        assertThat(view.status()).as(() -> view + " " + view.log()).isEqualTo(status);
    }

    static void awaitStatus(ExecutionHandle execution, ExecutionStatus status) throws Exception {
        until(status.id(), () -> execution.view().status() == status);
    }

    Connection connection() throws SQLException {
        return database.connect();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(Cluster::close);
    }
}
