package dev.millrace.execution;

import dev.millrace.plan.Plan;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of an execution's steps at one moment, by step id, in step order. A view of one array beside the plan's names:
 * of an execution that has ended nothing else is kept for them, and thousands of those are kept. Immutable.
 */
final class StepOutputs extends AbstractMap<String, Map<String, @Nullable Object>> {
    private final Plan plan;
    private final @Nullable Map<String, @Nullable Object>[] bySlot;
    private final int size;

    /** @param bySlot copied */
    StepOutputs(Plan plan, @Nullable Map<String, @Nullable Object>[] bySlot) {
        this.plan = plan;
        this.bySlot = bySlot.clone();
        int present = 0;
        for (int slot = 0; slot < this.bySlot.length; slot++) {
            Map<String, @Nullable Object> outputs = this.bySlot[slot];
            if (outputs instanceof RoundOutputs round) {
                this.bySlot[slot] = round.copy();
            }
            present += outputs == null ? 0 : 1;
        }
        this.size = present;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Map<String, @Nullable Object> get(@Nullable Object stepId) {
        int slot = stepId instanceof String id ? plan.outputSlot(id) : -1;
        return slot < 0 || slot >= bySlot.length ? null : bySlot[slot];
    }

    @Override
    public boolean containsKey(@Nullable Object stepId) {
        return get(stepId) != null;
    }

    @Override
    public Set<Entry<String, Map<String, @Nullable Object>>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Entry<String, Map<String, @Nullable Object>>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, Map<String, @Nullable Object>>> {
        private int slot;

        @Override
        public boolean hasNext() {
            while (slot < bySlot.length && bySlot[slot] == null) {
                slot++;
            }
            return slot < bySlot.length;
        }

        @Override
        public Entry<String, Map<String, @Nullable Object>> next() {
            Map<String, @Nullable Object> outputs = hasNext() ? bySlot[slot] : null;
            if (outputs == null) {
                throw new NoSuchElementException();
            }
            return Map.entry(plan.outputSlots().get(slot++).stepId(), outputs);
        }
    }
}
