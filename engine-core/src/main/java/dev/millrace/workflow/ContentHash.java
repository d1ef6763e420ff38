package dev.millrace.workflow;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash of what matters for an execution. Each value is written with a tag and each text with its length, so two
 * different workflows never give the same bytes.
 */
final class ContentHash {
    private final StringBuilder written = new StringBuilder(1024);

    private ContentHash() {}

    static String of(Workflow workflow) {
        ContentHash hash = new ContentHash();
        hash.text(workflow.id());
        hash.text(workflow.name());
        hash.steps(workflow.triggers());
        hash.steps(workflow.steps());
        hash.value(workflow.maxExecutionSeconds());
        hash.text(workflow.reentry().id());
        // only where there is one: the hashes that stores know of other workflows stay what they are
        workflow.errorWorkflowId().ifPresent(hash::text);
        return hash.digest();
    }

    static String of(Step step) {
        ContentHash hash = new ContentHash();
        hash.steps(List.of(step));
        return hash.digest();
    }

    private void steps(List<Step> steps) {
        written.append('[').append(steps.size());
        for (Step step : steps) {
            text(step.id());
            text(step.moduleId());
            written.append(step.disabled() ? '-' : '+');
            value(step.parameters());
        }
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Map<?, ?> object) {
            written.append('{').append(object.size());
            object.forEach((key, member) -> {
                text(String.valueOf(key));
                value(member);
            });
        } else if (value instanceof List<?> list) {
            written.append('[').append(list.size());
            list.forEach(this::value);
        } else {
            written.append(value == null ? "" : value.getClass().getSimpleName());
            text(String.valueOf(value));
        }
    }

    private void text(String text) {
        written.append('"').append(text.length()).append(':').append(text);
    }

    // UTF-16, because a charset's encoder would make all broken surrogates the same
    private String digest() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * written.length());
        bytes.asCharBuffer().put(written.toString());
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
