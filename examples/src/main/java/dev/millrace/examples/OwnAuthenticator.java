package dev.millrace.examples;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.proxy.ProxyAuthenticator;
import dev.millrace.proxy.ProxyAuthenticator.Additions;
import dev.millrace.proxy.ProxyClient;
import dev.millrace.proxy.ProxyService;
import dev.millrace.proxy.SecretStore;
import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A platform that wants a proof of its own kind: the method and path, with a shared secret, in Base64. */
public final class OwnAuthenticator {
    private static final String PLATFORM = """
            {"platform_key":"stock","auth":{"type":"script","function":"proof"},
             "instances":[{"instance_key":"main","base_url":"http://localhost:PORT","allowPrivate":true,
               "credentials":{"shared":"${secret:stock}"}}],
             "apis":[{"api_key":"count_items","method":"GET","path":"/items/{name}",
               "params":[{"name":"name","in":"path"}]}]}
            """;

    private OwnAuthenticator() {}

    // snippet authenticator
    static ProxyAuthenticator proof() {
        return (request, credentials) -> CompletableFuture.completedFuture(Additions.header(
                "X-Proof", proof(request.method(), request.url().getPath(), credentials.getOrDefault("shared", ""))));
    }
    // end

    private static String proof(String method, String path, String secret) {
        String text = method + " " + path + " " + secret;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static void main(String[] args) throws IOException, ConfigurationException {
        HttpServer stock = stock();
        String json = PLATFORM.replace("PORT", String.valueOf(stock.getAddress().getPort()));
        try (ProxyService service = ProxyService.builder(PlatformStore.of(PlatformReader.read(json)))
                .secrets(SecretStore.inMemory(Map.of("stock", "between us")))
                .authenticator("proof", proof())
                .build()) {
            Object items = ProxyClient.of(service)
                    .platform("stock")
                    .invoke("countItems", "desk")
                    .join()
                    .value();
            System.out.println(items);
        } finally {
            stock.stop(0);
        }
    }

    /** Another company's server, which knows the secret too. */
    private static HttpServer stock() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String wanted = proof("GET", exchange.getRequestURI().getPath(), "between us");
            boolean isGood = wanted.equals(exchange.getRequestHeaders().getFirst("X-Proof"));
            byte[] body = "{\"desks\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(isGood ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
