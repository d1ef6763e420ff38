package dev.millrace.plan;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.template.Evaluator;
import dev.millrace.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan, everything about it decided: exactly one operation for each step, so that the program counter is
 * the step's index. Immutable. The fields are read by the machine only.
 */
public abstract sealed class Op {
    public final StepSource source;
    /** Where the execution goes on after this step; beyond the last step at the end. */
    public final int next;
    /** Where its outputs are kept; -1 if it has none. */
    public final int slot;

    private Op(Frame frame) {
        this.source = frame.source;
        this.next = frame.next;
        this.slot = frame.slot;
    }

    /** What every operation has. */
    record Frame(StepSource source, int next, int slot) {}

    public abstract int on(Machine machine);

    /**
     * The steps that may follow without a failure, as far as the plan knows; a target that is no step counts for nothing.
     * A jump's target is known to its machine only.
     */
    int[] successors() {
        return new int[] {next};
    }

    /** True if it only marks a place: it takes no time worth measuring. */
    public boolean isMark() {
        return false;
    }

    /** Comments, ends of blocks that only mark a place, disabled steps. */
    public static final class Nothing extends Op {
        Nothing(Frame frame) {
            super(frame);
        }

        @Override
        public boolean isMark() {
            return true;
        }

        @Override
        public int on(Machine machine) {
            return next;
        }
    }

    /** {@code if} and {@code else_if}. */
    public static final class Branch extends Op {
        public final Evaluator condition;
        public final int otherwise;

        Branch(Frame frame, Evaluator condition, int otherwise) {
            super(frame);
            this.condition = condition;
            this.otherwise = otherwise;
        }

        @Override
        int[] successors() {
            return new int[] {otherwise, next};
        }

        @Override
        public int on(Machine machine) {
            return machine.branch(this);
        }
    }

    /** Passed on the way from a condition that did not hold; a jump to it asks what the conditions gave. */
    public static final class Else extends Op {
        /** The conditions' outputs. */
        public final List<Integer> conditions;

        public final int end;

        Else(Frame frame, List<Integer> conditions, int end) {
            super(frame);
            this.conditions = List.copyOf(conditions);
            this.end = end;
        }

        @Override
        int[] successors() {
            return new int[] {end, next};
        }

        @Override
        public boolean isMark() {
            return true;
        }

        @Override
        public int on(Machine machine) {
            return machine.enterElse(this);
        }
    }

    public static final class LoopStart extends Op {
        public final Evaluator count;
        public final int end;

        LoopStart(Frame frame, Evaluator count, int end) {
            super(frame);
            this.count = count;
            this.end = end;
        }

        @Override
        public int on(Machine machine) {
            return machine.enterLoop(this);
        }
    }

    public static final class LoopEnd extends Op {
        public final int start;
        public final int body;

        LoopEnd(Frame frame, int start, int body) {
            super(frame);
            this.start = start;
            this.body = body;
        }

        @Override
        int[] successors() {
            return new int[] {body, next};
        }

        @Override
        public boolean isMark() {
            return true;
        }

        @Override
        public int on(Machine machine) {
            return machine.repeatLoop(this);
        }
    }

    public static final class ForEachStart extends Op {
        public final Evaluator items;
        public final int end;
        public final int after;

        ForEachStart(Frame frame, Evaluator items, int end, int after) {
            super(frame);
            this.items = items;
            this.end = end;
            this.after = after;
        }

        @Override
        int[] successors() {
            return new int[] {after, next};
        }

        @Override
        public int on(Machine machine) {
            return machine.enterForEach(this);
        }
    }

    public static final class ForEachEnd extends Op {
        public final int start;
        public final int body;

        ForEachEnd(Frame frame, int start, int body) {
            super(frame);
            this.start = start;
            this.body = body;
        }

        @Override
        int[] successors() {
            return new int[] {body, next};
        }

        @Override
        public boolean isMark() {
            return true;
        }

        @Override
        public int on(Machine machine) {
            return machine.repeatForEach(this);
        }
    }

    /** A {@code for_each} whose rounds run as branches. */
    public static final class ForEachFork extends Op {
        public final Evaluator items;
        public final int end;
        public final int after;
        public final int maxConcurrency;

