package dev.millrace.test.contract;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.module.Module;
import dev.millrace.store.ExecutionStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class MemoryEngineTest extends EngineContract {
    private final List<Millrace> opened = new ArrayList<>();

    @Override
    protected Engines open(List<Module> modules) {
        Millrace engine = builder(modules)
                .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                .executions(ExecutionStore.inMemory())
                .build();
        opened.add(engine);
        return new Engines(engine, engine);
    }

    @AfterEach
    void close() {
        opened.forEach(Millrace::close);
    }
}
