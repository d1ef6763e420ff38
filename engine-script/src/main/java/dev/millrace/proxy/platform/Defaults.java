package dev.millrace.proxy.platform;

import java.time.Duration;
import java.util.Map;

/** What holds for every api of a platform unless it says otherwise. */
public record Defaults(Map<String, Template> headers, Duration timeout) {
    /** How long one attempt may take (spec script-proxy 9). */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    public static final Defaults NONE = new Defaults(Map.of(), TIMEOUT);

    public Defaults {
        headers = Ordered.copyOf(headers);
    }
}
