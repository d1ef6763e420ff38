package dev.millrace.http.exchange;

import java.util.Locale;

/**
 * Who makes a request, whatever proved it. Immutable.
 *
 * @param id of the device, user or application; empty for nobody in particular
 * @param session what its requests are counted under; for nobody, the address
 * @param authority what it may do, as it is now
 */
public record Principal(Kind kind, String id, String session, Authority authority) {
    /** What somebody is. */
    public enum Kind {
        /** Somebody without a credential, known by the address alone. */
        NOBODY,
        DEVICE,
        USER,
        APPLICATION;

        private final String text = name().toLowerCase(Locale.ROOT);
    }

    public static Principal nobody(String address) {
        return new Principal(Kind.NOBODY, "", address, Authority.NONE);
    }

    /**
     * The one place where it is decided who may do what.
     *
     * @param operationId the operation that asks for the permission
     */
    public boolean may(Permission permission, String operationId) {
        return switch (permission) {
            case NONE, OWN_CREDENTIAL -> true;
            case IDENTIFIED -> kind != Kind.NOBODY;
            default ->
                !(kind == Kind.APPLICATION && permission.isManagement()) && authority.allows(permission, operationId);
        };
    }

    /** Such as {@code application:warehouse01}, for logs and for what it owns. */
    @Override
    public String toString() {
        return id.isEmpty() ? kind.text : kind.text + ":" + id;
    }
}
