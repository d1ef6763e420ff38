package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;

/** Collects an answer, and gives up as soon as it is larger than it may be. Sees what was decompressed, not what was sent. */
final class Answer extends AbstractBinResponseConsumer<HttpResponse> {
    private final String origin;
    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<HttpHeader> headers = new ArrayList<>();
    private int status;

    Answer(String origin, int maxBytes) {
        this.origin = origin;
        this.maxBytes = maxBytes;
    }

    @Override
    protected void start(org.apache.hc.core5.http.HttpResponse response, ContentType contentType) {
        status = response.getCode();
        for (Header header : response.getHeaders()) {
            headers.add(new HttpHeader(header.getName(), String.valueOf(header.getValue())));
        }
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    protected void data(ByteBuffer more, boolean isLast) throws EgressException {
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
    protected HttpResponse buildResult() {
        return new HttpResponse(status, headers, body.toByteArray());
    }

    @Override
    public void releaseResources() {}
}
