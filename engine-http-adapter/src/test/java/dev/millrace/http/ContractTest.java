package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** openapi.json is sound, complete and served. That responses keep to it is checked by {@link TestClient} each time. */
class ContractTest {
    /** Operations whose routes are still to come. */
    private static final Set<String> NOT_SERVED_YET = Set.of();

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final Contract contract = Contract.DOCUMENT;

    @Test
    void schemas_are_valid_json_schema_2020_12() {
        Schema meta = SchemaRegistry.withDialect(Dialects.getDraft202012())
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        List<String> wrong = new ArrayList<>();

        visit("", contract.document(), (pointer, node) -> {
            boolean isSchema = pointer.endsWith("/schema") && !pointer.contains("/example/");
            if (isSchema || pointer.matches("/components/schemas/[^/]+")) {
                meta.validate(node).forEach(error -> wrong.add(pointer + ": " + error));
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> lost = new ArrayList<>();

        visit("", contract.document(), (pointer, node) -> {
            if (node.path("$ref").isTextual() && contract.resolved(node).isMissingNode()) {
                lost.add(pointer);
            }
        });

        assertThat(lost).isEmpty();
    }

    @Test
    void every_component_is_used() {
        Set<String> used = new TreeSet<>();
        visit(
                "",
                contract.document(),
                (pointer, node) -> used.add(node.path("$ref").asText()));

        Set<String> unused = new TreeSet<>();
        for (String kind : List.of("schemas", "responses", "parameters", "headers")) {
            contract.document().at("/components/" + kind).fieldNames().forEachRemaining(name -> {
                if (!used.contains("#/components/" + kind + "/" + name)) {
                    unused.add(name);
                }
            });
        }

        assertThat(unused).isEmpty();
    }

    @Test
    void operations_say_what_openapi_asks_of_them() {
        assertThat(contract.document().at("/openapi").asText()).startsWith("3.1.");
        Set<String> tags = new LinkedHashSet<>();
        contract.document().get("tags").forEach(tag -> tags.add(tag.get("name").asText()));
        JsonNode schemes = contract.document().at("/components/securitySchemes");

        assertThat(contract.operations()).extracting(Contract.Operation::id).doesNotHaveDuplicates();
        for (Contract.Operation operation : contract.operations()) {
            JsonNode node = contract.node(operation);
            assertThat(node.at("/summary").asText()).as(operation.id()).isNotBlank();
            assertThat(tags).contains(node.at("/tags/0").asText());
            node.get("security")
                    .forEach(choice -> choice.fieldNames()
                            .forEachRemaining(name ->
                                    assertThat(schemes.has(name)).as(name).isTrue()));
            node.get("responses")
                    .forEach(response -> assertThat(contract.resolved(response)
                                    .at("/description")
                                    .asText())
                            .as(operation.id())
                            .isNotBlank());
            assertThat(parameters(node, "path")).as(operation.id()).isEqualTo(named(operation.path()));
        }
    }

    private Set<String> parameters(JsonNode operation, String place) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode resolved = contract.resolved(parameter);
            if (resolved.get("in").asText().equals(place)) {
                names.add(resolved.get("name").asText());
            }
        });
        return names;
    }

    private static Set<String> named(String path) {
        Set<String> names = new TreeSet<>();
        PARAMETER.matcher(path).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    @Test
    void examples_are_what_their_schemas_describe() {
        List<String> wrong = new ArrayList<>();
        List<String> checked = new ArrayList<>();

        visit("", contract.document(), (pointer, node) -> {
            if (node.has("example") && node.has("schema")) {
                checked.add(pointer);
                contract.invalid("#" + pointer + "/schema", node.get("example"))
                        .forEach(problem -> wrong.add(pointer + ": " + problem));
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(checked).hasSizeGreaterThan(50);
    }

    @Test
    void every_route_is_documented() {
        for (Route route : ServedRoutes.list()) {
            Contract.Operation operation = contract.operations().stream()
                    .filter(candidate -> candidate.id().equals(route.operationId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("openapi.json has no operation " + route.operationId()));
            JsonNode node = contract.node(operation);

            assertThat(operation.method())
                    .as(operation.id())
                    .isEqualTo(route.method().name());
            assertThat(operation.path()).as(operation.id()).isEqualTo(route.path());
            assertThat(node.get("security").isEmpty())
                    .as("%s is open to everybody", operation.id())
                    .isEqualTo(route.permission() == Permission.NONE);
        }
    }

    @Test
    void every_documented_operation_has_a_route() {
        Set<String> missing = new TreeSet<>();
        contract.operations().forEach(operation -> missing.add(operation.id()));
        ServedRoutes.list().forEach(route -> missing.remove(route.operationId()));
        missing.removeAll(NOT_SERVED_YET);

        assertThat(missing).isEmpty();
    }

    @Test
    void check_of_responses_notices_what_is_not_documented() {
        String health = "{\"code\": 0, \"message\": \"healthy\", \"data\": {\"status\": \"healthy\","
                + " \"version\": \"1.0.0\", \"timestamp\": 1704067200000, \"uptime\": 5}}";

        assertThat(health(200, "application/json", health)).isEmpty();
        assertThat(health(200, "application/json;charset=utf-8", health)).isEmpty();
        assertThat(health(201, "application/json", health)).isNotEmpty();
        assertThat(health(200, "text/plain", health)).isNotEmpty();
        assertThat(health(200, "application/json", health.replace("\"uptime\": 5", "\"uptime\": \"5\"")))
                .isNotEmpty();
        assertThat(health(200, "application/json", health.replace(", \"uptime\": 5", "")))
                .isNotEmpty();
        assertThat(health(200, "application/json", health.replace("\"uptime\"", "\"x\": 1, \"uptime\"")))
                .isNotEmpty();
        assertThat(health(500, "application/json", "{\"code\": 9001, \"message\": \"m\", \"data\": null}"))
                .isEmpty();
        assertThat(health(500, "application/json", "{\"code\": 77, \"message\": \"m\", \"data\": null}"))
                .isNotEmpty();
    }

    private List<String> health(int status, String contentType, String body) {
        return contract.problems("GET", "/api/v1/system/health", status, contentType, body);
    }

    @Test
    void document_is_served_as_it_is_written() {
        try (TestServer server = TestServer.start()) {
            Reply reply = server.stranger().get("/openapi.json");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json()).isEqualTo(contract.document());
        }
    }

    private static void visit(String pointer, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(pointer + "/" + i, node.get(i), visitor);
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            visit(pointer + "/" + Contract.escaped(field.getKey()), field.getValue(), visitor);
        }
    }
}
