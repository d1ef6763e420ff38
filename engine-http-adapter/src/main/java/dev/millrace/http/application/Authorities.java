package dev.millrace.http.application;

import dev.millrace.http.exchange.Authority;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Sight;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What roles and organizations add up to, at the time of use. Thread-safe. */
final class Authorities {
    private final Registry<Role> roles;
    private final OrganizationParts organizations;

    Authorities(Registry<Role> roles, OrganizationParts organizations) {
        this.roles = roles;
        this.organizations = organizations;
    }

    Authority of(User user) {
        return Authority.of(permissions(user.roleIds()));
    }

    Authority of(Application application) {
        ApiServer server = application.apiServer();
        return new Authority(permissions(server.roleIds()), application.operations(), sight(server));
    }

    private EnumSet<Permission> permissions(List<String> roleIds) {
        EnumSet<Permission> all = EnumSet.noneOf(Permission.class);
        for (String id : roleIds) {
            Optional<Role> role = roles.find(id);
            role.ifPresent(found -> all.addAll(found.permissions()));
        }
        return all;
    }

    /** Of an application without organizations only an administrator sees those of others. */
    private Sight sight(ApiServer server) {
        if (!server.orgIds().isEmpty()) {
            return Sight.of(organizations.within(server.orgIds()));
        }
        boolean isAdministrator = server.roleIds().contains(Role.ADMINISTRATOR)
                && roles.find(Role.ADMINISTRATOR).filter(Role::enabled).isPresent();
        return isAdministrator ? Sight.EVERYTHING : Sight.of(Set.of());
    }
}
