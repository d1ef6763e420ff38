package dev.millrace.proxy.platform;

import java.net.URI;
import java.util.Map;

/**
 * One installation of a platform.
 *
 * @param baseUrl absolute, http or https, without query, fragment and user info
 * @param headers over those of the platform
 * @param credentials name → text or {@code ${secret:name}}
 * @param variables name → text, for {@code ${var:name}}
 * @param allowPrivate addresses that are not public may be called; only an administrator may say so
 * @param ratePerSecond calls a second; 0: unlimited
 */
public record Instance(
        String key,
        String name,
        boolean isDefault,
        boolean enabled,
        URI baseUrl,
        Map<String, Template> headers,
        Map<String, Template> credentials,
        Map<String, String> variables,
        boolean allowPrivate,
        double ratePerSecond) {
    public Instance {
        headers = Ordered.copyOf(headers);
        credentials = Ordered.copyOf(credentials);
        variables = Ordered.copyOf(variables);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "instance " + key;
    }
}
