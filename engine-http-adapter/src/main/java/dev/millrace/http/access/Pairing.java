package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which devices get a token (decision D9): callers of this machine as they are, unless pairing is required of them too;
 * all others with a pairing secret. Immutable.
 */
public final class Pairing {
    private static final Set<Permission> EVERYTHING = EnumSet.of(Permission.READ, Permission.EDIT, Permission.EXECUTE);

    private final Map<String, Set<Permission>> secrets;
    private final boolean requiredOfThisMachine;

    private Pairing(Map<String, Set<Permission>> secrets, boolean requiredOfThisMachine) {
        this.secrets = secrets;
        this.requiredOfThisMachine = requiredOfThisMachine;
    }

    /** Callers of this machine, and nobody else. */
    public static Pairing ofThisMachine() {
        return new Pairing(Map.of(), false);
    }

    /** A copy with one more secret, for callers who may do everything. */
    public Pairing withSecret(String secret) {
        return with(secret, EVERYTHING);
    }

    /** A copy with one more secret, for callers who may only look. */
    public Pairing withReadOnlySecret(String secret) {
        return with(secret, EnumSet.of(Permission.READ));
    }

    private Pairing with(String secret, Set<Permission> permissions) {
        Map<String, Set<Permission>> more = new LinkedHashMap<>(secrets);
        more.put(secret, permissions);
        return new Pairing(more, requiredOfThisMachine);
    }

    /** A copy that asks callers of this machine too. */
    public Pairing required() {
        return new Pairing(secrets, true);
    }

    public boolean hasSecret() {
        return !secrets.isEmpty();
    }

    /**
     * What a caller may do.
     *
     * @param address where it calls from
     * @param secret what it sent, if anything
     * @throws Failure if it may have no token; the secrets are compared in constant time
     */
    Set<Permission> admit(String address, Optional<String> secret) {
        if (secret.isEmpty()) {
            if (!requiredOfThisMachine && isThisMachine(address)) {
                return EVERYTHING;
            }
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "send the pairing secret in the header X-Pairing-Secret");
        }
        Set<Permission> granted = null;
        for (Map.Entry<String, Set<Permission>> entry : secrets.entrySet()) {
            if (same(entry.getKey(), secret.get())) {
                granted = entry.getValue();
            }
        }
        if (granted == null) {
            throw Failure.of(Refusal.NOT_AUTHENTICATED, "the pairing secret is wrong");
        }
        return granted;
    }

    private static boolean same(String first, String second) {
        return MessageDigest.isEqual(first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isThisMachine(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
