package dev.millrace.http.application;

import dev.millrace.store.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How applications are kept and what they and the people who manage them may do. Immutable; the {@code with…} methods return
 * changed copies. Without more, everything ends with the process and nobody can log in with a name.
 */
public final class ApplicationSettings {
    private final Draft values;

    /** The values under change; never changed once they are in settings. */
    private static final class Draft implements Cloneable {
        RecordStore records = RecordStore.inMemory();
        ApplicationStore applications = ApplicationStore.over(records);
        Registry<Role> roles = Registry.ofRoles(records);
        Registry<Organization> organizations = Registry.ofOrganizations(records);
        boolean isKept;
        boolean hasOwnRoles;
        boolean hasOwnOrganizations;
        MemoryUserStore ownUsers = MemoryUserStore.EMPTY;
        UserStore users = ownUsers;
        KeyProtection keys = KeyProtection.ofThisProcess();
        boolean isKeyChosen;
        AuditLog audit = AuditLog.logging();
        Duration signatureWindow = Duration.ofMinutes(5);
        boolean refusesReplays;
        boolean allowsEndlessTokens;
        boolean allowsTokensInQuery;
        int minSecureKey = 8;

        Draft copy() {
            try {
                return (Draft) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ApplicationSettings(Draft values) {
        this.values = values;
    }

    /** A copy with one thing changed. */
    private ApplicationSettings with(Consumer<Draft> change) {
        Draft draft = values.copy();
        change.accept(draft);
        return new ApplicationSettings(draft);
    }

    /** Applications in memory, and no users. */
    public static ApplicationSettings inMemory() {
        return new ApplicationSettings(new Draft());
    }

    /**
     * Applications, roles, organizations and tokens that are kept in records, and no users. Say with {@link #withKey} or
     * {@link #withPlainKeys} how secure keys are kept.
     */
    public static ApplicationSettings over(RecordStore records) {
        return inMemory().orOver(records);
    }

    /** These settings, or a copy that keeps in records what would end with the process otherwise. */
    public ApplicationSettings orOver(RecordStore records) {
        if (values.isKept) {
            return this;
        }
        Draft draft = values.copy();
        draft.isKept = true;
        draft.records = records;
        draft.applications = ApplicationStore.over(records);
        draft.roles = values.hasOwnRoles ? values.roles : Registry.ofRoles(records);
        draft.organizations = values.hasOwnOrganizations ? values.organizations : Registry.ofOrganizations(records);
        return new ApplicationSettings(draft);
    }

    /** Somebody who logs in with this name and may do everything. */
    public ApplicationSettings withAdministrator(String name, String password) {
        return withUser(name, password, Role.ADMINISTRATOR);
    }

    /**
     * Somebody who logs in with this name and has these roles.
     *
     * @param password at least 8 characters
     */
    public ApplicationSettings withUser(String name, String password, String... roleIds) {
        if (password.length() < 8) {
            throw new IllegalArgumentException("the password of " + name + " must have at least 8 characters");
        }
        return with(draft -> {
            draft.ownUsers = draft.ownUsers.with(new User(name, name, List.of(roleIds)), password);
            draft.users = draft.ownUsers;
        });
    }

    /** The host's own users instead of those named here. */
    public ApplicationSettings withUsers(UserStore users) {
        return with(draft -> draft.users = users);
    }

    /** Applications that outlive the process; say with {@link #withKey} or {@link #withPlainKeys} how their keys are kept. */
    public ApplicationSettings withStore(ApplicationStore applications) {
        return with(draft -> {
            draft.applications = applications;
            draft.isKept = true;
        });
    }

    /** The host's own roles. */
    public ApplicationSettings withRoles(Registry<Role> roles) {
        return with(draft -> {
            draft.roles = roles;
            draft.hasOwnRoles = true;
        });
    }

    /** The host's own organizations. Which of them are parts of others is asked every five seconds at most. */
    public ApplicationSettings withOrganizations(Registry<Organization> organizations) {
        return with(draft -> {
            draft.organizations = organizations;
            draft.hasOwnOrganizations = true;
        });
    }

    /**
     * Encrypts the secure keys of applications with AES-GCM.
     *
     * @param key 16, 24 or 32 bytes, from wherever the host keeps its secrets; copied
     */
    public ApplicationSettings withKey(byte[] key) {
        return withKeys(KeyProtection.encrypting(key.clone()));
    }

    /** Stores the secure keys of applications as they are: whoever reads the store can sign for every application. */
    public ApplicationSettings withPlainKeys() {
        return withKeys(KeyProtection.none());
    }

    private ApplicationSettings withKeys(KeyProtection keys) {
        return with(draft -> {
            draft.keys = keys;
            draft.isKeyChosen = true;
        });
    }

    /** Where calls and changes are told, instead of the log. */
    public ApplicationSettings withAudit(AuditLog audit) {
        return with(draft -> draft.audit = audit);
    }

    /** How far the clock of an application may be off (5 minutes); so long a captured call can be repeated. */
    public ApplicationSettings withSignatureWindow(Duration window) {
        return with(draft -> draft.signatureWindow = window);
    }

    /** The same signed call is taken once only. */
    public ApplicationSettings withReplayProtection() {
        return with(draft -> draft.refusesReplays = true);
    }

    /** Logging in may ask for a token that never ends. */
    public ApplicationSettings withEndlessTokens() {
        return with(draft -> draft.allowsEndlessTokens = true);
    }

    /** Tokens are taken from the query too ({@code :X_Access_Token}, {@code access_token}), where logs keep them. */
    public ApplicationSettings withTokensInQuery() {
        return with(draft -> draft.allowsTokensInQuery = true);
    }

    /** The least length of a secure key (8). */
    public ApplicationSettings withMinSecureKey(int length) {
        if (length < 1 || length > 64) {
            throw new IllegalArgumentException(
                    "the least length of a secure key must be from 1 to 64, but was " + length);
        }
        return with(draft -> draft.minSecureKey = length);
    }

    RecordStore records() {
        return values.records;
    }

    ApplicationStore applications() {
        return values.applications;
    }

    Registry<Role> roles() {
        return values.roles;
    }

    Registry<Organization> organizations() {
        return values.organizations;
    }

    UserStore users() {
        return values.users;
    }

    /** @throws IllegalArgumentException if applications outlive the process, and nothing says how to keep their keys */
    KeyProtection keys() {
        if (values.isKept && !values.isKeyChosen) {
            throw new IllegalArgumentException(
                    "applications are stored, and there is no key to encrypt their secure keys;"
                            + " set one with ApplicationSettings.withKey, or accept plain text with withPlainKeys");
        }
        return values.keys;
    }

    AuditLog audit() {
        return values.audit;
    }

    Duration signatureWindow() {
        return values.signatureWindow;
    }

    boolean refusesReplays() {
        return values.refusesReplays;
    }

    boolean allowsEndlessTokens() {
        return values.allowsEndlessTokens;
    }

    boolean allowsTokensInQuery() {
        return values.allowsTokensInQuery;
    }

    int minSecureKey() {
        return values.minSecureKey;
    }
}
