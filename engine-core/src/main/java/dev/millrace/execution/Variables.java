package dev.millrace.execution;

import dev.millrace.plan.Plan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named variables of one execution: those the plan mentions by slot, any others by name.
 *
 * <p>A variable that does not exist is null inside; one that exists and is null is {@link #NULL}. The copy that a branch
 * gets remembers what the branch wrote, so that the join can take it over.
 */
final class Variables {
    /** A variable that exists and has no value. */
    private static final Object NULL = new Object();
    /** Made by an input or a script, not by a create step. */
    private static final int NOBODY = -1;

    private static final @Nullable Object[] NONE = {};

    private final Plan plan;
    private @Nullable Object[] values;
    private @Nullable Map<String, @Nullable Object> others;
    /** The step that made each variable, plus one; null until a step has made one. */
    private int @Nullable [] makers;
    /** What a branch wrote; null outside branches. */
    private final @Nullable Written written;

    /** The variables that a branch wrote. */
    private static final class Written {
        final BitSet slots = new BitSet();
        final Set<String> others = new LinkedHashSet<>(0);

        boolean isEmpty() {
            return slots.isEmpty() && others.isEmpty();
        }
    }

    Variables(Plan plan) {
        this.plan = plan;
        this.values = plan.variableNames().isEmpty()
                ? NONE
                : new @Nullable Object[plan.variableNames().size()];
        this.written = null;
    }

    private Variables(Variables base) {
        this.plan = base.plan;
        this.values = base.values.clone();
        this.others = base.others == null ? null : new LinkedHashMap<>(base.others);
        this.makers = base.makers == null ? null : base.makers.clone();
        this.written = new Written();
    }

    /** What a branch starts with. */
    Variables forBranch() {
        return new Variables(this);
    }

    @Nullable
    Object get(int slot) {
        return value(values[slot]);
    }

    /** The value of a variable that a slot holds. */
    static @Nullable Object value(@Nullable Object held) {
        return held == NULL ? null : held;
    }

    boolean exists(int slot) {
        return values[slot] != null;
    }

    void set(int slot, @Nullable Object value) {
        values[slot] = value == null ? NULL : value;
        if (written != null) {
            written.slots.set(slot);
        }
    }

    @Nullable
    Object get(String name) {
        int slot = plan.variableSlot(name);
        return slot >= 0 ? get(slot) : others == null ? null : others.get(name);
    }

    void set(String name, @Nullable Object value) {
        int slot = plan.variableSlot(name);
        if (slot >= 0) {
            set(slot, value);
            return;
        }
        if (others == null) {
            others = new LinkedHashMap<>();
        }
        others.put(name, value);
        if (written != null) {
            written.others.add(name);
        }
    }

    /** Makes a variable; false if it has a value that another step, or none, has given it. */
    boolean create(int slot, int stepIndex, @Nullable Object value) {
        if (get(slot) != null && maker(slot) != stepIndex) {
            return false;
        }
        if (makers == null) {
            makers = new int[values.length];
        }
        makers[slot] = stepIndex + 1;
        set(slot, value);
        return true;
    }

    private int maker(int slot) {
        return makers == null ? NOBODY : makers[slot] - 1;
    }

    /** As {@link #create(int, int, Object)}; a name the plan does not mention belongs to nobody. */
    boolean create(String name, int stepIndex, @Nullable Object value) {
        int slot = plan.variableSlot(name);
        if (slot >= 0) {
            return create(slot, stepIndex, value);
        }
        if (others != null && others.get(name) != null) {
            return false;
        }
        set(name, value);
        return true;
    }

    /** Takes over what a branch wrote. */
    void mergeFrom(Variables branch) {
        if (branch.written != null) {
            branch.written.slots.stream().forEach(slot -> take(branch, slot));
            branch.written.others.forEach(name -> set(name, branch.get(name)));
        }
    }

    private void take(Variables branch, int slot) {
        values[slot] = branch.values[slot];
        if (written != null) {
            written.slots.set(slot);
        }
        if (branch.makers != null) {
            if (makers == null) {
                makers = new int[values.length];
            }
            makers[slot] = branch.makers[slot];
        }
    }

    /** The slots that both this branch and {@code other} wrote. */
    BitSet writtenByBoth(BitSet other) {
        BitSet both = (BitSet) written().clone();
        both.and(other);
        return both;
    }

    /** True if a branch wrote anything. */
    boolean hasChanges() {
        return written != null && !written.isEmpty();
    }

    BitSet written() {
        return written == null ? new BitSet() : written.slots;
    }

    String name(int slot) {
        return plan.variableNames().get(slot);
    }

    /** All that exist, an unmodifiable copy: the plan's in its order, then the others. */
    Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> mentioned = new MentionedVariables(plan, values);
        if (others == null) {
            return mentioned;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(mentioned);
        all.putAll(others);
        return Collections.unmodifiableMap(all);
    }

    /** Drops all, until they are restored. */
    void forget() {
        values = NONE;
        others = null;
        makers = null;
    }

    /** All of them as they are now, for a later {@link #state}. */
    Variables kept() {
        return new Variables(this);
    }

    /** @param known what a reader has already, so that it is left out; null if nothing */
    State state(@Nullable Variables known) {
        State made = new State();
        for (int slot = 0; slot < values.length; slot++) {
            if (maker(slot) != NOBODY && (known == null || known.maker(slot) != maker(slot))) {
                made.put(name(slot), maker(slot));
            }
        }
        List<String> changed = new ArrayList<>();
        written().stream().mapToObj(this::name).forEach(changed::add);
        if (written != null) {
            changed.addAll(written.others);
        }
        return new State()
                .putValue("values", known == null ? asMap() : changedSince(known))
                .put("makers", made)
                .put("written", changed);
    }

    private Map<String, @Nullable Object> changedSince(Variables known) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (int slot = 0; slot < values.length; slot++) {
            if (exists(slot) && !known.holds(slot, values[slot])) {
                changed.put(name(slot), get(slot));
            }
        }
        if (others != null) {
            others.forEach((name, value) -> {
                if (!known.holds(name, value)) {
                    changed.put(name, value);
                }
            });
        }
        return changed;
    }

    private boolean holds(int slot, @Nullable Object value) {
        return slot < values.length && values[slot] == value;
    }

    private boolean holds(String name, @Nullable Object value) {
        return others != null && others.containsKey(name) && others.get(name) == value;
    }

    /** Takes the place of what it holds. */
    void restore(State state) {
        if (values.length < plan.variableNames().size()) {
            values = new @Nullable Object[plan.variableNames().size()];
        }
        state.dictionary("values").forEach(this::set);
        if (written != null) {
            written.slots.clear();
            written.others.clear();
        }
        for (String name : state.texts("written")) {
            set(name, get(name));
        }
        State made = state.part("makers");
        for (String name : made.fields().keySet()) {
            if (makers == null) {
                makers = new int[values.length];
            }
            makers[plan.variableSlot(name)] = made.index(name) + 1;
        }
    }
}
