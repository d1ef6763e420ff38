package dev.millrace.workflow;

import static dev.millrace.workflow.Problem.Severity.ERROR;
import static dev.millrace.workflow.Problem.Severity.WARNING;

import dev.millrace.value.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads folders (spec vflow-model 1.3). Old files lack order, parent and times. */
final class FolderReader {
    private static final String UNNAMED = "未命名文件夹";

    private final Surroundings surroundings;
    private final List<Problem> problems;

    FolderReader(Surroundings surroundings, List<Problem> problems) {
        this.surroundings = surroundings;
        this.problems = problems;
    }

    /** @return empty if it is no object, which is an error */
    Optional<Folder> read(@Nullable Object json, String path) {
        if (!(json instanceof Map<?, ?> object)) {
            problems.add(Problem.error(
                    ProblemCode.WRONG_TYPE,
                    Place.file(path),
                    "a folder must be an object, but was " + Excerpt.quoted(json),
                    "write {\"id\": …, \"name\": …}"));
            return Optional.empty();
        }
        Fields fields = new Fields(object, field -> Place.file(path + "." + field), problems);
        Instant now = surroundings.now();
        String id = fields.text("id", ERROR).filter(text -> !text.isBlank()).orElseGet(surroundings::newId);
        String name =
                fields.text("name", WARNING).filter(text -> !text.isBlank()).orElse(UNNAMED);
        Optional<String> parentId = fields.text("parentId", WARNING).filter(text -> !text.isBlank());
        int order = fields.integer("order", WARNING).orElse(0);
        Instant createdAt = time(fields, "createdAt", now);
        Instant modifiedAt = time(fields, "modifiedAt", createdAt);
        return Optional.of(new Folder(id, name, parentId, order, createdAt, modifiedAt, fields.rest()));
    }

    private static Instant time(Fields fields, String name, Instant ifAbsent) {
        return fields.whole(name, WARNING)
                .filter(millis -> millis > 0)
                .map(Instant::ofEpochMilli)
                .orElse(ifAbsent);
    }
}
