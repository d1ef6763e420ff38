package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code apis} of one platform. */
final class ApiReader {
    private static final double MAX_TIMEOUT_MILLIS = 60_000;

    private static final int MAX_PATH = 2_000;
    private static final int MAX_RETRIES = 5;
    private static final int MAX_RETRY_FACTOR = 10;
    private static final int MIN_STATUS = 100;
    private static final int MAX_STATUS = 599;

    private final Members members;
    private final String key;
    private final List<Parameter> parameters;

    private ApiReader(Members members, String key) {
        this.members = members;
        this.key = key;
        this.parameters = ParameterReader.readAll(members);
    }

    static List<Api> readAll(Members platform) {
        Keys keys = new Keys("api_key");
        Map<String, String> names = new HashMap<>();
        List<Api> apis = new ArrayList<>();
        for (Members members : platform.objects("apis")) {
            String key = keys.read(members);
            Api api = new ApiReader(members, key).read();
            String other = names.putIfAbsent(api.camelCaseName(), key);
            if (other != null && !other.equals(key)) {
                members.problem(
                        "api_key",
                        Excerpt.quoted(key) + " and " + Excerpt.quoted(other) + " are both called "
                                + api.camelCaseName() + " by scripts",
                        "rename one of them");
            }
            apis.add(api);
        }
        return apis;
    }

    private Api read() {
        HttpMethod method = method();
        Map<String, Template> headers = members.templates("headers");
        headers.keySet().forEach(name -> HeaderName.check(members, "headers", name));
        Api api = new Api(
                key,
                members.text("name").orElse(key),
                members.truth("enabled", true),
                method,
                path(),
                bodyKind(method),
                headers,
                parameters,
                arguments(),
                members.object("response").map(ApiReader::response).orElse(plain()),
                accepted(),
                timeout(members),
                members.object("retry").map(ApiReader::retry).orElse(Retry.NEVER),
                members.truth("idempotent", false),
                idempotencyHeader());
        members.refuseMisspelled();
        return api;
    }

    private HttpMethod method() {
        if (!members.has("method")) {
            members.problem("method", "is missing", "write one of GET, POST, PUT, PATCH, DELETE, HEAD");
        }
        return members.option("method", HttpMethod.class, HttpMethod.GET);
    }

    private PathTemplate path() {
        PathTemplate path = PathTemplate.of(members.requiredText("path", "/v1/customers/{id}"));
        String text = path.source();
        if (!text.isBlank() && !text.startsWith("/")) {
            members.problem(
                    "path", "does not begin with a slash: " + Excerpt.quoted(text), "write /" + Excerpt.of(text));
        }
        if (text.length() > MAX_PATH || !path.literal().matches("[A-Za-z0-9/._~!$&'()*+,;=:@%-]*")) {
            members.problem(
                    "path",
                    "holds a character that no path has, or more than " + MAX_PATH + " of them",
                    "encode it as in %20, and write query parameters as params");
        }
        if (List.of(text.split("/", -1)).contains("..")) {
            members.problem("path", "holds ..", "write the path without it");
        }
        matchParameters(path);
        return path;
    }

    private void matchParameters(PathTemplate path) {
        Set<String> declared = new HashSet<>();
        parameters.stream()
                .filter(parameter -> parameter.in() == Place.PATH)
                .forEach(parameter -> declared.add(parameter.name()));
        for (String name : path.names()) {
            if (!declared.remove(name)) {
                members.problem(
                        "path",
                        "has {" + Excerpt.of(name) + "}, but no such path parameter is declared",
                        "add {\"name\":\"" + Excerpt.of(name) + "\",\"in\":\"path\"} to params");
            }
        }
        declared.forEach(name -> members.problem(
                "params",
                "declare the path parameter " + Excerpt.quoted(name) + ", which is not in the path",
                "write {" + Excerpt.of(name) + "} into the path, or give it another place"));
    }

    private BodyKind bodyKind(HttpMethod method) {
        BodyKind kind = members.option("contentType", BodyKind.class, BodyKind.JSON);
        boolean hasBody = parameters.stream().anyMatch(parameter -> parameter.in() == Place.BODY);
        if (hasBody && !method.hasBody()) {
            members.problem("params", "are in the body, but " + method + " has none", "put them into the query");
        }
        if (hasBody && kind == BodyKind.NONE) {
            members.problem("contentType", "is none, but parameters are in the body", "write json or form");
        }
        return kind;
    }

