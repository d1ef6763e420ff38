package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which devices get a token (decision D9): callers of this machine as they are, unless pairing is required of them too;
 * all others with a pairing secret. Immutable.
 */
public final class Pairing {
    private final List<Grant> secrets;
    private final boolean requiredOfThisMachine;

    private record Grant(Secret secret, Set<Permission> permissions) {}

    private Pairing(List<Grant> secrets, boolean requiredOfThisMachine) {
        this.secrets = secrets;
        this.requiredOfThisMachine = requiredOfThisMachine;
    }

    /** Callers of this machine, and nobody else. */
    public static Pairing ofThisMachine() {
        return new Pairing(List.of(), false);
    }

    /** A copy with one more secret, for callers who may do everything. */
    public Pairing withSecret(String secret) {
        return with(secret, Permission.everything());
    }

    /** A copy with one more secret, for callers who may only look. */
    public Pairing withReadOnlySecret(String secret) {
        return with(secret, Permission.queries());
    }

    private Pairing with(String secret, Set<Permission> permissions) {
        List<Grant> more = new ArrayList<>(secrets);
        more.add(new Grant(Secret.of(secret), permissions));
        return new Pairing(more, requiredOfThisMachine);
    }

    /** A copy that asks callers of this machine too. */
    public Pairing required() {
        return new Pairing(secrets, true);
    }

    public boolean hasSecret() {
        return !secrets.isEmpty();
    }

    /** True if nobody at all could get a token. */
    boolean isClosed() {
        return requiredOfThisMachine && secrets.isEmpty();
    }

    /**
     * What a caller may do that sent no secret.
     *
     * @throws Failure if it may have no token
     */
    Set<Permission> admit(RemoteAddress address) {
        if (requiredOfThisMachine || !address.isThisMachine()) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "send the pairing secret in the header X-Pairing-Secret");
        }
        return Permission.everything();
    }

    /**
     * What a caller may do that sent a secret, from wherever.
     *
     * @throws Failure if it may have no token
     */
    Set<Permission> admit(String presented) {
        Set<Permission> granted = Set.of();
        for (Grant grant : secrets) { // all of them: the time must not tell which one it was
            if (grant.secret().matches(presented)) {
                granted = grant.permissions();
            }
        }
        if (granted.isEmpty()) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "the pairing secret is wrong");
        }
        return granted;
    }
}
