package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.WireFields;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Request;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an import: a form with {@code file}, {@code override} and {@code folderId}, or JSON with {@code
 * workflow} (or any other shape of a file) beside the last two. Thread-safe.
 */
final class UploadReader {
    private static final int MAX_ID = 200;
    private static final String JSON_BODY = "body";

    private static final Problem NESTED = Problem.error(
            ProblemCode.INVALID_SHAPE,
            Place.file(""),
            "an archive within an archive is not read",
            "import it by itself");

    private final WorkflowReader reader = WorkflowReader.create().importing();
    private final ArchiveReader archives = new ArchiveReader(ArchiveLimits.DEFAULT);

    /** @throws Failure if the body is too large, or is no such body */
    Upload read(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/form-data") ? ofForm(UploadForm.read(request)) : ofJson(request);
    }

    private Upload ofJson(Request request) {
        Body body = request.body(EditorError.INVALID_FILE);
        boolean override = body.truth("override").orElse(false);
        Optional<String> folderId = body.text("folderId", MAX_ID).filter(id -> !id.isBlank());
        body.check();
        Map<String, @Nullable Object> json = new LinkedHashMap<>(body.fields());
        json.keySet().removeAll(List.of("override", "folderId", "folder_id"));
        if (json.isEmpty()) {
            throw Failure.of(
                    EditorError.INVALID_FILE, EditorError.INVALID_FILE.message() + ": there is no workflow in it");
        }
        json.computeIfPresent("workflow", (name, value) -> value instanceof Map<?, ?> map ? WireFields.of(map) : value);
        ImportFile file = new ImportFile(JSON_BODY, reader.read(json));
        return new Upload(List.of(List.of(file)), override, folderId);
    }

    private Upload ofForm(UploadForm form) {
        List<List<ImportFile>> groups = new ArrayList<>();
        for (RawFile file : form.files()) {
            if (file.isArchive()) {
                groups.addAll(ofArchive(file.content()));
            } else {
                groups.add(List.of(new ImportFile(file.name(), reader.read(file.content()))));
            }
        }
        return new Upload(groups, truth(form.field("override")), form.field("folderId"));
    }

    /** Files without folders of their own lie in those of {@code folders.json}; others keep to theirs. */
    private List<List<ImportFile>> ofArchive(byte[] archive) {
        List<ImportFile> together = new ArrayList<>();
        List<List<ImportFile>> groups = new ArrayList<>(List.of(together));
        for (RawFile file : archives.read(archive)) {
            ImportFile read = new ImportFile(Excerpt.of(file.name()), content(file));
            if (isFolderFile(file) || read.content().folders().isEmpty()) {
                together.add(read);
            } else {
                groups.add(List.of(read));
            }
        }
        return groups;
    }

    private WorkflowFile content(RawFile file) {
        if (file.isArchive()) {
            return new WorkflowFile(List.of(), List.of(), List.of(NESTED));
        }
        return isFolderFile(file)
                ? reader.read(
                        "{\"workflows\":[],\"folders\":" + new String(file.content(), StandardCharsets.UTF_8) + "}")
                : reader.read(file.content());
    }

    private static boolean isFolderFile(RawFile file) {
        return file.name().equals(ArchiveWriter.FOLDERS);
    }

    private static boolean truth(Optional<String> field) {
        return switch (field.orElse("false").toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                throw Failure.of(
                                EditorError.INVALID_FILE,
                                EditorError.INVALID_FILE.message()
                                        + ": the form's field override must be true or false, but was "
                                        + Excerpt.quoted(field.orElse("")))
                        .with("field", "override");
        };
    }
}
