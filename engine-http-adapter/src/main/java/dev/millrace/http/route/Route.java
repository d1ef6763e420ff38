package dev.millrace.http.route;

import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;

/**
 * One operation of an API.
 *
 * @param operationId its name in the API document, unique
 * @param path a template such as {@code /api/v1/workflows/{workflowId}}
 * @param permission what its caller must be allowed to do
 * @param rateClass what its requests are counted with
 */
public record Route(
        String operationId, Method method, String path, Permission permission, RateClass rateClass, Handler handler) {
    /** A route that looks at something: counted as a query, for callers who may read. */
    public static Route query(String operationId, String path, Handler handler) {
        return new Route(operationId, Method.GET, path, Permission.READ, RateClass.QUERY, handler);
    }

    /** A route that changes something, for callers who may edit. */
    public static Route change(Method method, String operationId, String path, Handler handler) {
        return new Route(operationId, method, path, Permission.EDIT, RateClass.CHANGE, handler);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
