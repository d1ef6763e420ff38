package dev.millrace.form;

import dev.millrace.store.RecordStore;
import java.util.List;
import java.util.Optional;

/** Keeps forms. Thread-safe; may block. */
public interface FormStore {
    Optional<Form> find(String schemaCode);

    /** In the order of their codes. */
    List<Form> list();

    /** Stores a form in the place of {@code known}; false, and nothing changes, if another is stored by now. */
    boolean replace(Optional<Form> known, Form form);

    /** @return false if there was none */
    boolean remove(String schemaCode);

    /** A store that ends with the process. */
    static FormStore inMemory() {
        return over(RecordStore.inMemory());
    }

    /** A store that keeps records of the kind {@code form}. */
    static FormStore over(RecordStore records) {
        return new RecordFormStore(records);
    }
}
