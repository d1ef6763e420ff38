package dev.millrace.http.trigger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.JsonForm;
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
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of a run: its output, and a number that is 0 if and only if it came to a good end (spec 6, 7).
 *
 * @param data as {@link Json#write} takes it
 */
record RunAnswer(@Nullable Object data, int code, String message, String uid) implements JsonForm {
    private static final int FAILED = 1001;
    private static final int TIMED_OUT = 1002;
    private static final int CANCELLED = 1003;
    private static final int INVALID = 1004;
    private static final int THROWN = 1005;
    private static final int TOO_LARGE = 1006;
    private static final int MAX_BYTES = 10 << 20;

    /** @param timeoutMillis the time that the run had */
    static Response.Full response(ExecutionView view, Workflow workflow, long timeoutMillis) {
        if (view.status() == ExecutionStatus.COMPLETED && isTruncated(view)) {
            return new RunAnswer("", TOO_LARGE, "Output was too large to be kept whole", view.id()).response();
        }
        Response.Full answer = of(view, workflow, timeoutMillis).response();
        if (answer.length() <= MAX_BYTES) {
            return answer;
        }
        return new RunAnswer("", TOO_LARGE, "Output is larger than " + MAX_BYTES + " bytes", view.id()).response();
    }

    private Response.Full response() {
        return CallEnvelope.of(200, this);
    }

    /** True if only the beginning of its output is known any more. */
    static boolean isTruncated(ExecutionView view) {
        return view.truncated().contains(view.outputSet() ? Part.OUTPUT : Part.RETURN_VALUE);
    }

    /** @param timeoutMillis the time that the run had */
    static RunAnswer of(ExecutionView view, Workflow workflow, long timeoutMillis) {
        return switch (view.status()) {
            case COMPLETED -> new RunAnswer(output(view), 0, "", view.id());
            case FAILED -> failed(view, workflow);
            case TIMEOUT -> new RunAnswer(output(view), TIMED_OUT, timedOut(timeoutMillis), view.id());
            case CANCELLED -> new RunAnswer(output(view), CANCELLED, "Execution cancelled", view.id());
            case RUNNING, WAITING, PAUSED -> new RunAnswer("", 0, "", view.id());
        };
    }

    /** The caller's time is over, and the run goes on. */
    static Response.Full late(long timeoutMillis, String uid) {
        return new RunAnswer("", TIMED_OUT, timedOut(timeoutMillis), uid).response();
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
        return new RunAnswer("", INVALID, reason, "").response();
    }

    private static RunAnswer failed(ExecutionView view, Workflow workflow) {
        ExecutionError error = view.error();
        if (error == null) {
            return new RunAnswer(output(view), FAILED, "Execution failed", view.id());
        }
        if (isThrown(error, workflow)) {
            return new RunAnswer(output(view), error.code() == 0 ? THROWN : error.code(), error.message(), view.id());
        }
        String place = error.stepId().isEmpty() ? "" : error.stepId() + ": ";
        return new RunAnswer(output(view), FAILED, place + error.message(), view.id());
    }

    private static boolean isThrown(ExecutionError error, Workflow workflow) {
        return error.code() != 0
                || workflow.steps().stream()
                        .filter(step -> step.id().equals(error.stepId()))
                        .map(Step::moduleId)
                        .anyMatch(module -> module.equals("throw") || module.equals("flow.throw"));
    }

    /** The empty text where nothing was set; null only where an output step set it. */
    private static @Nullable Object output(ExecutionView view) {
        if (view.outputSet()) {
            return form(view.output());
        }
        return view.returnValue() == null ? "" : form(view.returnValue());
    }

    private static JsonForm form(@Nullable Object value) {
        return json -> Json.write(value, json, RunAnswer::writeOther);
    }

    /** What has no form in JSON tells what it is, and never where it is. */
    private static void writeOther(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof ImageReference image) {
            json.writeStartObject();
            json.writeStringField("type", "image");
            json.writeStringField("name", image.uri().substring(image.uri().lastIndexOf('/') + 1));
            json.writeNullField("size");
            json.writeEndObject();
        } else {
            Json.write(TypedValue.json(value), json);
        }
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName("data");
        Json.write(data, json);
        json.writeNumberField("code", code);
        json.writeStringField("msg", message);
        json.writeStringField(CallEnvelope.UID, uid);
        json.writeEndObject();
    }
}
