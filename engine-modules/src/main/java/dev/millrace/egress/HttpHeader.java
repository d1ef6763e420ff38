package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import dev.millrace.value.Excerpt;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A header as it is sent or was received. */
public record HttpHeader(String name, String value) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final int MAX_VALUE = 16_384;

    /** What belongs to the connection, or follows from the URL and the body. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** @throws EgressException if it cannot be a header of a request; the message does not show the value */
    void check() throws EgressException {
        if (!TOKEN.matcher(name).matches()) {
            throw refused(Excerpt.quoted(name) + " is no name of a header; use letters, digits and hyphens");
        }
        if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused("header " + name + " is set by the client itself; leave it out");
        }
        if (value.length() > MAX_VALUE) {
            throw refused("header " + name + " has " + value.length() + " characters, more than " + MAX_VALUE);
        }
        if (!PRINTABLE.matcher(value).matches()) {
            throw refused("the value of header " + name
                    + " holds a line break, a control character or a letter beyond ASCII; encode it, as in %E4%B8%AD");
        }
    }

    private static EgressException refused(String message) {
        return new EgressException(Kind.INVALID_REQUEST, message);
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return name;
    }
}
