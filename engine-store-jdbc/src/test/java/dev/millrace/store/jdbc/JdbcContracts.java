package dev.millrace.store.jdbc;

import dev.millrace.store.RecordStore;
import dev.millrace.test.contract.RecordStoreContract;
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
}
