package dev.millrace.http.trigger;

import dev.millrace.StartRequest;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Request;
import dev.millrace.value.PlainValue;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of an API that was found good: what its workflow gets to see (spec 5.2).
 *
 * @param uid what its execution is called
 * @param data what the trigger brings
 * @param params which are named variables too
 */
record Call(
        ApiDefinition api,
        String triggeredBy,
        String uid,
        Map<String, @Nullable Object> data,
        Map<String, @Nullable Object> params) {
    /** Never shown to a workflow. */
    private static final Set<String> CREDENTIALS =
            Set.of("token", "user", "password", "authorization", "cookie", "proxy-authorization", "x-sign");

    /** @throws Failure with every declared parameter that is missing or wrong */
    static Call of(ApiDefinition api, Request request, CallInput input, String uid) {
        HttpServletRequest servlet = request.servlet();
        InputFields query = InputFields.encoded(servlet.getQueryString(), StandardCharsets.UTF_8);
        Map<String, @Nullable Object> params = params(api, query, input.fields());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("params", params);
        data.put("body", input.body());
        data.put("query", query.values());
        data.put("method", servlet.getMethod());
        data.put("path", servlet.getRequestURI());
        data.put("clientIp", request.remoteAddress());
        data.put("headers", headers(servlet));
        boolean isObject = input.body() == null || input.body() instanceof Map;
        data.put("output", Collections.singletonList(isObject ? params : input.body()));
        data.put("uid", uid);
        return new Call(api, "api", uid, data, params);
    }

    /** A call of somebody who tries the API out. */
    static Call debugging(ApiDefinition api, Map<String, @Nullable Object> given, String address, String uid) {
        Map<String, @Nullable Object> params = params(api, InputFields.json(given), InputFields.json(given));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("params", params);
        data.put("body", given);
        data.put("query", Map.of());
        data.put("method", api.methods().contains("POST") ? "POST" : "GET");
        data.put("path", api.route().toString());
        data.put("clientIp", address);
        data.put("headers", Map.of());
        data.put("output", List.of(params));
        data.put("uid", uid);
        return new Call(api, "debug", uid, data, params);
    }

    /**
     * Plain: the workflow sees them in several places, and they are looked through once.
     *
     * @throws Failure with every declared parameter that is missing or wrong
     */
    private static Map<String, @Nullable Object> params(ApiDefinition api, InputFields query, InputFields body) {
        if (query.values().isEmpty() && api.parameters().isEmpty()) {
            return PlainValue.dictionary(body.values());
        }
        Map<String, @Nullable Object> params = new LinkedHashMap<>(query.values());
        params.putAll(body.values());
        List<String> problems = new ArrayList<>();
        for (DeclaredParameter parameter : api.parameters()) {
            parameter.problem(parameter.inQuery() ? query : body, params).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw Failure.of(TriggerError.INVALID_PARAMS, String.join("; ", problems));
        }
        return PlainValue.dictionary(params);
    }

    private static Map<String, @Nullable Object> headers(HttpServletRequest request) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            String lower = name.toLowerCase(Locale.ROOT);
            if (!CREDENTIALS.contains(lower)) {
                headers.put(lower, joined(request.getHeaders(name)));
            }
        }
        return headers;
    }

    private static String joined(Enumeration<String> values) {
        String first = values.hasMoreElements() ? values.nextElement() : "";
        return values.hasMoreElements() ? first + ", " + String.join(", ", Collections.list(values)) : first;
    }

    /** Its execution. */
    StartRequest start() {
        StartRequest start = StartRequest.inputs(variables())
                .withTriggeredBy(triggeredBy)
                .withTrigger(api.trigger().id(), data)
                .withExecutionId(uid);
        return api.limits().detaches()
                ? start
                : start.withTimeLimit(Duration.ofMillis(api.limits().timeoutMillis()));
    }

    /** Those with a name. */
    private Map<String, @Nullable Object> variables() {
        if (!hasBlankName()) {
            return params;
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>(params);
        named.keySet().removeIf(String::isBlank);
        return named;
    }

    private boolean hasBlankName() {
        // not through keySet(), which the map would keep
        for (Map.Entry<String, @Nullable Object> param : params.entrySet()) {
            if (param.getKey().isBlank()) {
                return true;
            }
        }
        return false;
    }
}
