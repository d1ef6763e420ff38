package dev.millrace.http.contract;

import dev.millrace.http.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;

/** A file inside a jar. Read at each request: few ask for it, and it is large. */
record Resource(URL url, String contentType) {
    /** One of this module. */
    static Resource named(String path, String contentType) {
        return new Resource(Objects.requireNonNull(Resource.class.getResource(path), path), contentType);
    }

    Response.Full response() {
        return new Response.Full(200, Map.of(), contentType, bytes());
    }

    private byte[] bytes() {
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
