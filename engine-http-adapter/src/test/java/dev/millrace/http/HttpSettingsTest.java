package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each setting of a host changes, seen from outside; those with a test class of their own are not here again. */
class HttpSettingsTest {
    private static final String LOAD = "{'ActionName': 'LoadBizObject', 'SchemaCode': 'Purchase', 'BizObjectId': 'x'}";

    @Test
    void lifetimes_of_tokens_are_told_and_kept() {
        Duration access = Duration.ofSeconds(20);
        Duration refresh = Duration.ofSeconds(60);
        try (TestServer server = TestServer.start(settings -> settings.withTokenLifetimes(access, refresh))) {
            Reply grant = server.stranger().post("/api/v1/auth/token", "{\"deviceId\": \"d\"}");
            TestClient device = server.stranger().withToken(grant.text("data.token"));
            TestClient renewing = server.stranger().withToken(grant.text("data.refreshToken"));

            assertThat(grant.at("data.expiresIn").asInt()).isEqualTo(20);
            server.clock.advance(access.minusSeconds(1));
            assertThat(device.get("/api/v1/auth/verify").status()).isEqualTo(200);
            server.clock.advance(Duration.ofSeconds(1));
            assertThat(device.get("/api/v1/auth/verify").code()).isEqualTo(6002);

            Reply renewed = renewing.post("/api/v1/auth/refresh");
            assertThat(renewed.status()).isEqualTo(200);
            server.clock.advance(refresh);
            assertThat(server.stranger()
                            .withToken(renewed.text("data.refreshToken"))
                            .post("/api/v1/auth/refresh")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void lifetime_below_a_second_is_refused() {
        assertThatThrownBy(() -> HttpSettings.defaults().withTokenLifetimes(Duration.ofMillis(999), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("access must be at least a second");
    }

    @Test
    void device_is_told_as_it_was_set() {
        try (TestServer server =
                TestServer.start(settings -> settings.withDevice("Acme", "Press 9", "Acme Works", "14", 34))) {
            Reply info = server.client().get("/api/v1/system/info");

            assertThat(info.text("data.device.brand")).isEqualTo("Acme");
            assertThat(info.text("data.device.model")).isEqualTo("Press 9");
            assertThat(info.text("data.device.androidVersion")).isEqualTo("14");
            assertThat(info.at("data.device.apiLevel").asInt()).isEqualTo(34);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 1_023})
    void node_stands_in_the_ids_of_executions(int node) {
        try (TriggeredApi api = new TriggeredApi(TestServer.start(settings -> settings.withNode(node)))) {
            api.save(TriggeredApi.definition(), TriggeredApi.output("done"));

            Reply reply = api.post("/v1/api/acme/test/run", "");

            long id = Long.parseLong(reply.text("response.uid"));
            assertThat(id >> 12 & 1_023).isEqualTo(node);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_024})
    void node_out_of_range_is_refused(int node) {
        assertThatThrownBy(() -> HttpSettings.defaults().withNode(node))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node must be from 0 to 1023, but was " + node);
    }

    @Test
    void controller_of_the_host_answers_all_its_actions() {
        try (FormServer server = FormServer.start(settings -> settings.withController(
                "wms",
                "StockApi",
                (action, request, response) ->
                        response.put("Asked", action + " " + request.get("ItemNo", String.class, ""))))) {
            Reply reply = server.invoke(
                    "{'ActionName': 'QueryStock', 'Controller': 'StockApi', 'AppCode': 'wms', 'ItemNo': 'B-4'}");
            Reply elsewhere =
                    server.invoke("{'ActionName': 'QueryStock', 'Controller': 'StockApi', 'AppCode': 'other'}");

            assertThat(reply.at("Successful").asBoolean()).as("%s", reply).isTrue();
            assertThat(reply.text("ReturnData.Asked")).isEqualTo("QueryStock B-4");
            assertThat(elsewhere.at("Successful").asBoolean()).isFalse();
        }
    }

    @Test
    void wrong_identity_is_told_by_the_status_where_that_is_wanted() {
        try (FormServer server = FormServer.start(HttpSettings::withOpenApiAuthStatus)) {
            HttpRequest.Builder wrong = server.client()
                    .json("/OpenApi/Invoke")
                    .header("EngineCode", FormServer.CODE)
                    .header("EngineSecret", "not-the-secret");

            Reply refused = server.client().send(wrong.POST(BodyPublishers.ofString(LOAD.replace('\'', '"'))));

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("Successful").asBoolean()).isFalse();
            assertThat(server.invoke(LOAD).status()).isEqualTo(200);
        }
    }

    /** The container is told by the proxy before it, as it would be in production. */
    @Test
    void open_api_over_https_only_believes_its_container() throws Exception {
        HttpSettings settings = HttpSettings.defaults()
                .withOpenApiOverHttpsOnly()
                .withEngine(FormServer.CODE, List.of(FormServer.SECRET), "admin", Set.of());
        Server container = new Server();
        HttpConfiguration protocol = new HttpConfiguration();
        protocol.addCustomizer(new ForwardedRequestCustomizer());
        protocol.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(container, new HttpConnectionFactory(protocol));
        connector.setHost("127.0.0.1");
        container.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/", false, false);
        try (var engine = TestServer.engine()) {
            context.addServlet(new ServletHolder(MillraceServlet.of(engine, settings)), "/*");
            container.setHandler(context);
            container.start();
            TestClient client = new TestClient(
                    HttpClient.newHttpClient(), URI.create("http://127.0.0.1:" + connector.getLocalPort()), "");

            Reply plain = client.send(invocation(client));
            Reply secure = client.send(invocation(client).header("X-Forwarded-Proto", "https"));

            assertThat(plain.status()).isEqualTo(403);
            assertThat(plain.text("ErrorMessage")).contains("HTTPS");
            assertThat(secure.status()).isEqualTo(200);
        } finally {
            container.stop();
        }
    }

    private static HttpRequest.Builder invocation(TestClient client) {
        return client.json("/OpenApi/Invoke")
                .header("EngineCode", FormServer.CODE)
                .header("EngineSecret", FormServer.SECRET)
                .POST(BodyPublishers.ofString(LOAD.replace('\'', '"')));
    }

    @Test
    void headers_beyond_their_bytes_or_their_number_are_refused() {
        try (TestServer server =
                TestServer.start(settings -> settings.withServerLimits(ServerLimits.DEFAULT.withHeaders(2_000, 4)))) {
            int port = server.server.port();

            assertThat(answer(port, Map.of("A", "1"))).startsWith("HTTP/1.1 200");
            assertThat(answer(port, Map.of("A", "1", "B", "2", "C", "3"))).startsWith("HTTP/1.1 431");
            assertThat(answer(port, Map.of("A", "x".repeat(2_000)))).startsWith("HTTP/1.1 431");
        }
    }

    /** With two headers beside the given ones. */
    private static String answer(int port, Map<String, String> headers) {
        StringBuilder request = new StringBuilder("GET /api/v1/system/health HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return RawClient.exchange(
                port, request.append("Connection: close\r\n\r\n").toString());
    }
}
