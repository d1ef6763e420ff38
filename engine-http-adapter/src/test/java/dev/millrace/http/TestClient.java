package dev.millrace.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Speaks to a server over a real socket. Every response must be as openapi.json says. */
final class TestClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI server;
    private final String token;

    /** @param server where its paths begin, without a slash at the end */
    TestClient(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** The same client with another token; empty for none. */
    TestClient withToken(String other) {
        return new TestClient(http, server, other);
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    Reply post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Reply post(String path, String json) {
        return send(json(path).POST(BodyPublishers.ofString(json)));
    }

    Reply put(String path, String json) {
        return send(json(path).PUT(BodyPublishers.ofString(json)));
    }

    /** A request with a JSON body, to be completed. */
    HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    /** A request to be completed, with the token if there is one. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(LIMIT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Posts a body and goes on. */
    CompletableFuture<Reply> later(HttpRequest.Builder request, String body) {
        return http.sendAsync(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofByteArray())
                .thenApply(this::reply);
    }

    /** The body of a response as it comes. */
    InputStream stream(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
            Contract.DOCUMENT.check(response, server.getRawPath(), "");
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply send(HttpRequest.Builder request) {
        return send(request.build());
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return reply(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply reply(HttpResponse<byte[]> response) {
        Reply reply = new Reply(response);
        Leaks.refuse(reply.headers() + (reply.isAsset() ? "" : "\n" + reply.body()));
        Contract.DOCUMENT.check(response, server.getRawPath(), reply.body());
        return reply;
    }
}
