package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests to an operation, made from what the API document says of it. */
final class SampleRequests {
    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";
    private static final String BOUNDARY = "4f1c";

    private final Contract contract;
    private final SampleValues values;
    private final List<String> knownIds;

    /**
     * @param target path and query
     * @param contentType empty for none
     */
    record Sample(String method, String target, String contentType, String body) {}

    private record Content(String type, String body) {}

    SampleRequests(Contract contract, List<String> knownIds) {
        this.contract = contract;
        this.values = new SampleValues(contract);
        this.knownIds = knownIds;
    }

    Arbitrary<Sample> to(Contract.Operation operation) {
        JsonNode node = contract.node(operation);
        return Combinators.combine(path(operation), query(node), content(node))
                .as((path, query, content) ->
                        new Sample(operation.method(), path + query, content.type(), content.body()));
    }

    private Arbitrary<String> path(Contract.Operation operation) {
        List<String> ids = new ArrayList<>(knownIds);
        ids.addAll(List.of("nonsense", "delay", "a b", "工作流", "null", "'\"<>", "x".repeat(999)));
        List<Arbitrary<String>> segments = new ArrayList<>();
        for (String segment : operation.segments()) {
            segments.add(
                    segment.startsWith("{")
                            ? Arbitraries.of(ids).map(SampleRequests::encoded)
                            : Arbitraries.just(segment));
        }
        return Combinators.combine(segments).as(parts -> String.join("/", parts));
    }

    private Arbitrary<String> query(JsonNode operation) {
        List<Arbitrary<String>> pairs = new ArrayList<>();
        for (JsonNode written : operation.path("parameters")) {
            JsonNode parameter = contract.resolved(written);
            if (parameter.get("in").asText().equals("query")) {
                String name = parameter.get("name").asText();
                Arbitrary<String> value = Arbitraries.oneOf(
                        values.of(parameter.get("schema")).map(JsonNode::asText), Arbitraries.of(knownIds));
                pairs.add(Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.just("")),
                        Tuple.of(2, value.map(text -> name + "=" + encoded(text))),
                        Tuple.of(1, Arbitraries.of(name + "=%FF", name, name + "=1&" + name + "=2"))));
            }
        }
        return pairs.isEmpty()
                ? Arbitraries.just("")
                : Combinators.combine(pairs)
                        .as(parts -> "?"
                                + parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("&")));
    }

    private Arbitrary<Content> content(JsonNode operation) {
        JsonNode documented = operation.at("/requestBody/content");
        if (documented.isMissingNode()) {
            return Arbitraries.just(new Content("", ""));
        }
        List<Arbitrary<Content>> kinds = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : documented.properties()) {
            Arbitrary<JsonNode> value = values.of(kind.getValue().get("schema"));
            kinds.add(
                    kind.getKey().equals(FORM)
                            ? value.map(SampleRequests::form)
                            : value.map(json -> new Content(JSON, json.toString())));
        }
        return Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.oneOf(kinds)), Tuple.of(1, hostile()));
    }

    private static Arbitrary<Content> hostile() {
        return Arbitraries.of(
                new Content("", ""),
                new Content(JSON, ""),
                new Content(JSON, "null"),
                new Content(JSON, "[]"),
                new Content(JSON, "{\"a\": 1, \"a\": 2}"),
                new Content(JSON, "{\"name\": \"\\ud800\"}"),
                new Content(JSON, "[".repeat(10_000)),
                new Content(JSON, "{\"name\": " + "9".repeat(5_000) + "}"),
                new Content("text/plain", "{}"),
                new Content("no type at all", "{}"),
                new Content(FORM, ""),
                new Content(FORM + "; boundary=" + BOUNDARY, "--" + BOUNDARY + "\r\n"));
    }

    private static Content form(JsonNode fields) {
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String file = field.getKey().equals("file") ? "; filename=\"a.json\"" : "";
            form.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                    .append(field.getKey())
                    .append("\"")
                    .append(file)
                    .append("\r\n\r\n")
                    .append(field.getValue().asText())
                    .append("\r\n");
        }
        return new Content(FORM + "; boundary=" + BOUNDARY, form + "--" + BOUNDARY + "--\r\n");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
