package dev.millrace.http.application;

import dev.millrace.http.exchange.Authority;
import dev.millrace.http.exchange.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What roles add up to, at the time of use. Thread-safe. */
final class Authorities {
    private final Registry<Role> roles;

    Authorities(Registry<Role> roles) {
        this.roles = roles;
    }

    Authority of(User user) {
        return Authority.of(permissions(user.roleIds()));
    }

    Authority of(Application application) {
        return new Authority(permissions(application.apiServer().roleIds()), application.operations());
    }

    private Set<Permission> permissions(List<String> roleIds) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        for (String id : roleIds) {
            Optional<Role> role = roles.find(id);
            role.ifPresent(found -> all.addAll(found.permissions()));
        }
        return all;
    }
}
