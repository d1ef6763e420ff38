package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server answered. */
final class Reply {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpResponse<byte[]> response;

    Reply(HttpResponse<byte[]> response) {
        this.response = response;
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    Map<String, List<String>> headers() {
        return response.headers().map();
    }

    /** True for a file of a library, which may speak of errors. */
    boolean isAsset() {
        return header("Content-Type").filter(type -> type.startsWith("text/")).isPresent();
    }

    byte[] bytes() {
        return response.body();
    }

    String body() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return read(body());
    }

    /** A JSON text, as the document writes it. */
    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** The node at a path such as {@code data.workflows.0.name}; a missing node if there is none. */
    JsonNode at(String path) {
        return json().at("/" + path.replace('.', '/'));
    }

    String text(String path) {
        return at(path).asText();
    }

    /** The envelope's code. */
    int code() {
        return at("code").asInt(-1);
    }

    String message() {
        return text("message");
    }

    @Override
    public String toString() {
        return status() + " " + body();
    }
}
