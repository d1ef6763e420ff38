package dev.millrace.http.route;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All routes, found by path and method. Immutable, thread-safe.
 *
 * <p>A segment of a path is compared exactly, after it was decoded once; a fixed segment wins over a parameter. There is no
 * second spelling of a path: a slash too many, a dot segment, an encoded slash or a parameter behind a semicolon is
 * another path, which nobody serves.
 */
public final class RouteTable {
    private static final int MAX_SEGMENTS = 16;

    private final List<Route> routes;
    private final Node root = new Node();

    /** A route that was found, and what stands in its path's parameters. */
    public record Match(Route route, Map<String, String> pathParameters) {}

    private static final class Node {
        final Map<String, Node> fixed = new HashMap<>();
        /** By the name of the method. */
        final Map<String, Route> routes = new TreeMap<>();

        @Nullable
        Node parameter;

        String parameterName = "";
    }

    /** @throws IllegalArgumentException if two routes have one path and method, or one operation id */
    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Map<String, Route> operations = new HashMap<>();
        for (Route route : routes) {
            Route other = operations.put(route.operationId(), route);
            if (other == null) {
                other = node(route).routes.put(route.method().name(), route);
            }
            if (other != null) {
                throw new IllegalArgumentException("routes " + other + " and " + route + " exclude each other");
            }
        }
    }

    private Node node(Route route) {
        Node node = root;
        for (String segment : route.path().substring(1).split("/", -1)) {
            if (segment.startsWith("{")) {
                Node parameter = node.parameter == null ? new Node() : node.parameter;
                node.parameter = parameter;
                node = parameter;
                node.parameterName = segment.substring(1, segment.length() - 1);
            } else {
                node = node.fixed.computeIfAbsent(segment, unused -> new Node());
            }
        }
        return node;
    }

    /** All routes in the order of the table. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * The route of a request.
     *
     * @param method as it was sent
     * @param rawPath the path before decoding, without query
     * @throws Failure {@link Refusal#UNKNOWN_ROUTE}, or {@link Refusal#METHOD_NOT_ALLOWED} with the header {@code Allow}
     */
    public Match match(String method, String rawPath) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Node node = find(rawPath, parameters);
        if (node == null || node.routes.isEmpty()) {
            throw Failure.of(Refusal.UNKNOWN_ROUTE);
        }
        Route route = node.routes.get(method);
        if (route == null) {
            throw Failure.of(Refusal.METHOD_NOT_ALLOWED).withHeader("Allow", allowed(node));
        }
        return new Match(route, parameters);
    }

    /** The methods that a path has, for {@code Allow}; empty for a path nobody serves. */
    public String allowed(String rawPath) {
        Node node = find(rawPath, new HashMap<>());
        return node == null || node.routes.isEmpty() ? "" : allowed(node);
    }

    private static String allowed(Node node) {
        return String.join(", ", node.routes.keySet());
    }

    private @Nullable Node find(String rawPath, Map<String, String> parameters) {
        if (!rawPath.startsWith("/")) {
            return null;
        }
        Node node = root;
        int count = 0;
        for (int start = 1; start > 0 && node != null; ) {
            int end = rawPath.indexOf('/', start);
            String raw = rawPath.substring(start, end < 0 ? rawPath.length() : end);
            count++;
            node = count > MAX_SEGMENTS ? null : next(node, PathSegment.decode(raw), parameters);
            start = end + 1;
        }
        return node;
    }

    private static @Nullable Node next(Node node, @Nullable String segment, Map<String, String> parameters) {
        Node fixed = segment == null ? null : node.fixed.get(segment);
        Node parameter = node.parameter;
        if (fixed != null || segment == null || parameter == null) {
            return fixed;
        }
        parameters.put(parameter.parameterName, segment);
        return parameter;
    }
}
