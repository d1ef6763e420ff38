package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Collects an answer, and gives up as soon as it is larger than it may be. Sees what was decompressed, not what was sent. */
final class Answer implements AsyncResponseConsumer<HttpResponse> {
    private final String origin;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<HttpHeader> headers = new ArrayList<>();
    private int status;
    private @Nullable FutureCallback<HttpResponse> callback;

    Answer(String origin, int maxBytes) {
        this.origin = origin;
        this.maxBytes = maxBytes;
    }

    @Override
    public void consumeResponse(
            org.apache.hc.core5.http.HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpResponse> whole) {
        callback = whole;
        status = response.getCode();
        for (Header header : response.getHeaders()) {
            headers.add(new HttpHeader(header.getName(), String.valueOf(header.getValue())));
        }
        if (entity == null) {
            complete();
        }
    }

    @Override
    public void informationResponse(org.apache.hc.core5.http.HttpResponse response, HttpContext context) {}

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer more) throws EgressException {
        if (more.remaining() > maxBytes - body.size()) {
            throw new EgressException(
                    Kind.TOO_LARGE,
                    "the answer of " + origin + " is larger than " + maxBytes
                            + " bytes; ask for less, or let the host allow more");
        }
        byte[] bytes = new byte[more.remaining()];
        more.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        complete();
    }

    private void complete() {
        FutureCallback<HttpResponse> whole = callback;
        if (whole != null) {
            whole.completed(new HttpResponse(status, headers, body.toByteArray()));
        }
    }

    /** Told by the exchange as well. */
    @Override
    public void failed(Exception cause) {}

    @Override
    public void releaseResources() {}
}
