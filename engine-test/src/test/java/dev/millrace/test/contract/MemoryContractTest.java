package dev.millrace.test.contract;

import dev.millrace.store.RecordStore;
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
}
