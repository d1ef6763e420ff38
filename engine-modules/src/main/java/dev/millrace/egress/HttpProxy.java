package dev.millrace.egress;

import dev.millrace.value.Excerpt;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all calls go through. */
record HttpProxy(Kind kind, Host host, int port) {
    private static final Pattern TEXT = Pattern.compile(
            "(?:(?<scheme>[A-Za-z0-9]+)://)?(?<host>\\[[^\\]]+\\]|[^:/@\\[\\]]+):(?<port>[0-9]{1,5})/?");
    private static final int MAX_PORT = 65_535;

    enum Kind {
        /** Finds the addresses of hosts itself. */
        HTTP,
        /** Is given addresses. */
        SOCKS5
    }

    /** @throws IllegalArgumentException if it is not {@code http://HOST:PORT}, {@code socks5://HOST:PORT}, {@code HOST:PORT} */
    static HttpProxy of(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        Host host = parts.matches() ? Host.parse(parts.group("host")) : null;
        int port = host == null ? 0 : Integer.parseInt(parts.group("port"));
        if (host == null || port < 1 || port > MAX_PORT) {
            throw unknown(text);
        }
        String scheme =
                parts.group("scheme") == null ? "http" : parts.group("scheme").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http" -> new HttpProxy(Kind.HTTP, host, port);
            case "socks5", "socks" -> new HttpProxy(Kind.SOCKS5, host, port);
            default -> throw unknown(text);
        };
    }

    private static IllegalArgumentException unknown(String text) {
        boolean hasSecret = text.indexOf('@') >= 0;
        return new IllegalArgumentException((hasSecret ? "a proxy with a password" : Excerpt.quoted(text))
                + " cannot be used; write http://HOST:PORT, socks5://HOST:PORT or HOST:PORT");
    }
}
