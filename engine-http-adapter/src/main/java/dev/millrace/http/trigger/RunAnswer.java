package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Response;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.observe.ExecutionView;
import dev.millrace.observe.ExecutionView.Part;
import dev.millrace.value.ImageReference;
import dev.millrace.value.TypedValue;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a caller is told of a run: its output, and a number that is 0 if and only if it came to a good end (spec 6, 7). */
final class RunAnswer {
    private static final int FAILED = 1001;
    private static final int TIMED_OUT = 1002;
    private static final int CANCELLED = 1003;
    private static final int INVALID = 1004;
    private static final int THROWN = 1005;
    private static final int TOO_LARGE = 1006;
    private static final int MAX_BYTES = 10 << 20;

    private RunAnswer() {}

    /** @param timeoutMillis the time that the run had */
    static Response.Full of(ExecutionView view, Workflow workflow, long timeoutMillis) {
        if (view.status() == ExecutionStatus.COMPLETED && isTruncated(view)) {
            return CallEnvelope.of(200, fields("", TOO_LARGE, "Output was too large to be kept whole", view.id()));
        }
        Response.Full answer = CallEnvelope.of(200, fields(view, workflow, timeoutMillis));
        if (answer.length() <= MAX_BYTES) {
            return answer;
        }
        return CallEnvelope.of(200, fields("", TOO_LARGE, "Output is larger than " + MAX_BYTES + " bytes", view.id()));
    }

    /** True if only the beginning of its output is known any more. */
    static boolean isTruncated(ExecutionView view) {
        return view.truncated().contains(view.outputSet() ? Part.OUTPUT : Part.RETURN_VALUE);
    }

    /** {@code data, code, msg, uid}. */
    static Map<String, @Nullable Object> fields(ExecutionView view, Workflow workflow, long timeoutMillis) {
        return switch (view.status()) {
            case COMPLETED -> fields(output(view), 0, "", view.id());
            case FAILED -> failed(view, workflow);
            case TIMEOUT -> fields(output(view), TIMED_OUT, timedOut(timeoutMillis), view.id());
            case CANCELLED -> fields(output(view), CANCELLED, "Execution cancelled", view.id());
            case RUNNING, WAITING, PAUSED -> fields("", 0, "", view.id());
        };
    }

    /** The caller's time is over, and the run goes on. */
    static Response.Full late(long timeoutMillis, String uid) {
        return CallEnvelope.of(200, fields("", TIMED_OUT, timedOut(timeoutMillis), uid));
    }

    private static String timedOut(long timeoutMillis) {
        return "Execution timed out after " + timeoutMillis + " ms";
    }

    /** The workflow cannot be run. */
    static Response.Full invalid(List<Problem> problems) {
        String reason = problems.stream()
                .filter(Problem::isError)
                .map(Problem::message)
                .findFirst()
                .orElse("the workflow has errors");
        return CallEnvelope.of(200, fields("", INVALID, reason, ""));
    }

    private static Map<String, @Nullable Object> failed(ExecutionView view, Workflow workflow) {
        ExecutionError error = view.error();
        if (error == null) {
            return fields(output(view), FAILED, "Execution failed", view.id());
        }
        if (isThrown(error, workflow)) {
            return fields(output(view), error.code() == 0 ? THROWN : error.code(), error.message(), view.id());
        }
        String place = error.stepId().isEmpty() ? "" : error.stepId() + ": ";
        return fields(output(view), FAILED, place + error.message(), view.id());
    }

    private static boolean isThrown(ExecutionError error, Workflow workflow) {
        return error.code() != 0
                || workflow.steps().stream()
                        .filter(step -> step.id().equals(error.stepId()))
                        .map(Step::moduleId)
                        .anyMatch(module -> module.equals("throw") || module.equals("flow.throw"));
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object data, int code, String message, String uid) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("data", data);
        fields.put("code", code);
        fields.put("msg", message);
        fields.put(CallEnvelope.UID, uid);
        return fields;
    }

    /** The empty text where nothing was set; null only where an output step set it. */
    private static @Nullable Object output(ExecutionView view) {
        if (view.outputSet()) {
            return plain(view.output());
        }
        return view.returnValue() == null ? "" : plain(view.returnValue());
    }

    /** What has no form in JSON tells what it is, and never where it is. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, element) -> copy.put(String.valueOf(name), plain(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (value instanceof ImageReference image) {
            Map<String, @Nullable Object> form = new LinkedHashMap<>();
            form.put("type", "image");
            form.put("name", image.uri().substring(image.uri().lastIndexOf('/') + 1));
            form.put("size", null);
            return form;
        }
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean
                ? value
                : Objects.requireNonNull(TypedValue.wrap(value).get("value"));
    }
}
