package dev.millrace.form;

import java.util.List;
import java.util.Optional;

/** Keeps forms. Thread-safe; answers without delay. */
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
        return new MemoryFormStore();
    }
}
