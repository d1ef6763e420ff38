package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The API document, and what responses must be according to it. Thread-safe. */
final class Contract {
    static final Contract DOCUMENT = new Contract();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "https://millrace.dev/openapi.json";
    /** What a server refuses before it looks for an operation: late or too large a head, too long a path. */
    private static final Set<Integer> BEFORE_OPERATIONS = Set.of(408, 414, 431);

    private static final String INVOKE_FAILURE = "#/components/schemas/InvokeFailure";
    private static final String ERROR = "#/components/schemas/Error";
    private static final String CALL_ERROR = "#/components/schemas/CallError";
    private static final String APPLICATION_ERROR = "#/components/schemas/ApplicationError";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final List<Operation> operations;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** @param pointer of its node in the document */
    record Operation(String id, String method, String path, String pointer) {
        String[] segments() {
            return path.split("/", -1);
        }
    }

    private Contract() {
        try (InputStream in = Contract.class.getResourceAsStream("openapi.json")) {
            document = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(), builder -> builder.schemas(Map.of(ID, document.toString())));
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                all.add(new Operation(
                        operation.getValue().at("/operationId").asText(),
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        "/paths/" + escaped(path.getKey()) + "/" + operation.getKey()));
            }
        }
        operations = List.copyOf(all);
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return operations;
    }

    JsonNode node(Operation operation) {
        return document.at(operation.pointer());
    }

    /** The node, or what it refers to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The operation of a request; a fixed segment wins over a parameter. */
    Optional<Operation> find(String method, String rawPath) {
        boolean endsInSlash = rawPath.startsWith("/v1/") && rawPath.endsWith("/"); // which does not count there
        String path = endsInSlash ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        String[] segments = path.split("/", -1);
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && matches(operation, segments))
                .min((a, b) -> Long.compare(parameters(a), parameters(b)));
    }

    private static boolean matches(Operation operation, String[] segments) {
        String[] template = operation.segments();
        if (template.length != segments.length) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            boolean isSame = isForThirdParties(operation.path())
                    ? template[i].equalsIgnoreCase(segments[i])
                    : template[i].equals(segments[i]);
            if (!template[i].startsWith("{") && !isSame) {
                return false;
            }
        }
        return true;
    }

    /** How the API that owns a path writes failures. */
    private String failure(String rawPath) {
        if (isOfApplications(rawPath)) {
            return APPLICATION_ERROR;
        }
        return rawPath.startsWith("/v1/") ? CALL_ERROR : isOwnedByThem(rawPath) ? INVOKE_FAILURE : ERROR;
    }

    /** True if one of their operations has this path, with whatever method. */
    private boolean isOwnedByThem(String rawPath) {
        return operations.stream()
                .anyMatch(operation ->
                        isForThirdParties(operation.path()) && operation.path().equalsIgnoreCase(rawPath));
    }

    /** True for paths that may be written in any case of letters, and whose failures are written otherwise. */
    static boolean isForThirdParties(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.startsWith("/openapi/") || lower.equals("/api/downloadbizobjectfile");
    }

    private static long parameters(Operation operation) {
        return operation.path().chars().filter(character -> character == '{').count();
    }

    /**
     * Fails the test if a response is not as documented.
     *
     * @param base the path below which the documented ones begin
     * @param body of one that is still to come, empty
     */
    void check(HttpResponse<?> response, String base, String body) {
        String method = response.request().method();
        String path = response.request().uri().getRawPath().substring(base.length());
        String contentType = response.headers().firstValue("Content-Type").orElse("");
        List<String> problems = problems(method, path, response.statusCode(), contentType, body);
        if (!problems.isEmpty()) {
            throw new AssertionError(method + " " + path + " answered what openapi.json does not allow:\n  "
                    + String.join("\n  ", problems) + "\n" + response.statusCode() + " " + body);
        }
    }

    /** What of a response is not as documented; empty if all of it is. */
    List<String> problems(String method, String rawPath, int status, String contentType, String body) {
        if (method.equals("OPTIONS")) {
            return List.of(); // answered before there is an operation
        }
        Optional<Operation> operation = find(method, rawPath);
        if (operation.isEmpty()) {
            return status < 400 || status >= 500
                    ? List.of("no operation has this method and path, and the status is " + status)
                    : body.isEmpty() ? List.of() : invalid(failure(rawPath), body);
        }
        return problems(operation.get(), status, contentType.split(";", 2)[0].trim(), body);
    }

    /** How the API that answers for a path writes errors. */
    private static boolean isOfApplications(String rawPath) {
        return rawPath.matches("/api/(application|authorize|role|organization|token|oauth2)(/.*)?");
    }

    private List<String> problems(Operation operation, int status, String mediaType, String body) {
        JsonNode response = node(operation).at("/responses/" + status);
        if (response.isMissingNode()) {
            return BEFORE_OPERATIONS.contains(status)
                    ? invalid(ERROR, body)
                    : List.of(operation.id() + " has no status " + status);
        }
        String pointer = response.has("$ref")
                ? response.get("$ref").asText()
                : "#" + operation.pointer() + "/responses/" + status;
        if (!resolved(response).has("content")) {
            return body.isEmpty() ? List.of() : List.of(operation.id() + " has no body with status " + status);
        }
        JsonNode content = resolved(response).at("/content/" + escaped(mediaType));
        if (content.isMissingNode()) {
            content = resolved(response).at("/content/" + escaped("*/*"));
        }
        if (content.isMissingNode()) {
            return List.of(operation.id() + " has no " + mediaType + " with status " + status);
        }
        return mediaType.equals("application/json")
                ? invalid(pointer + "/content/" + escaped(mediaType) + "/schema", body)
                : List.of();
    }

    private List<String> invalid(String pointer, String json) {
        try {
            return invalid(pointer, JSON.readTree(json));
        } catch (IOException e) {
            return List.of("the body is no JSON");
        }
    }

    /** What of a value a schema of the document does not allow. */
    List<String> invalid(String pointer, JsonNode value) {
        Schema schema = schemas.computeIfAbsent(
                pointer, unused -> registry.getSchema(SchemaLocation.of(ID + encoded(pointer))));
        return schema.validate(value).stream().map(Object::toString).toList();
    }

    /** A pointer as the fragment of an address. */
    private static String encoded(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D");
    }
}
