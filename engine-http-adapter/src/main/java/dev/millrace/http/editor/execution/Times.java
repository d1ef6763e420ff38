package dev.millrace.http.editor.execution;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.history.ExecutionSummary;
import dev.millrace.observe.ExecutionView;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an execution started and ended, as the API writes it: milliseconds since the epoch, and how many there were between
 * the two. What is not known, or has not come, is null.
 */
record Times(@Nullable Long startedAt, @Nullable Long completedAt) {
    private static final String STARTED_AT = "startedAt";
    private static final String COMPLETED_AT = "completedAt";
    private static final String DURATION = "duration";

    static Times of(ExecutionView view) {
        return of(view.startedAt(), view.completedAt());
    }

    static Times of(ExecutionSummary execution) {
        return of(execution.startedAt(), execution.completedAt());
    }

    private static Times of(Optional<Instant> start, Optional<Instant> end) {
        return new Times(millis(start), millis(end));
    }

    static @Nullable Long millis(Optional<Instant> time) {
        return time.isPresent() ? time.get().toEpochMilli() : null;
    }

    private @Nullable Long duration() {
        return startedAt == null || completedAt == null ? null : Long.valueOf(completedAt - startedAt);
    }

    Map<String, @Nullable Object> form() {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put(STARTED_AT, startedAt);
        form.put(COMPLETED_AT, completedAt);
        form.put(DURATION, duration());
        return form;
    }

    /** Writes them as members of the object that is being written. */
    void writeTo(JsonGenerator json) throws IOException {
        write(STARTED_AT, startedAt, json);
        write(COMPLETED_AT, completedAt, json);
        write(DURATION, duration(), json);
    }

    private static void write(String name, @Nullable Long millis, JsonGenerator json) throws IOException {
        if (millis == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, millis);
        }
    }
}
