package dev.millrace.modules.work;

import dev.millrace.module.Input;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import dev.millrace.work.Assignment;
import dev.millrace.work.WorkItem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The work item that a step's inputs describe. */
final class ItemRequest {
    static final String FAIL = "fail";
    // a hundred years: far beyond use, and every clock can still add it
    static final long MAX_MILLIS = 100L * 366 * 24 * 60 * 60 * 1000;

    static final Input KIND = Input.options("kind", "approve", "fill", "start")
            .withDefault("approve")
            .label("类型", "Kind")
            .help("审批、填写或发起", "To decide, to fill something in, or to submit what starts the process");
    static final Input MODE = Input.options("mode", "any", "all")
            .withDefault("any")
            .label("完成方式", "Mode")
            .help("任一人或全部处理人", "The first answer decides, or everybody's is needed");

    private static final int MAX_ASSIGNEES = 1_000;
    private static final int MAX_ACTIONS = 50;
    private static final int MAX_LENGTH = 200;
    private static final int ID_BYTES = 16;

    private ItemRequest() {}

    /** The same whenever this attempt is made again, and another one for every other. */
    static String idOf(StepContext step) {
        byte[] place = (step.idempotencyKey() + "/" + step.attempt()).getBytes(StandardCharsets.UTF_8);
        return "item-" + HexFormat.of().formatHex(sha256(place), 0, ID_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static WorkItem itemOf(StepContext step) {
        WorkItem.Origin origin = new WorkItem.Origin(step.executionId(), step.workflowId(), step.stepId());
        return WorkItem.open(idOf(step), origin, assignmentOf(step), step.now(), dueAt(step));
    }

    private static Assignment assignmentOf(StepContext step) {
        Assignment.Kind kind = Assignment.Kind.valueOf(option(step, KIND, "approve"));
        String name = step.text("name", "").strip();
        return new Assignment(
                kind,
                name.isEmpty() ? step.stepId() : name,
                texts(step, "assignees", MAX_ASSIGNEES),
                Assignment.Mode.valueOf(option(step, MODE, "any")),
                step.has("actions") ? texts(step, "actions", MAX_ACTIONS) : actionsOf(kind),
                dataOf(step));
    }

    /** What is given; in the workflow of a form also which object it is about, as whoever answers looks at that. */
    private static Map<String, @Nullable Object> dataOf(StepContext step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        ObjectReference.of(step).ifPresent(object -> {
            data.put("schemaCode", object.schemaCode());
            data.put("bizObjectId", object.id());
        });
        if (step.has("data")) {
            data.putAll(step.dictionary("data"));
        }
        return data;
    }

    /** What people can choose where the step does not say. */
    private static List<String> actionsOf(Assignment.Kind kind) {
        return kind == Assignment.Kind.START ? List.of("Submit") : List.of("approve", "reject");
    }

    private static String option(StepContext step, Input input, String fallback) {
        String option = input.optionNamed(step.option(input.id(), fallback));
        if (option == null) {
            throw invalid(
                    input.id(),
                    "one of " + String.join(", ", input.constraints().options()),
                    step.input(input.id()));
        }
        return option.toUpperCase(Locale.ROOT);
    }

    /** A list of texts, or a single one; each once. */
    private static List<String> texts(StepContext step, String id, int most) {
        Object value = step.input(id);
        List<?> elements = value instanceof List<?> list ? list : Collections.singletonList(value);
        if (elements.isEmpty() || elements.size() > most) {
            throw invalid(id, "1 to " + most + " texts", value);
        }
        Set<String> texts = new LinkedHashSet<>();
        elements.forEach(element -> texts.add(text(id, element)));
        return List.copyOf(texts);
    }

    private static String text(String id, @Nullable Object value) {
        String text = value == null ? "" : TextForm.of(value).strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw invalid(id, "made of texts of 1 to " + MAX_LENGTH + " characters", value);
        }
        return text;
    }

    private static @Nullable Instant dueAt(StepContext step) {
        if (!step.has("timeoutMs")) {
            return null;
        }
        long millis = step.wholeNumber("timeoutMs");
        if (millis < 1 || millis > MAX_MILLIS) {
            throw invalid("timeoutMs", "1 to " + MAX_MILLIS + " milliseconds", step.input("timeoutMs"));
        }
        return step.now().plusMillis(millis);
    }

    /** The action the engine takes when the time is over, or {@link #FAIL}. */
    static String onTimeout(StepContext step) {
        String action = step.text("onTimeout", FAIL).strip();
        return action.isEmpty() ? FAIL : action;
    }

    private static StepFailedException invalid(String id, String wanted, @Nullable Object value) {
        return new StepFailedException(
                "Invalid input",
                "input \"" + id + "\" must be " + wanted + ", but is " + Excerpt.quoted(value)
                        + "; correct it, or what it refers to");
    }

    /** Nobody to ask, or nothing to choose, is found before the workflow runs. */
    static void check(Parameters parameters, ParameterCheck.Findings findings) {
        if (isEmpty(parameters.get("assignees"))) {
            findings.error("assignees", "nobody is to be asked", "name a person, a list of them, or a reference");
        }
        if (isEmpty(parameters.get("actions"))) {
            findings.error("actions", "there is no action to choose", "leave it out, or list actions such as approve");
        }
    }

    private static boolean isEmpty(@Nullable Object written) {
        return written instanceof List<?> list && list.isEmpty() || written instanceof String text && text.isBlank();
    }
}
