package dev.millrace.test.contract;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.FolderStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.WorkflowStore;
import dev.millrace.work.WorkItemStore;
import org.junit.jupiter.api.Nested;

/** The stores that end with the process do what every store does. */
class MemoryContractTest {
    @Nested
    class Records extends RecordStoreContract {
        @Override
        protected RecordStore open() {
            return RecordStore.inMemory();
        }
    }

    @Nested
    class Workflows extends WorkflowStoreContract {
        @Override
        protected WorkflowStore open() {
            return WorkflowStore.inMemory();
        }
    }

    @Nested
    class Folders extends FolderStoreContract {
        @Override
        protected FolderStore open() {
            return FolderStore.inMemory();
        }
    }

    @Nested
    class Executions extends ExecutionStoreContract {
        @Override
        protected ExecutionStore open() {
            return ExecutionStore.inMemory();
        }
    }

    @Nested
    class WorkItems extends WorkItemStoreContract {
        @Override
        protected WorkItemStore open() {
            return WorkItemStore.inMemory();
        }
    }

    @Nested
    class History extends ExecutionHistoryContract {
        @Override
        protected ExecutionHistory open(Retention retention, Clock byClock) {
            return ExecutionHistory.inMemory(retention, byClock);
        }
    }
}
