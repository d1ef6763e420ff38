package dev.millrace.durable;

import dev.millrace.module.Module;
import dev.millrace.test.contract.EngineContract;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Two nodes do what one engine does. */
class ClusterEngineTest extends EngineContract {
    private final List<Cluster> nodes = new ArrayList<>();

    @Override
    protected Engines open(List<Module> modules) {
        TestDatabase database = TestPostgres.shared().newDatabase();
        for (String name : List.of("first", "second")) {
            nodes.add(Cluster.join(
                    ClusterSettings.postgres(database.url(), database.user(), database.password())
                            .withNode(name),
                    builder(modules)));
        }
        return new Engines(nodes.get(0).engine(), nodes.get(1).engine());
    }

    @AfterEach
    void close() {
        nodes.parallelStream().forEach(Cluster::close);
    }
}
