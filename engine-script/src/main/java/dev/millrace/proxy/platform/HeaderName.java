package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a configuration or a caller may set (spec script-proxy 5.4). */
public final class HeaderName {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "expect",
            "keep-alive",
            "te",
            "trailer");

    private HeaderName() {}

    public static boolean isToken(String name) {
        return TOKEN.matcher(name).matches();
    }

    /** True for what belongs to the connection. */
    public static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OF_THE_CONNECTION.contains(lower) || lower.startsWith("proxy-");
    }

    static void check(Members members, String member, String name) {
        if (!isToken(name)) {
            members.problem(
                    member, "holds the header name " + Excerpt.quoted(name), "use letters, digits and hyphens only");
        } else if (isReserved(name)) {
            members.problem(member, "sets the header " + name, "leave it out: it belongs to the connection");
        }
    }
}
