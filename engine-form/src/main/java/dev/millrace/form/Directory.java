package dev.millrace.form;

import java.util.List;
import java.util.Optional;

/** The people and departments that objects can name. Thread-safe; answers without delay. */
public interface Directory {
    /**
     * A person.
     *
     * @param login a unique name, which is taken for the id where objects are written
     * @param departmentId empty for none
     * @param enabled only then the person can own objects
     */
    record User(String id, String login, String name, String departmentId, boolean enabled) {}

    record Department(String id, String name) {}

    /** By id or by login name. */
    Optional<User> user(String idOrLogin);

    Optional<Department> department(String id);

    /** These and no others. */
    static Directory of(List<User> users, List<Department> departments) {
        return new ListedDirectory(users, departments);
    }
}
