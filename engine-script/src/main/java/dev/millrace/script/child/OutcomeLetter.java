package dev.millrace.script.child;

import dev.millrace.script.ScriptError;
import dev.millrace.script.ScriptFailure;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptUsage;
import dev.millrace.script.child.Frame.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a script in a child has ended. */
final class OutcomeLetter {
    private static final int ERROR_TEXTS = 13;

    private OutcomeLetter() {}

    static Frame of(ScriptOutcome outcome) {
        ScriptUsage usage = outcome.usage();
        String nanos = String.valueOf(usage.computed().toNanos());
        String bytes = String.valueOf(usage.allocatedBytes());
        String calls = String.valueOf(usage.calls());
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return Frame.of(Kind.RETURNED, 0, returned.json().orElse(null), nanos, bytes, calls);
        }
        ScriptError error = ((ScriptOutcome.Failed) outcome).error();
        ScriptError.Place place = error.place();
        List<@Nullable String> texts = new ArrayList<>(Arrays.asList(
                error.failure().name(),
                error.name(),
                error.message(),
                error.code(),
                place.script(),
                String.valueOf(place.line()),
                String.valueOf(place.column()),
                place.sourceLine(),
                String.valueOf(place.caret()),
                error.details(),
                nanos,
                bytes,
                calls));
        texts.addAll(error.stack());
        return new Frame(Kind.FAILED, 0, texts);
    }

    static ScriptOutcome outcome(Frame frame) {
        if (frame.kind() == Kind.RETURNED) {
            return new ScriptOutcome.Returned(frame.optional(0), usage(frame, 1));
        }
        ScriptError.Place place = new ScriptError.Place(
                frame.text(4), (int) frame.whole(5), (int) frame.whole(6), frame.text(7), (int) frame.whole(8));
        List<String> stack = new ArrayList<>();
        for (int i = ERROR_TEXTS; i < frame.texts().size(); i++) {
            stack.add(frame.text(i));
        }
        ScriptError error = new ScriptError(
                ScriptFailure.valueOf(frame.text(0)),
                frame.text(1),
                frame.text(2),
                frame.text(3),
                place,
                stack,
                frame.text(9));
        return new ScriptOutcome.Failed(error, usage(frame, 10));
    }

    private static ScriptUsage usage(Frame frame, int first) {
        return new ScriptUsage(
                Duration.ofNanos(frame.whole(first)), frame.whole(first + 1), (int) frame.whole(first + 2));
    }
}
