package dev.millrace.egress;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as every part of a call sees it: one spelling, whatever it was written like, so that what is checked is what is
 * connected to, and what the other side is told.
 *
 * @param name in lower case ASCII without a dot at its end; of an address its usual form, IPv6 in brackets
 * @param literal the address it is, null if it is a name
 */
record Host(String name, @Nullable InetAddress literal) {
    private static final int MAX_LENGTH = 253;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** Null if it is no host: nothing, a zone, an escape, a character no host has, a number that is no address. */
    static @Nullable Host parse(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return ipv6(text.substring(1, text.length() - 1));
        }
        return text.indexOf(':') >= 0 ? ipv6(text) : named(text);
    }

    private static @Nullable Host ipv6(String text) {
        if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) {
            return null;
        }
        try {
            // in brackets it is never looked up; an IPv4 address mapped into IPv6 becomes what it is
            return of(InetAddress.getByName("[" + text + "]"));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static Host of(InetAddress address) {
        String text = address.getHostAddress();
        return new Host(text.indexOf(':') < 0 ? text : "[" + text + "]", address);
    }

    private static @Nullable Host named(String text) {
        String name = ascii(text);
        if (name == null || name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
            return null;
        }
        if (!Ipv4Text.endsInNumber(name)) {
            return new Host(name, null);
        }
        InetAddress address = Ipv4Text.parse(name);
        return address == null ? null : of(address);
    }

    /** As browsers do: full-width digits, other dots and the like become what they look like. */
    private static @Nullable String ascii(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH + 1) {
            return null;
        }
        try {
            String name = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
