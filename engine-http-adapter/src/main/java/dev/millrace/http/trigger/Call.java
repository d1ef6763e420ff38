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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of an API that was found good: what its workflow gets to see (spec 5.2).
 *
 * @param data what the trigger brings, without the uid
 * @param params which are named variables too
 */
record Call(
        ApiDefinition api,
        String triggeredBy,
        Map<String, @Nullable Object> data,
        Map<String, @Nullable Object> params) {
    /** Never shown to a workflow. */
    private static final Set<String> CREDENTIALS =
            Set.of("token", "user", "password", "authorization", "cookie", "proxy-authorization", "x-sign");

    /** @throws Failure with every declared parameter that is missing or wrong */
    static Call of(ApiDefinition api, Request request, CallInput input) {
        HttpServletRequest servlet = request.servlet();
        InputFields query = InputFields.encoded(servlet.getQueryString(), StandardCharsets.UTF_8);
        Map<String, @Nullable Object> all = new LinkedHashMap<>(query.values());
        all.putAll(input.fields().values());
        Map<String, @Nullable Object> params = withDeclared(api, query, input.fields(), all);
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
        return new Call(api, "api", data, params);
    }

    /** A call of somebody who tries the API out. */
    static Call debugging(ApiDefinition api, Map<String, @Nullable Object> given, String address) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(given);
        Map<String, @Nullable Object> params = withDeclared(api, InputFields.json(given), InputFields.json(given), all);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("params", params);
        data.put("body", given);
        data.put("query", Map.of());
        data.put("method", api.methods().contains("POST") ? "POST" : "GET");
        data.put("path", api.route().toString());
        data.put("clientIp", address);
        data.put("headers", Map.of());
        data.put("output", List.of(params));
        return new Call(api, "debug", data, params);
    }

    /** Plain: the workflow sees them in several places, and they are looked through once. */
    private static Map<String, @Nullable Object> withDeclared(
            ApiDefinition api, InputFields query, InputFields body, Map<String, @Nullable Object> params) {
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
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!CREDENTIALS.contains(lower)) {
                headers.put(lower, String.join(", ", Collections.list(request.getHeaders(name))));
            }
        }
        return headers;
    }

    /** Its execution, under this id. */
    StartRequest start(String uid) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>(data);
        seen.put("uid", uid);
        StartRequest start = StartRequest.inputs(variables())
                .withTriggeredBy(triggeredBy)
                .withTrigger(api.trigger().id(), seen)
                .withExecutionId(uid);
        return api.limits().detaches()
                ? start
                : start.withTimeLimit(Duration.ofMillis(api.limits().timeoutMillis()));
    }

    private Map<String, @Nullable Object> variables() {
        if (params.keySet().stream().noneMatch(String::isBlank)) {
            return params;
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>(params);
        named.keySet().removeIf(String::isBlank);
        return named;
    }
}
