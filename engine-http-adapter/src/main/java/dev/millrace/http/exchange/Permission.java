package dev.millrace.http.exchange;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a route asks of its caller. The first three are granted to nobody; the others are an action on a resource and are
 * what roles and devices have any number of.
 */
public enum Permission {
    /** Anybody may call it. */
    NONE,
    /** It looks at the credential itself: renewing and giving back tokens. */
    OWN_CREDENTIAL,
    /** Anybody may call it who is known. */
    IDENTIFIED,
    /** Looking at workflows and folders. */
    WORKFLOW_QUERY,
    /** Creating and changing workflows and folders. */
    WORKFLOW_SAVE,
    WORKFLOW_DELETE,
    WORKFLOW_EXECUTE,
    EXECUTION_QUERY,
    /** Stopping executions. */
    EXECUTION_CANCEL,
    /** Deleting history. */
    EXECUTION_DELETE,
    MODULE_QUERY,
    SYSTEM_QUERY,
    OBJECT_QUERY,
    OBJECT_SAVE,
    OBJECT_DELETE,
    INTERFACE_QUERY,
    INTERFACE_SAVE,
    INTERFACE_EXECUTE,
    API_QUERY,
    API_SAVE,
    /** Looking at applications, their keys among what is shown. */
    APPLICATION_QUERY,
    APPLICATION_SAVE,
    APPLICATION_DELETE,
    ROLE_QUERY,
    ROLE_SAVE,
    ROLE_DELETE,
    ORGANIZATION_QUERY,
    ORGANIZATION_SAVE,
    ORGANIZATION_DELETE;

    private static final Set<String> MANAGED = Set.of("application", "role", "organization");

    private static final Set<Permission> EVERYTHING = where(Permission::isGranted);
    private static final Set<Permission> QUERIES = where(one -> one.is("query") && !one.isManagement());
    private static final Set<Permission> EXECUTIONS = where(one -> one.is("execute"));

    private final String resource;
    private final String action;

    Permission() {
        String lowerCase = name().toLowerCase(Locale.ROOT);
        int border = lowerCase.indexOf('_');
        this.resource = border < 0 ? lowerCase : lowerCase.substring(0, border);
        this.action = lowerCase.substring(border + 1);
    }

    private static Set<Permission> where(Predicate<Permission> condition) {
        EnumSet<Permission> some = EnumSet.noneOf(Permission.class);
        Arrays.stream(values()).filter(condition).forEach(some::add);
        return Collections.unmodifiableSet(some);
    }

    /** Every action on every resource. */
    public static Set<Permission> everything() {
        return EVERYTHING;
    }

    /** Looking at everything but who may do what: that would show keys. */
    public static Set<Permission> queries() {
        return QUERIES;
    }

    /** Executing what can be executed. */
    public static Set<Permission> executions() {
        return EXECUTIONS;
    }

    /** The permission for an action on a resource, as roles write it. */
    public static Optional<Permission> of(String resource, String action) {
        return EVERYTHING.stream()
                .filter(one -> one.resource().equals(resource) && one.is(action))
                .findFirst();
    }

    /** True if roles and devices can have it. */
    public boolean isGranted() {
        return this != NONE && this != OWN_CREDENTIAL && this != IDENTIFIED;
    }

    /** True if it is about who may do what; applications never have it. */
    public boolean isManagement() {
        return isGranted() && MANAGED.contains(resource());
    }

    /** Such as {@code workflow}. */
    public String resource() {
        return resource;
    }

    /** Such as {@code execute}. */
    public String action() {
        return action;
    }

    private boolean is(String action) {
        return isGranted() && action().equals(action);
    }

    /** Such as {@code workflow.execute}. */
    @Override
    public String toString() {
        return isGranted() ? resource + "." + action : name().toLowerCase(Locale.ROOT);
    }
}