        ForEachFork(Frame frame, Evaluator items, int end, int after, int maxConcurrency) {
            super(frame);
            this.items = items;
            this.end = end;
            this.after = after;
            this.maxConcurrency = maxConcurrency;
        }

        @Override
        int[] successors() {
            return new int[] {next, end, after};
        }

        @Override
        public int on(Machine machine) {
            return machine.forkForEach(this);
        }
    }

    public static final class WhileStart extends Op {
        public final Evaluator condition;
        public final int after;

        WhileStart(Frame frame, Evaluator condition, int after) {
            super(frame);
            this.condition = condition;
            this.after = after;
        }

        @Override
        int[] successors() {
            return new int[] {after, next};
        }

        @Override
        public int on(Machine machine) {
            return machine.enterWhile(this);
        }
    }

    /** {@code break}, {@code continue} and the way back of {@code while}: to a place known beforehand, out of blocks. */
    public static final class Leave extends Op {
        public final int target;

        Leave(Frame frame, int target) {
            super(frame);
            this.target = target;
        }

        @Override
        int[] successors() {
            return new int[] {target};
        }

        @Override
        public boolean isMark() {
            return true;
        }

        @Override
        public int on(Machine machine) {
            return machine.leaveTo(this);
        }
    }

    public static final class Jump extends Op {
        public final Evaluator target;

        Jump(Frame frame, Evaluator target) {
            super(frame);
            this.target = target;
        }

        @Override
        int[] successors() {
            return new int[0];
        }

        @Override
        public int on(Machine machine) {
            return machine.jump(this);
        }
    }

    public static final class Stop extends Op {
        Stop(Frame frame) {
            super(frame);
        }

        @Override
        int[] successors() {
            return new int[0];
        }

        @Override
        public int on(Machine machine) {
            return machine.stop(this);
        }
    }

    public static final class StopOther extends Op {
        public final String workflowId;

        StopOther(Frame frame, String workflowId) {
            super(frame);
            this.workflowId = workflowId;
        }

        @Override
        public int on(Machine machine) {
            return machine.stopOther(this);
        }
    }

    public static final class Return extends Op {
        public final Evaluator value;

        Return(Frame frame, Evaluator value) {
            super(frame);
            this.value = value;
        }

        @Override
        int[] successors() {
            return new int[0];
        }

        @Override
        public int on(Machine machine) {
            return machine.returnValue(this);
        }
    }

    public static final class Call extends Op {
        public final String workflowId;
        public final Evaluator inputs;

        Call(Frame frame, String workflowId, Evaluator inputs) {
            super(frame);
            this.workflowId = workflowId;
            this.inputs = inputs;
        }

        @Override
        public int on(Machine machine) {
            return machine.call(this);
        }
    }

    /** A parallel block. */
    public static final class Fork extends Op {
        /** When the block goes on. */
        public enum Join {
            ALL,
            ANY,
            CUSTOM
        }

        public final List<StepRange> branches;
        public final Join join;
        /** Positions of the branches a custom join waits for. */
        public final List<Integer> awaited;

        public final boolean waitsForRest;
        public final boolean ignoresErrors;
        public final int maxConcurrency;
        public final int after;
        public final int endSlot;

        Fork(
                Frame frame,
                List<StepRange> branches,
                Join join,
                List<Integer> awaited,
                boolean waitsForRest,
                boolean ignoresErrors,
                int maxConcurrency,
                int after,
                int endSlot) {
            super(frame);
            this.branches = branches;
            this.join = join;
            this.awaited = awaited;
            this.waitsForRest = waitsForRest;
            this.ignoresErrors = ignoresErrors;
            this.maxConcurrency = maxConcurrency;
            this.after = after;
            this.endSlot = endSlot;
        }

        @Override
        int[] successors() {
            int[] successors = new int[branches.size() + 1];
            for (int i = 0; i < branches.size(); i++) {
                successors[i] = branches.get(i).begin();
            }
            successors[branches.size()] = after;
            return successors;
        }

        @Override
        public int on(Machine machine) {
            return machine.fork(this);
        }
    }

    public static final class TryStart extends Op {
        /** The catch step; -1 if there is none. */
        public final int catchStep;
        /** The finally step; -1 if there is none. */
        public final int finallyStep;

        public final int end;

