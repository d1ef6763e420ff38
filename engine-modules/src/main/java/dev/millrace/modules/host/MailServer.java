package dev.millrace.modules.host;

import java.util.Objects;

/**
 * The mail server that steps use which name none. Register it with {@code MillraceBuilder.service(MailServer.class, server)};
 * the egress policy applies to it as to any other.
 *
 * @param port 1 to 65535
 * @param username empty to send without signing in
 * @param password never shown
 * @param from who mail is from where a step does not say; may be empty
 */
public record MailServer(String host, int port, Security security, String username, String password, String from) {
    /** How the connection is protected. */
    public enum Security {
        /** Not at all. Everything can be read on the way, the password too. */
        NONE,
        /** TLS is asked for after connecting; without it nothing is sent. */
        STARTTLS,
        /** TLS from the beginning. */
        TLS
    }

    public MailServer {
        Objects.requireNonNull(host);
        Objects.requireNonNull(security);
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
        Objects.requireNonNull(from);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port must be from 1 to 65535, but was " + port);
        }
    }

    /** Without user name and password. */
    @Override
    public String toString() {
        return "mail server " + host + ":" + port;
    }
}
