package dev.millrace.plan;

import dev.millrace.module.BlockRole;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.template.StepResults;
import dev.millrace.workflow.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the passes know of one step. Filled in by them in order, dropped when the plan is made. */
final class Node {
    private static final ModuleDescriptor UNKNOWN =
            ModuleDescriptor.builder("unknown").openOutputs().build();

    /** What a step that failed and was skipped gives beside its own (spec vflow-model 3.5). */
    private static final List<Output> AFTER_SKIP = List.of(
            Output.text("error").label("错误信息", "Error"), Output.truth("success").label("是否成功", "Success"));

    final int index;
    final Step step;
    final ModuleCatalogue.@Nullable Entry entry;
    final @Nullable Construct construct;
    /** The section the step stands in; the parts of a block stand in the section around the block. */
    @Nullable
    Section section;
    /** The block this step is a part of; null for a plain step and for a part whose block is broken. */
    @Nullable
    Block block;
    /** What follows when the step fails. */
    final ErrorPolicy policy;
    /** The step's parameters, in the order of the inputs. */
    final List<Written> parameters = new ArrayList<>(4);
    /** True for a disabled step and for what a disabled block start takes with it. */
    boolean disabled;

    Node(int index, Step step, ModuleCatalogue.@Nullable Entry entry) {
        this.index = index;
        this.step = step;
        this.entry = entry;
        this.construct = entry == null ? null : Construct.of(entry.descriptor());
        this.disabled = step.disabled();
        long timeout = descriptor().timeout().map(Duration::toMillis).orElse(0L);
        this.policy = ErrorPolicy.of(step.parameters(), timeout);
    }

    ModuleDescriptor descriptor() {
        return entry == null ? UNKNOWN : entry.descriptor();
    }

    BlockRole role() {
        return descriptor().block();
    }

    boolean is(Construct other) {
        return construct == other;
    }

    /** The outputs it is known to give, also those that a failure leaves where it does not end the execution. */
    List<Output> outputs() {
        List<Output> declared = descriptor().outputs(new StepParameters(this));
        if (policy.action() != ErrorPolicy.Action.SKIP) {
            return declared;
        }
        List<Output> outputs = new ArrayList<>(declared);
        for (Output output : AFTER_SKIP) {
            if (find(declared, output.id()) == null) {
                outputs.add(output);
            }
        }
        return outputs;
    }

    /** The output that a reference means by this name; null if it has none. */
    @Nullable
    Output output(String name) {
        return find(outputs(), name);
    }

    /**
     * True if {@code {{step.output.N}}} means what it gave in its N-th run: it has no output of that name, and is no loop,
     * whose outputs are those of a round.
     */
    boolean hasResults() {
        return index >= 0
                && !is(Construct.LOOP)
                && !is(Construct.FOR_EACH)
                && Slots.givesOutputs(this)
                && output(StepResults.OUTPUT) == null;
    }

    private static @Nullable Output find(List<Output> outputs, String name) {
        for (Output output : outputs) {
            if (output.answersTo(name)) {
                return output;
            }
        }
        return null;
    }

    /** The parameter that means this input; null if it is absent. */
    @Nullable
    Written parameter(String input) {
        for (Written written : parameters) {
            if (written.input().id().equals(input)) {
                return written;
            }
        }
        return null;
    }

    /** The block of a step that the pairing pass has found whole. */
    Block wholeBlock() {
        return Objects.requireNonNull(block, () -> "step " + index + " is no part of a block");
    }
}
