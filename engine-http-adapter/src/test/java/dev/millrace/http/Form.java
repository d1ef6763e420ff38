package dev.millrace.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** A form with files, as a browser sends it. */
final class Form {
    private static final String BOUNDARY = "----a-boundary-of-the-tests";
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A form with one file in the field {@code file}. */
    static Form file(String name, byte[] content) {
        return new Form().add("form-data; name=\"file\"; filename=\"" + name + "\"", content);
    }

    static Form file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Form field(String name, String value) {
        return add("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    private Form add(String disposition, byte[] content) {
        write("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n\r\n");
        body.writeBytes(content);
        write("\r\n");
        return this;
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    Reply post(TestClient client, String path) {
        return post(client, path, BodyPublishers.ofByteArray(bytes()));
    }

    /** In chunks, so that the server does not know its length before it has come. */
    Reply postInChunks(TestClient client, String path) {
        byte[] bytes = bytes();
        return post(
                client,
                path,
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    private static Reply post(TestClient client, String path, HttpRequest.BodyPublisher body) {
        return client.send(request(client, path, body));
    }

    static HttpRequest.Builder request(TestClient client, String path, HttpRequest.BodyPublisher body) {
        return client.request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body);
    }
}
