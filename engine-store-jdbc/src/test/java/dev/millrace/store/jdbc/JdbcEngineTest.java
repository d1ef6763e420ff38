package dev.millrace.store.jdbc;

import dev.millrace.Millrace;
import dev.millrace.history.Retention;
import dev.millrace.module.Module;
import dev.millrace.test.contract.EngineContract;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine on an embedded database does what every engine does. */
class JdbcEngineTest extends EngineContract {
    @TempDir
    private Path directory;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @Override
    protected Engines open(List<Module> modules) {
        JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(directory));
        opened.push(stores);
        Millrace engine = builder(modules)
                .history(stores.history(Retention.DEFAULT))
                .executions(stores.executions())
                .build();
        opened.push(engine);
        return new Engines(engine, engine);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }
}
