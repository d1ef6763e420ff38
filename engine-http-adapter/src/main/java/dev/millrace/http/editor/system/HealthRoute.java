package dev.millrace.http.editor.system;

import dev.millrace.http.editor.Envelope;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/system/health}, open to everybody. */
public final class HealthRoute {
    /** The version of document 001 that the API follows. */
    static final String API_VERSION = "1.0.0";

    private final Clock clock;
    private final long startedAt;

    public HealthRoute(Clock clock) {
        this.clock = clock;
        this.startedAt = clock.epochMillis();
    }

    public Route route() {
        return new Route(
                "system.health", Method.GET, "/api/v1/system/health", Permission.NONE, RateClass.FREE, this::health);
    }

    private Response health(Request request) {
        long now = clock.epochMillis();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("status", "healthy");
        data.put("version", API_VERSION);
        data.put("timestamp", now);
        data.put("uptime", now - startedAt);
        return Envelope.ok("healthy", data);
    }
}
