package dev.millrace.http.access;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a server answers. A page of a stranger can make its own name point to this machine and so reach a
 * server that only listens here; the name it sends in {@code Host} gives it away. Addresses cannot be turned that way and
 * are always good.
 */
public final class Hosts {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}]");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*)(?::[0-9]{1,5})?");

    private final Set<String> names;

    /** @param names beside {@code localhost} */
    public Hosts(Set<String> names) {
        Set<String> all = new HashSet<>();
        all.add("localhost");
        names.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        this.names = Set.copyOf(all);
    }

    /** @throws Failure if the header is missing or names another server */
    void check(@Nullable String header) {
        if (header == null || !isKnown(header)) {
            throw Failure.of(
                    Refusal.UNKNOWN_HOST,
                    "this server does not answer under that Host; add the name to its allowed hosts");
        }
    }

    private boolean isKnown(String header) {
        if (names.contains(header)) {
            return true;
        }
        var parts = WITH_PORT.matcher(header.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        return names.contains(name) || ADDRESS.matcher(name).matches();
    }
}
