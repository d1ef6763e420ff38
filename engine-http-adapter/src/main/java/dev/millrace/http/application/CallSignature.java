package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Incoming;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code digest(payload + timestamp + secureKey)}, of requests and of answers. The payload is digested where it lies: a body is
 * not copied, and not turned into text.
 */
final class CallSignature {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE", "OPTIONS", "HEAD");

    private final SignatureMethod method;
    private final byte[] secureKey;

    /** @param secureKey shared: not to be changed */
    CallSignature(SignatureMethod method, byte[] secureKey) {
        this.method = method;
        this.secureKey = secureKey;
    }

    /** @throws Failure if a name is there twice, as the rest of its values would not be signed */
    byte[] of(Incoming request, String timestamp) {
        MessageDigest digest = method.newDigest();
        if (WITHOUT_BODY.contains(request.servlet().getMethod())) {
            digest.update(pairs(request.servlet().getQueryString()));
        } else if (request.mediaType().equals(Request.FORM)) {
            digest.update(pairs(new String(request.body(), StandardCharsets.UTF_8)));
        } else {
            digest.update(request.body());
        }
        return end(digest, timestamp);
    }

    byte[] of(Response.Full answer, String timestamp) {
        MessageDigest digest = method.newDigest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            answer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return end(digest, timestamp);
    }

    private byte[] end(MessageDigest digest, String timestamp) {
        digest.update(timestamp.getBytes(StandardCharsets.UTF_8));
        return digest.digest(secureKey);
    }

    private static byte[] pairs(@Nullable String text) {
        Query query = Query.of(text);
        query.repeated().ifPresent(name -> {
            throw Failure.of(
                    Refusal.BAD_REQUEST, "a signed call must not repeat a parameter, but has more than one " + name);
        });
        return query.fields().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
