package dev.millrace.http.application;

import java.util.List;

/** Somebody who logs in with a name. Immutable. */
public record User(String id, String name, List<String> roleIds) {
    public User {
        roleIds = List.copyOf(roleIds);
    }
}
