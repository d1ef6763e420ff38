package dev.millrace.execution;

import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of a state has already, so that it is left out. Values are told apart by identity: they are immutable, and
 * what is the same object cannot have changed. Immutable.
 */
final class Baseline {
    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type cannot be made otherwise
    static final Baseline NOTHING = new Baseline(new Map[0], null, null, null);

    private final @Nullable Map<String, @Nullable Object>[] outputs;
    /** The slots that a branch had written. */
    private final @Nullable BitSet written;

    private final @Nullable Variables variables;
    private final @Nullable Frame frames;

    private Baseline(
            @Nullable Map<String, @Nullable Object>[] outputs,
            @Nullable BitSet written,
            @Nullable Variables variables,
            @Nullable Frame frames) {
        this.outputs = outputs;
        this.written = written;
        this.variables = variables;
        this.frames = frames;
    }

    static Baseline of(
            @Nullable Map<String, @Nullable Object>[] outputs,
            @Nullable BitSet written,
            @Nullable Variables variables) {
        @Nullable Map<String, @Nullable Object>[] kept = outputs.clone();
        for (int slot = 0; slot < kept.length; slot++) {
            if (kept[slot] instanceof RoundOutputs) {
                // these change in place
                kept[slot] = null;
            }
        }
        return new Baseline(kept, written == null ? null : (BitSet) written.clone(), variables, null);
    }

    Baseline with(@Nullable Frame newFrames) {
        return new Baseline(outputs, written, variables, newFrames);
    }

    /** @param byBranch a branch wrote them, which must be known too */
    boolean hasOutputs(int slot, Map<String, @Nullable Object> values, boolean byBranch) {
        return slot < outputs.length
                && outputs[slot] == values
                && (!byBranch
                        || Objects.requireNonNullElseGet(written, BitSet::new).get(slot));
    }

    /** Null if it knows none. */
    @Nullable
    Variables variables() {
        return variables;
    }

    boolean hasFrame(Frame frame) {
        for (Frame known = frames; known != null; known = known.outer) {
            if (known == frame) {
                return true;
            }
        }
        return false;
    }

    /** True if it is of an earlier moment or of another execution, so that what never changes is known. */
    boolean isSomething() {
        return this != NOTHING;
    }
}
