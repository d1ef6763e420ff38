package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.value.Excerpt;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of an uploaded form. The container reads it, within the limits that the servlet was registered with; its parts
 * stay in memory and end with the request.
 *
 * @param files those it was sent with, at least one
 * @param fields texts of the other fields that are not empty
 */
record UploadForm(List<RawFile> files, Map<String, String> fields) {
    private static final String FILE = "file";
    private static final int MAX_FIELD_BYTES = 1_000;

    /** @throws Failure if it is too large, or no such form */
    static UploadForm read(Request request) {
        long length = request.servlet().getContentLengthLong();
        int max = request.limits().maxUploadBytes();
        if (length > max) {
            throw tooLarge(max);
        }
        List<RawFile> files = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Part part : parts(request, max)) {
            if (part.getName().equals(FILE)) {
                String name = Optional.ofNullable(part.getSubmittedFileName()).orElse(FILE);
                files.add(new RawFile(Excerpt.of(name), content(part, max)));
            } else {
                fields.putIfAbsent(part.getName(), text(part));
            }
        }
        if (files.isEmpty()) {
            throw invalid("the form has no file in its field \"file\"");
        }
        return new UploadForm(files, fields);
    }

    /** The field in either spelling; empty if it is absent or blank. */
    Optional<String> field(String name) {
        String snakeCase = name.equals("folderId") ? "folder_id" : name;
        return Optional.ofNullable(fields.getOrDefault(name, fields.get(snakeCase)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private static Collection<Part> parts(Request request, int max) {
        if (!request.header("Content-Type").orElse("").contains("boundary=")) {
            throw invalid("the Content-Type names no boundary");
        }
        try {
            return request.parts();
        } catch (IllegalStateException e) {
            throw tooLarge(max);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw isBeyondLimit(e) ? tooLarge(max) : invalid("the form cannot be read");
        }
    }

    /** Some containers throw what the specification says, for a form beyond its limits, inside of something else. */
    private static boolean isBeyondLimit(ServletException thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof IllegalStateException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static byte[] content(Part part, int max) {
        try (InputStream in = part.getInputStream()) {
            byte[] content = in.readNBytes(max + 1);
            if (content.length > max) {
                throw tooLarge(max);
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Part part) {
        if (part.getSize() > MAX_FIELD_BYTES) {
            throw invalid("the form's field " + Excerpt.quoted(part.getName()) + " has more than " + MAX_FIELD_BYTES
                    + " bytes");
        }
        return new String(content(part, MAX_FIELD_BYTES), StandardCharsets.UTF_8);
    }

    private static Failure invalid(String what) {
        return Failure.of(EditorError.INVALID_FILE, EditorError.INVALID_FILE.message() + ": " + what);
    }

    private static Failure tooLarge(int max) {
        return Failure.of(Refusal.TOO_LARGE, "the upload has more than " + max + " bytes")
                .with("maxBytes", max);
    }
}
