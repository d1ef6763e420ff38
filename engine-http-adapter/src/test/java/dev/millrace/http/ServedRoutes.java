package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.route.Route;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes of a server with everything. */
final class ServedRoutes {
    private static final List<Route> ALL = all();

    private ServedRoutes() {}

    private static List<Route> all() {
        try (Millrace engine = Millrace.builder()
                        .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                        .build();
                Apis apis = new Apis(engine, HttpSettings.defaults())) {
            return apis.routes().routes();
        }
    }

    static List<Route> list() {
        return ALL;
    }

    static Set<String> ids() {
        return ALL.stream().map(Route::operationId).collect(Collectors.toSet());
    }
}
