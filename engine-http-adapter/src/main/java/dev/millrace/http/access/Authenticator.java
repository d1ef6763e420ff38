package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Incoming;
import java.util.Optional;

/** Tells from one kind of credential who makes a request. Thread-safe. */
public interface Authenticator {
    /**
     * @return empty if the request has no credential of this kind; another authenticator is asked then
     * @throws Failure if it has one that is not good
     */
    Optional<Identity> identify(Incoming request);
}
