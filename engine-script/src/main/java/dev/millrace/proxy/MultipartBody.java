package dev.millrace.proxy;

import dev.millrace.value.TextForm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Collects the parts of multipart/form-data (RFC 7578). A part that is {@code {"filename":…,"contentType":…,"base64":…}} is
 * a file, a scalar is a field.
 */
final class MultipartBody {
    private static final int BOUNDARY_LENGTH = 32;

    private static final class Part {
        private final String head;
        private final byte[] content;

        Part(String head, byte[] content) {
            this.head = head;
            this.content = content;
        }
    }

    private final CallSite site;
    private final List<Part> parts = new ArrayList<>();

    MultipartBody(CallSite site) {
        this.site = site;
    }

    /** @throws ProxyError if it is neither */
    void add(String name, Object value) {
        if (value instanceof Map<?, ?> file) {
            parts.add(file(name, file));
        } else if (Conversion.isScalar(value)) {
            parts.add(new Part("name=\"" + escaped(name) + '"', utf8(TextForm.of(value))));
        } else {
            throw invalid(name);
        }
    }

    private Part file(String name, Map<?, ?> file) {
        if (!(file.get("filename") instanceof String fileName) || !(file.get("base64") instanceof String base64)) {
            throw invalid(name);
        }
        String type = file.get("contentType") instanceof String given ? given : "application/octet-stream";
        String head = "name=\"" + escaped(name) + "\"; filename=\"" + escaped(fileName) + "\"\r\nContent-Type: "
                + type.replaceAll("[^ -~]", "");
        try {
            return new Part(head, Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw invalid(name);
        }
    }

    /** The digest of all there is: no content holds its own, and the same parts give the same body again. */
    String boundary() {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            all.append(part.head).append(Digests.sha256(part.content));
        }
        return "part-" + Digests.sha256(utf8(all.toString())).substring(0, BOUNDARY_LENGTH);
    }

    byte[] bytes(String boundary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Part part : parts) {
            body.writeBytes(utf8("--" + boundary + "\r\nContent-Disposition: form-data; " + part.head + "\r\n\r\n"));
            body.writeBytes(part.content);
            body.writeBytes(utf8("\r\n"));
        }
        body.writeBytes(utf8("--" + boundary + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** As browsers do. */
    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private ProxyError invalid(String name) {
        return new Conversion(site)
                .invalid(name, "is neither a scalar nor a file: write {\"filename\":\"a.txt\",\"base64\":\"…\"}");
    }
}
