package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one hop goes, taken apart once: everything else uses these parts and never the text again.
 *
 * @param scheme http or https
 * @param path with the query, beginning with a slash, in ASCII
 */
record Target(String scheme, Host host, int port, String path) {
    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_PORT = 65_535;
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]{0,31})://(?<authority>[^/?#]*)(?<path>[^#]*)(#.*)?", Pattern.DOTALL);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?<host>\\[[^\\]]*\\]|[^\\[\\]:]*)(:(?<port>[0-9]{0,5}))?");
    private static final String KEPT = "!$&'()*+,-./:;=?@[]_~";

    /** @throws EgressException if it is no URL of http or https; the message shows nothing but its scheme or host */
    static Target of(String url) throws EgressException {
        Matcher parts = PARTS.matcher(url.strip());
        if (url.length() > MAX_LENGTH) {
            throw invalid("the URL has " + url.length() + " characters, more than " + MAX_LENGTH);
        }
        if (!parts.matches()) {
            throw invalid("the URL is not absolute; write it as in https://example.com/path");
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new EgressException(
                    Kind.REFUSED, "the scheme " + scheme + " is refused: only http and https may be used");
        }
        return of(scheme, parts.group("authority"), parts.group("path"));
    }

    private static Target of(String scheme, String authority, String path) throws EgressException {
        if (authority.indexOf('@') >= 0) {
            throw invalid("the URL holds a user name or password before its host;"
                    + " put them into an Authorization header instead");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        Host host = parts.matches() ? Host.parse(parts.group("host")) : null;
        if (host == null) {
            throw invalid("the URL has no valid host; write a name or an address, without zone and escapes");
        }
        String port = parts.group("port");
        boolean isDefault = port == null || port.isEmpty();
        int number = isDefault ? defaultPort(scheme) : Integer.parseInt(port);
        if (number < 1 || number > MAX_PORT) {
            throw invalid("the URL has the port " + number + "; use 1 to " + MAX_PORT);
        }
        return new Target(scheme, host, number, encoded(path.startsWith("/") ? path : "/" + path));
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static EgressException invalid(String message) {
        return new EgressException(Kind.INVALID_REQUEST, message);
    }

    /** Encodes what a URL may not hold, and leaves escapes as they are. */
    private static String encoded(String text) {
        StringBuilder ascii = new StringBuilder(text.length() + 16);
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (unit & 0xff);
            boolean isPlain = letter < 0x80 && (Character.isLetterOrDigit(letter) || KEPT.indexOf(letter) >= 0);
            if (isPlain || letter == '%') {
                ascii.append(letter);
            } else {
                ascii.append('%').append(hex(letter >> 4)).append(hex(letter & 0xf));
            }
        }
        return ascii.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    /** Where an answer from here sends the caller. */
    Target redirectedTo(String location) throws EgressException {
        if (location.length() > MAX_LENGTH) {
            throw new EgressException(Kind.REDIRECTED, origin() + " redirects to a URL that is too long");
        }
        String there = location.strip();
        if (PARTS.matcher(there).matches()) {
            return of(there);
        }
        try {
            return of(new URI(origin() + path)
                    .resolve(new URI(encodedReference(there)))
                    .toString());
        } catch (URISyntaxException e) {
            throw new EgressException(Kind.REDIRECTED, origin() + " redirects to something that is no URL");
        }
    }

    private static String encodedReference(String reference) {
        String withoutFragment = reference.replaceFirst("(?s)#.*", "");
        return encoded(withoutFragment);
    }

    /** What may be told of it: {@code https://example.com:8443}. */
    String origin() {
        String start = scheme + "://" + host.name();
        return writtenPort() < 0 ? start : start + ":" + port;
    }

    /** -1 where it is the scheme's own, which is not written. */
    int writtenPort() {
        return port == defaultPort(scheme) ? -1 : port;
    }

    boolean hasOriginOf(Target other) {
        return origin().equals(other.origin());
    }

    @Override
    public String toString() {
        return origin();
    }
}
