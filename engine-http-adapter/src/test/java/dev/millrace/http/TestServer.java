package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.route.Route;
import dev.millrace.store.ManualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A server on a free port over an engine of its own, with a clock that is moved by hand. Not limited in its rate unless
 * the settings say so.
 */
final class TestServer implements AutoCloseable {
    final ManualClock clock = ManualClock.at("2024-01-01T00:00:00Z");
    final Millrace engine;
    final MillraceServer server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private TestServer(UnaryOperator<MillraceBuilder> engine, UnaryOperator<HttpSettings> settings) {
        this.engine = engine.apply(Millrace.builder()
                        .clock(clock, clock)
                        .history(ExecutionHistory.inMemory(Retention.DEFAULT, clock)))
                .build();
        this.server = MillraceServer.start(
                this.engine,
                "127.0.0.1",
                0,
                settings.apply(HttpSettings.defaults().withoutRateLimits().withClock(clock, clock)));
    }

    static TestServer start() {
        return start(UnaryOperator.identity());
    }

    static TestServer start(UnaryOperator<HttpSettings> settings) {
        return new TestServer(UnaryOperator.identity(), settings);
    }

    static TestServer start(UnaryOperator<MillraceBuilder> engine, UnaryOperator<HttpSettings> settings) {
        return new TestServer(engine, settings);
    }

    /** An engine that the API can show. */
    static Millrace engine() {
        return Millrace.builder()
                .history(ExecutionHistory.inMemory(Retention.DEFAULT))
                .build();
    }

    /** Every route there is, with none behind it any more. */
    static List<Route> routes() {
        try (Millrace engine = engine()) {
            MillraceServlet servlet = MillraceServlet.of(engine, HttpSettings.defaults());
            servlet.destroy();
            return servlet.routes().routes();
        }
    }

    /** A client without a token. */
    TestClient stranger() {
        return new TestClient(http, URI.create(server.url()), "");
    }

    /** A client of this machine that may do everything. */
    TestClient client() {
        TestClient stranger = stranger();
        Reply reply = stranger.post("/api/v1/auth/token", "{\"deviceId\": \"test-device\"}");
        return stranger.withToken(reply.text("data.token"));
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
