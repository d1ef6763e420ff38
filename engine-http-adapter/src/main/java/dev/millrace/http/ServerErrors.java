package dev.millrace.http;

import dev.millrace.http.editor.Envelope;
import dev.millrace.http.exchange.ErrorCode;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * The errors that the library answers with by itself, written as the API writes its own: what came was no HTTP, too long, or
 * too late. Of the reasons nothing is told but the status.
 */
final class ServerErrors extends ErrorHandler {
    private record Status(int status, String message) implements ErrorCode {
        static ErrorCode of(int status) {
            for (Refusal refusal : Refusal.values()) {
                if (refusal.status() == status) {
                    return refusal;
                }
            }
            return new Status(status, HttpStatus.getMessage(status));
        }

        @Override
        public int code() {
            return status;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        byte[] body = body(response.getStatus());
        SecurityHeaders.ALL.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // who knows where the next request would begin
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static byte[] body(int status) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            Envelope.failed(Failure.of(Status.of(status))).writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }
}