        TryStart(Frame frame, int catchStep, int finallyStep, int end) {
            super(frame);
            this.catchStep = catchStep;
            this.finallyStep = finallyStep;
            this.end = end;
        }

        @Override
        int[] successors() {
            return new int[] {catchStep < 0 ? -1 : catchStep + 1, finallyStep, next};
        }

        @Override
        public int on(Machine machine) {
            return machine.enterTry(this);
        }
    }

    /** Reached from above when the body has completed; a failure goes to the step behind it. */
    public static final class Catch extends Op {
        /** The finally step, or the end of the block. */
        public final int afterBody;

        Catch(Frame frame, int afterBody) {
            super(frame);
            this.afterBody = afterBody;
        }

        @Override
        int[] successors() {
            return new int[] {afterBody};
        }

        @Override
        public int on(Machine machine) {
            return machine.endTryBody(this);
        }
    }

    public static final class Finally extends Op {
        Finally(Frame frame) {
            super(frame);
        }

        @Override
        public int on(Machine machine) {
            return machine.enterFinally(this);
        }
    }

    public static final class TryEnd extends Op {
        TryEnd(Frame frame) {
            super(frame);
        }

        @Override
        public int on(Machine machine) {
            return machine.endTry(this);
        }
    }

    public static final class Throw extends Op {
        public final Evaluator name;
        public final Evaluator content;
        public final Evaluator code;

        Throw(Frame frame, Evaluator name, Evaluator content, Evaluator code) {
            super(frame);
            this.name = name;
            this.content = content;
            this.code = code;
        }

        @Override
        int[] successors() {
            return new int[0];
        }

        @Override
        public int on(Machine machine) {
            return machine.raise(this);
        }
    }

    public static final class SetOutput extends Op {
        public final Evaluator value;
        public final boolean asText;

        SetOutput(Frame frame, Evaluator value, boolean asText) {
            super(frame);
            this.value = value;
            this.asText = asText;
        }

        @Override
        public int on(Machine machine) {
            return machine.output(this);
        }
    }

    public static final class CreateVariable extends Op {
        public final ValueType type;
        public final Evaluator value;
        /** The variable's slot; -1 for a value without a name. */
        public final int variable;

        CreateVariable(Frame frame, ValueType type, Evaluator value, int variable) {
            super(frame);
            this.type = type;
            this.value = value;
            this.variable = variable;
        }

        @Override
        public int on(Machine machine) {
            return machine.createVariable(this);
        }
    }

    public static final class GetVariable extends Op {
        /** Gives the value, or with {@link #byName} the variable's name. */
        public final Evaluator value;

        public final boolean byName;

        GetVariable(Frame frame, Evaluator value, boolean byName) {
            super(frame);
            this.value = value;
            this.byName = byName;
        }

        @Override
        public int on(Machine machine) {
            return machine.getVariable(this);
        }
    }

    public static final class SetVariable extends Op {
        public final int variable;
        public final Evaluator value;

        SetVariable(Frame frame, int variable, Evaluator value) {
            super(frame);
            this.variable = variable;
            this.value = value;
        }

        @Override
        public int on(Machine machine) {
            return machine.setVariable(this);
        }
    }

    public static final class ModuleCall extends Op {
        public final Module module;
        public final List<Input> inputs;
        /** One for each input; null where the step has no such parameter. */
        public final @Nullable Evaluator[] values;
        /** The inputs' values where none depends on the execution; null otherwise. */
        public final @Nullable Object @Nullable [] constants;

        public final boolean blocks;

        ModuleCall(
                Frame frame,
                Module module,
                @Nullable Evaluator[] values,
                @Nullable Object @Nullable [] constants,
                boolean blocks) {
            super(frame);
            this.module = module;
            this.inputs = frame.source().descriptor().inputs();
            this.values = values;
            this.constants = constants;
            this.blocks = blocks;
        }

        @Override
        public int on(Machine machine) {
            return machine.module(this);
        }
    }

    /** A module that is not there: fails when it is reached. */
    public static final class Unavailable extends Op {
        public final String message;

        Unavailable(Frame frame, String message) {
            super(frame);
            this.message = message;
        }

        @Override
        public int on(Machine machine) {
            return machine.unavailable(this);
        }
    }
}
