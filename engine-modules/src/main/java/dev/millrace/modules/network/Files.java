package dev.millrace.modules.network;

import dev.millrace.egress.FilePart;
import dev.millrace.egress.HttpBody;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import dev.millrace.value.ImageReference;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files in a multipart body, from {@code data:} URIs: one is the part {@code file}, several are {@code file0}, {@code file1}
 * and so on. Other URIs are refused: what a workflow may read is for the file modules to decide.
 */
final class Files {
    private static final Pattern DATA =
            Pattern.compile("data:(?<type>[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+)?(;[a-z-]+=[^;,]*)*;base64,");

    private Files() {}

    /** @throws StepFailedException if it is no data URI, or a list with another */
    static HttpBody body(@Nullable Object value) {
        List<?> files = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        List<FilePart> parts = new ArrayList<>();
        for (Object file : files) {
            parts.add(part(files.size() == 1 ? "file" : "file" + parts.size(), file));
        }
        return HttpBody.multipart(parts);
    }

    private static FilePart part(String name, @Nullable Object file) {
        String uri = file instanceof ImageReference image ? image.uri() : String.valueOf(file);
        Matcher head = DATA.matcher(uri);
        if (!head.lookingAt()) {
            throw new StepFailedException(
                    "Invalid file",
                    "input \"body\" holds " + Excerpt.quoted(uri)
                            + "; give pictures or files as data:TYPE;base64,… texts");
        }
        String type = head.group("type") == null ? "application/octet-stream" : head.group("type");
        String extension = type.substring(type.indexOf('/') + 1).replaceFirst("\\+.*", "");
        return FilePart.of(name, name + "." + extension, type, content(uri.substring(head.end())));
    }

    private static byte[] content(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new StepFailedException("Invalid file", "input \"body\" holds a data URI that is no Base64");
        }
    }
}
