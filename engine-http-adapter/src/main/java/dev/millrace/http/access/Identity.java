package dev.millrace.http.access;

import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Somebody who was identified.
 *
 * @param seal does to every answer what the credential promises its owner, such as signing it; empty for nothing
 */
public record Identity(Principal principal, Optional<UnaryOperator<Response.Full>> seal) {
    /** One whose answers go out as they are. */
    public static Identity of(Principal principal) {
        return new Identity(principal, Optional.empty());
    }
}
