package dev.millrace.store.jdbc;

import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.FolderStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.WorkflowStore;
import dev.millrace.test.contract.ExecutionHistoryContract;
import dev.millrace.test.contract.ExecutionStoreContract;
import dev.millrace.test.contract.FolderStoreContract;
import dev.millrace.test.contract.RecordStoreContract;
import dev.millrace.test.contract.WorkItemStoreContract;
import dev.millrace.test.contract.WorkflowStoreContract;
import dev.millrace.work.WorkItemStore;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** What every store does, on the database of a subclass. */
abstract class JdbcContracts {
    private final Deque<JdbcStores> opened = new ArrayDeque<>();

    /** Of a database in which nothing is stored. */
    abstract JdbcSettings emptyDatabase();

    private JdbcStores stores() {
        JdbcStores stores = JdbcStores.open(emptyDatabase());
        opened.push(stores);
        return stores;
    }

    @AfterEach
    void close() {
        opened.forEach(JdbcStores::close);
    }

    @Nested
    class Records extends RecordStoreContract {
        @Override
        protected RecordStore open() {
            return stores().records();
        }
    }

    @Nested
    class Workflows extends WorkflowStoreContract {
        @Override
        protected WorkflowStore open() {
            return stores().workflows();
        }
    }

    @Nested
    class Folders extends FolderStoreContract {
        @Override
        protected FolderStore open() {
            return stores().folders();
        }
    }

    @Nested
    class Executions extends ExecutionStoreContract {
        @Override
        protected ExecutionStore open() {
            return stores().executions();
        }
    }

    @Nested
    class WorkItems extends WorkItemStoreContract {
        @Override
        protected WorkItemStore open() {
            return stores().workItems();
        }
    }

    @Nested
    class History extends ExecutionHistoryContract {
        @Override
        protected ExecutionHistory open(Retention retention, Clock byClock) {
            return stores().history(retention, byClock);
        }
    }
}
