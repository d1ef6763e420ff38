package dev.millrace.http.route;

import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;

/**
 * One operation of an API.
 *
 * @param operationId its name in the API document and in lists of grants, such as {@code workflow.execute}; unique
 * @param path a template such as {@code /api/v1/workflows/{workflowId}}
 * @param permission what its caller must be allowed to do
 * @param rateClass what its requests are counted with
 */
public record Route(
        String operationId, Method method, String path, Permission permission, RateClass rateClass, Handler handler) {
    /** A route that looks at something: counted as a query. */
    public static Route query(String operationId, String path, Permission permission, Handler handler) {
        return new Route(operationId, Method.GET, path, permission, RateClass.QUERY, handler);
    }

    /** A route that changes something. */
    public static Route change(Method method, String operationId, String path, Permission permission, Handler handler) {
        return new Route(operationId, method, path, permission, RateClass.CHANGE, handler);
    }

    /** The same operation, carried out by another handler. */
    public Route withHandler(Handler other) {
        return new Route(operationId, method, path, permission, rateClass, other);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
