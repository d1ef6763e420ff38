package dev.millrace.http.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The answer to a request. Immutable. */
public sealed interface Response {
    /** A whole body. */
    final class Full implements Response {
        private final int status;
        private final Map<String, String> headers;
        private final String contentType;
        private final byte[] body;

        /** @param body given away: not to be changed any more */
        public Full(int status, Map<String, String> headers, String contentType, byte[] body) {
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.contentType = contentType;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public Map<String, String> headers() {
            return headers;
        }

        /** Empty for a response without a body. */
        public String contentType() {
            return contentType;
        }

        public int length() {
            return body.length;
        }

        public void writeTo(OutputStream out) throws IOException {
            out.write(body);
        }

        /** A copy with another status. */
        public Full withStatus(int other) {
            return new Full(other, headers, contentType, body);
        }

        /** A copy with more headers. */
        public Full with(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putAll(more);
            return new Full(status, all, contentType, body);
        }
    }

    /** A body that is written piece by piece, on a thread that may wait for the client. */
    record Stream(int status, Map<String, String> headers, String contentType, Writer writer) implements Response {}

    /** One that comes later; no thread waits for it. */
    record Later(CompletionStage<Response> response) implements Response {}

    /** Events as they happen; the source is given the client once its response has begun. */
    record Events(Consumer<EventStream> source) implements Response {}

    /** Writes a body; may block. */
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** A JSON body. */
    static Full json(int status, byte[] body) {
        return new Full(status, Map.of(), "application/json", body);
    }
}