    private List<Parameter> arguments() {
        if (!members.has("args")) {
            return usualOrder();
        }
        List<Parameter> arguments = new ArrayList<>();
        for (String name : members.textList("args")) {
            List<Parameter> named = parameters.stream()
                    .filter(parameter -> parameter.name().equals(name))
                    .toList();
            if (named.size() == 1 && !arguments.contains(named.get(0))) {
                arguments.add(named.get(0));
            } else {
                members.problem(
                        "args",
                        "name " + Excerpt.quoted(name) + ", which is "
                                + (named.isEmpty() ? "no parameter" : "not one parameter exactly"),
                        "list each parameter once, by a name that no other has");
            }
        }
        return arguments;
    }

    /** Path parameters in the order of the path, then query, header and body as declared. */
    private List<Parameter> usualOrder() {
        List<Parameter> ordered = new ArrayList<>();
        for (String name : PathTemplate.of(members.text("path").orElse("")).names()) {
            parameters.stream()
                    .filter(parameter ->
                            parameter.in() == Place.PATH && parameter.name().equals(name))
                    .forEach(ordered::add);
        }
        for (Place place : List.of(Place.QUERY, Place.HEADER, Place.BODY)) {
            parameters.stream().filter(parameter -> parameter.in() == place).forEach(ordered::add);
        }
        return ordered;
    }

    private static ResponseRule plain() {
        return new ResponseRule(
                ResponseKind.AUTO,
                BigNumbers.TEXT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ResponseRule response(Members members) {
        ResponseRule rule = new ResponseRule(
                members.option("type", ResponseKind.class, ResponseKind.AUTO),
                members.option("bigNumbers", BigNumbers.class, BigNumbers.TEXT),
                members.rule("success"),
                members.rule("message"),
                members.rule("code"),
                members.rule("retryable"));
        members.refuseMisspelled();
        return rule;
    }

    private AcceptedStatus accepted() {
        if ("all".equals(members.value("acceptStatus"))) {
            return AcceptedStatus.ALL;
        }
        Set<Integer> listed = new HashSet<>();
        for (Object element : members.list("acceptStatus")) {
            if (element instanceof Long status && status >= MIN_STATUS && status <= MAX_STATUS) {
                listed.add(status.intValue());
            } else {
                members.problem(
                        "acceptStatus",
                        "holds " + Excerpt.quoted(element),
                        "write statuses from 100 to 599, or \"all\"");
            }
        }
        return new AcceptedStatus(listed, false);
    }

    /** {@code timeoutMs} of an api or of a platform's defaults. */
    static Optional<Duration> timeout(Members members) {
        if (!members.has("timeoutMs")) {
            return Optional.empty();
        }
        double millis = members.number("timeoutMs", 1, 1, MAX_TIMEOUT_MILLIS);
        return Optional.of(Duration.ofMillis((long) millis));
    }

    private static Retry retry(Members members) {
        Set<String> on = new HashSet<>();
        for (Object element : members.list("on")) {
            String text = element instanceof Long || element instanceof String ? String.valueOf(element) : "";
            if (text.matches("NETWORK|TIMEOUT|[1-5][0-9][0-9]")) {
                on.add(text);
            } else {
                members.problem(
                        "on",
                        "holds " + Excerpt.quoted(element),
                        "write \"NETWORK\", \"TIMEOUT\" or a status such as 503");
            }
        }
        Retry retry = new Retry(
                (int) members.number("count", 0, 0, MAX_RETRIES),
                Duration.ofMillis((long) members.number("intervalMs", 0, 0, MAX_TIMEOUT_MILLIS)),
                members.number("factor", 1, 1, MAX_RETRY_FACTOR),
                on,
                members.rule("when"));
        members.refuseMisspelled();
        return retry;
    }

    private Optional<String> idempotencyHeader() {
        Optional<String> header = members.text("idempotencyHeader");
        header.ifPresent(name -> HeaderName.check(members, "idempotencyHeader", name));
        return header;
    }
}
