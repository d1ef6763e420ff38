package dev.millrace.modules.network;

import dev.millrace.egress.FilePart;
import dev.millrace.egress.HttpBody;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.modules.file.FileContent;
import dev.millrace.modules.file.FileContents;
import dev.millrace.value.Excerpt;
import dev.millrace.value.ImageReference;
import dev.millrace.value.TextForm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files in a multipart body: {@code data:} URIs, and files below the host's roots by {@code file:} address or path. One is
 * the part {@code file}, several are {@code file0}, {@code file1} and so on. Reading files blocks.
 */
final class FileParts {
    private static final long MAX_BYTES = 32L << 20;
    private static final Pattern DATA = Pattern.compile(
            "data:(?<type>[a-z0-9.+-]+/[a-z0-9.+-]+)?(;[a-z-]+=[^;,]*)*;base64,", Pattern.CASE_INSENSITIVE);

    private final StepContext step;
    private @Nullable FileContents contents;

    private FileParts(StepContext step) {
        this.step = step;
    }

    /** @throws StepFailedException if a file cannot be read, or is named by something else */
    static HttpBody body(@Nullable Object value, StepContext step) throws InterruptedException {
        FileParts reader = new FileParts(step);
        List<?> files = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        List<FilePart> parts = new ArrayList<>();
        for (Object file : files) {
            parts.add(reader.part(files.size() == 1 ? "file" : "file" + parts.size(), file));
        }
        return HttpBody.multipart(parts);
    }

    private FilePart part(String name, @Nullable Object file) throws InterruptedException {
        String uri = file instanceof ImageReference image ? image.uri() : file instanceof String text ? text : "";
        if (uri.isBlank()) {
            throw invalid("holds " + Excerpt.quoted(file == null ? "null" : TextForm.of(file)) + ", which is no file");
        }
        return uri.regionMatches(true, 0, "data:", 0, 5) ? decoded(name, uri) : read(name, uri);
    }

    private FilePart read(String name, String uri) throws InterruptedException {
        if (contents == null) {
            contents = FileContents.of(step, MAX_BYTES);
        }
        FileContent file = contents.read("body", uri);
        return FilePart.of(name, file.name(), file.mediaType(), file.bytes());
    }

    private static FilePart decoded(String name, String uri) {
        Matcher head = DATA.matcher(uri);
        if (!head.lookingAt()) {
            throw invalid("holds " + Excerpt.quoted(uri) + ", which is no data URI in Base64");
        }
        String type = head.group("type") == null ? "application/octet-stream" : head.group("type");
        String extension = type.substring(type.indexOf('/') + 1).replaceFirst("\\+.*", "");
        return FilePart.of(name, name + "." + extension, type, content(uri.substring(head.end())));
    }

    private static byte[] content(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
        } catch (IllegalArgumentException e) {
            throw invalid("holds a data URI that is no Base64");
        }
    }

    private static StepFailedException invalid(String problem) {
        return new StepFailedException(
                "Invalid file",
                "input \"body\" " + problem
                        + "; give pictures or files as paths, file:///... addresses or data:TYPE;base64,... texts");
    }
}
