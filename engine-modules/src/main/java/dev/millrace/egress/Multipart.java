package dev.millrace.egress;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The bytes of multipart/form-data (RFC 7578, with the escapes of browsers in names). */
final class Multipart {
    private static final int BOUNDARY_BYTES = 16;

    private Multipart() {}

    /** The digest of all there is: no content holds its own, and the same parts give the same body again. */
    static String boundary(List<FilePart> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (FilePart part : parts) {
                digest.update(head(part).getBytes(StandardCharsets.UTF_8));
                digest.update(part.content());
            }
            return "part-" + HexFormat.of().formatHex(digest.digest(), 0, BOUNDARY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] bytes(List<FilePart> parts, String boundary) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (FilePart part : parts) {
            write(body, "--" + boundary + "\r\n" + head(part) + "\r\n\r\n");
            body.writeBytes(part.content());
            write(body, "\r\n");
        }
        write(body, "--" + boundary + "--\r\n");
        return body.toByteArray();
    }

    private static String head(FilePart part) {
        return "Content-Disposition: form-data; name=\"" + escaped(part.name()) + "\"; filename=\""
                + escaped(part.fileName()) + "\"\r\nContent-Type: "
                + part.contentType().replaceAll("[^ -~]", "");
    }

    private static String escaped(String text) {
        return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
