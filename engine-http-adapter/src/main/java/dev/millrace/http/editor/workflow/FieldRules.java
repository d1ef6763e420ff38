package dev.millrace.http.editor.workflow;

import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the API asks of a workflow's own fields beyond what a file may hold: a file's reader mends what a form should be
 * asked to correct.
 */
final class FieldRules {
    static final int MAX_NAME = 200;
    private static final int MAX_TAGS = 100;
    private static final int MAX_TAG = 100;

    private static final Map<String, Integer> MAX_LENGTHS = Map.of(
            "name",
            MAX_NAME,
            "description",
            10_000,
            "version",
            100,
            "author",
            200,
            "homepage",
            2_000,
            "folderId",
            200,
            "errorWorkflowId",
            200,
            Library.ORGANIZATION,
            64);

    private static final Set<String> OBJECTS = Set.of("metadata", "triggerConfig");

    /** Fields that a change may not set to null, because no workflow is without them. */
    private static final Set<String> NEVER_NULL = Set.of("name", "isEnabled", "isFavorite", "order", "steps");

    private final String workflow;
    private final List<Problem> problems = new ArrayList<>();

    /** @param workflow its name, for the problems */
    FieldRules(String workflow) {
        this.workflow = workflow;
    }

    List<Problem> problems() {
        return problems;
    }

    void require(String field, @Nullable Object value) {
        if (value == null) {
            report(ProblemCode.MISSING_FIELD, field, "is required", "send " + field);
        }
    }

    /** A field that a change wants to have this value. */
    void checkChange(String field, @Nullable Object value) {
        if (value == null && NEVER_NULL.contains(field)) {
            report(ProblemCode.INVALID_VALUE, field, "must not be null", "send a value, or leave the field out");
        }
        check(field, value);
    }

    /** Wrong types are left to the reader, but for those that it keeps as they are. */
    void check(String field, @Nullable Object value) {
        if (value != null && OBJECTS.contains(field)) {
            checkObject(field, value);
        } else if (value != null && field.equals(Library.ORGANIZATION) && !(value instanceof String)) {
            String message = "must be a text, but was " + Excerpt.quoted(value);
            report(ProblemCode.WRONG_TYPE, field, message, "send the id of an organization, or leave the field out");
        } else if (value instanceof String text) {
            checkText(field, text);
        } else if (value instanceof Number number) {
            checkNumber(field, number);
        } else if (value instanceof List<?> list && field.equals("tags")) {
            checkTags(list);
        }
    }

    private void checkObject(String field, Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            String message = "must be an object, but was " + Excerpt.quoted(value);
            report(ProblemCode.WRONG_TYPE, field, message, "send an object, or leave the field out");
        } else if (field.equals("metadata")) {
            members.forEach((name, member) -> check(String.valueOf(name), member));
        }
    }

    private void checkText(String field, String text) {
        int max = MAX_LENGTHS.getOrDefault(field, Integer.MAX_VALUE);
        if (text.length() > max) {
            String message = "must have at most " + max + " characters, but has " + text.length();
            report(ProblemCode.LIMIT_EXCEEDED, field, message, "shorten it");
        }
        if (field.equals("name") && text.isBlank()) {
            report(ProblemCode.INVALID_VALUE, field, "must not be blank", "give the workflow a name");
        }
    }

    private void checkNumber(String field, Number number) {
        switch (field) {
            case "order" -> checkRange(field, number, Integer.MIN_VALUE);
            case "maxExecutionTime" -> checkRange(field, number, 0);
            case "vFlowLevel" -> checkRange(field, number, 1);
            default -> {
                // other numbers are of a wrong type, or nobody's
            }
        }
    }

    private void checkRange(String field, Number number, int min) {
        BigDecimal exact = new BigDecimal(number.toString());
        if (exact.compareTo(BigDecimal.valueOf(min)) < 0
                || exact.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            report(
                    ProblemCode.INVALID_VALUE,
                    field,
                    "must be a whole number from " + min + " to " + Integer.MAX_VALUE + ", but was "
                            + Excerpt.quoted(number),
                    "send a number in this range");
        }
    }

    private void checkTags(List<?> tags) {
        boolean sound = tags.size() <= MAX_TAGS
                && tags.stream()
                        .allMatch(tag -> tag instanceof String text && !text.isBlank() && text.length() <= MAX_TAG);
        if (!sound) {
            String message = "must be a list of at most " + MAX_TAGS + " texts of 1 to " + MAX_TAG + " characters";
            report(ProblemCode.INVALID_VALUE, "tags", message, "correct the list");
        }
    }

    private void report(ProblemCode code, String field, String message, String fix) {
        problems.add(Problem.error(code, Place.workflow(workflow, field), field + " " + message, fix));
    }
}
