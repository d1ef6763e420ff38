package dev.millrace.http.application;

import java.util.Optional;

/** Knows the people who log in; a host puts its own accounts here. Thread-safe; may block. */
public interface UserStore {
    /**
     * The user with this name and password; empty if either is wrong.
     *
     * <p>Should take as long for a wrong name as for a wrong password. The server limits how often it is asked.
     */
    Optional<User> authenticate(String name, String password);

    /** Asked with every call: a user who is not found any more is logged out. */
    Optional<User> find(String id);

    /** True if a user has this name; no application's user can have it then. */
    boolean isTaken(String name);
}
