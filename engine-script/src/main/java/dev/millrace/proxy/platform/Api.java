package dev.millrace.proxy.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One interface of a platform.
 *
 * @param path begins with a slash; {@code {name}} stands for each path parameter
 * @param parameters in their declared order
 * @param arguments the parameters of a direct call, in order
 * @param timeout of one attempt; empty: the platform's; at most 60 s
 * @param idempotent a POST or PATCH may be repeated after an uncertain failure
 * @param idempotencyHeader the header that takes the call's stable key
 */
public record Api(
        String key,
        String name,
        boolean enabled,
        HttpMethod method,
        PathTemplate path,
        BodyKind bodyKind,
        Map<String, Template> headers,
        List<Parameter> parameters,
        List<Parameter> arguments,
        ResponseRule response,
        AcceptedStatus accepted,
        Optional<Duration> timeout,
        Retry retry,
        boolean idempotent,
        Optional<String> idempotencyHeader) {
    public Api {
        headers = Ordered.copyOf(headers);
        parameters = List.copyOf(parameters);
        arguments = List.copyOf(arguments);
    }

    public String camelCaseName() {
        return ApiName.camelCase(key);
    }

    /** A key and its camel-case name begin with the same letter, so most names need not be made. */
    boolean isNamedInCamelCase(String name) {
        return !name.isEmpty()
                && name.charAt(0) == key.charAt(0)
                && camelCaseName().equals(name);
    }

    /** True if it is declared. */
    public boolean hasParameter(Place in, String parameterName) {
        for (Parameter parameter : parameters) {
            if (parameter.in() == in && parameter.name().equals(parameterName)) {
                return true;
            }
        }
        return false;
    }

    public List<Parameter> parameters(Place in) {
        return parameters.stream().filter(parameter -> parameter.in() == in).toList();
    }
}
