package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values for the schemas of the API document: mostly good ones, some at the edge, some that nobody should send. */
final class SampleValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int GOOD = 12;

    private final Contract contract;

    SampleValues(Contract contract) {
        this.contract = contract;
    }

    Arbitrary<JsonNode> of(JsonNode schema) {
        return Arbitraries.frequencyOf(Tuple.of(GOOD, good(schema)), Tuple.of(1, hostile()));
    }

    private Arbitrary<JsonNode> good(JsonNode written) {
        JsonNode schema = contract.resolved(written);
        if (schema.has("const")) {
            return Arbitraries.just(schema.get("const"));
        }
        if (schema.has("enum")) {
            return Arbitraries.of(elements(schema.get("enum")));
        }
        if (schema.has("anyOf")) {
            return Arbitraries.oneOf(
                    elements(schema.get("anyOf")).stream().map(this::of).toList());
        }
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return Arbitraries.oneOf(elements(type).stream()
                    .map(one -> ofType(one.asText(), schema))
                    .toList());
        }
        return ofType(type.asText(), schema);
    }

    private Arbitrary<JsonNode> ofType(String type, JsonNode schema) {
        return switch (type) {
            case "null" -> Arbitraries.just(NODES.nullNode());
            case "boolean" -> Arbitraries.of(true, false).map(NODES::booleanNode);
            case "integer", "number" ->
                Arbitraries.longs()
                        .between(
                                schema.path("minimum").asLong(-1_000),
                                schema.path("maximum").asLong(5_000))
                        .map(NODES::numberNode);
            case "string" ->
                Arbitraries.strings()
                        .ofMinLength(schema.path("minLength").asInt(0))
                        .ofMaxLength(Math.min(schema.path("maxLength").asInt(30), 250))
                        .map(NODES::textNode);
            case "array" ->
                of(schema.path("items"))
                        .list()
                        .ofMinSize(schema.path("minItems").asInt(0))
                        .ofMaxSize(3)
                        .map(SampleValues::array);
            case "object" -> object(schema);
            default -> Arbitraries.of("text", "{{a.b}}", "[[x]]", "5").map(NODES::textNode);
        };
    }

    private Arbitrary<JsonNode> object(JsonNode schema) {
        List<String> names = new ArrayList<>();
        List<Arbitrary<JsonNode>> values = new ArrayList<>();
        List<String> required =
                elements(schema.path("required")).stream().map(JsonNode::asText).toList();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            names.add(property.getKey());
            values.add(of(property.getValue()));
        }
        if (names.isEmpty()) {
            return hostile().map(value -> NODES.objectNode().set("name", value));
        }
        Arbitrary<List<Boolean>> present =
                Arbitraries.of(true, true, false).list().ofSize(names.size());
        return Combinators.combine(Combinators.combine(values).as(list -> list), present)
                .as((all, isThere) -> {
                    ObjectNode object = NODES.objectNode();
                    for (int i = 0; i < names.size(); i++) {
                        if (required.contains(names.get(i)) || isThere.get(i)) {
                            object.set(names.get(i), all.get(i));
                        }
                    }
                    return object;
                });
    }

    /** What does not belong anywhere. */
    static Arbitrary<JsonNode> hostile() {
        return Arbitraries.of(
                NODES.nullNode(),
                NODES.booleanNode(true),
                NODES.numberNode(-1),
                NODES.numberNode(0.5),
                NODES.numberNode(1e300),
                NODES.numberNode(Long.MAX_VALUE),
                NODES.textNode(""),
                NODES.textNode(" \n"),
                NODES.textNode("\u0000\u202e"),
                NODES.textNode("../../etc/passwd"),
                NODES.textNode("{{" + "a".repeat(5_000)),
                NODES.textNode("😀".repeat(300)),
                NODES.objectNode().put("type", "number").put("value", "x"),
                nested(60));
    }

    private static JsonNode nested(int depth) {
        ArrayNode outer = NODES.arrayNode();
        ArrayNode inner = outer;
        for (int i = 0; i < depth; i++) {
            inner = inner.addArray();
        }
        return outer;
    }

    private static JsonNode array(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
