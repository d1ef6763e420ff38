package dev.millrace.plan;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ResolvedInputs;
import dev.millrace.plan.Op.Fork.Join;
import dev.millrace.template.ConditionOperator;
import dev.millrace.template.Evaluator;
import dev.millrace.template.Reference;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import dev.millrace.value.Truth;
import dev.millrace.value.VariableTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns checked steps into operations, one for each. The blocks and jumps must be sound; of a step with another error the
 * operation only tells where it leads.
 */
final class Lowering {
    private static final Evaluator NULL = scope -> null;

    private final List<Node> nodes;
    private final Slots slots;
    /** For each step, the first one at or behind it that an execution comes to. */
    private final int[] firstVisited;

    /** What becomes of steps that do nothing: ends of ifs, comments, disabled steps. */
    enum Marks {
        /** An execution comes to them, as its record is to show. */
        VISITED,
        /** An execution passes over them. */
        PASSED
    }

    Lowering(List<Node> nodes, Slots slots, Marks marks) {
        this.nodes = nodes;
        this.slots = slots;
        this.firstVisited = firstVisited(marks);
    }

    /** The triggers that can be run, by id. */
    Map<String, Op> triggers(List<Node> triggers) {
        Map<String, Op> ops = new HashMap<>();
        for (Node node : triggers) {
            StepSource source = source(-1, node, node.policy, 0);
            Op.Frame frame = new Op.Frame(source, 0, slots.slotOf(node));
            Module module = node.entry == null ? null : node.entry.module();
            ops.put(
                    node.step.id(),
                    module == null
                            ? new Op.Unavailable(frame, "no module for the trigger " + Excerpt.of(node.step.moduleId()))
                            : moduleCall(node, module, frame));
        }
        return ops;
    }

    Op[] run() {
        Op[] ops = new Op[nodes.size()];
        for (Node node : nodes) {
            ops[node.index] = lower(node);
        }
        return ops;
    }

    private Op lower(Node node) {
        Op.Frame frame = frame(node);
        if (node.disabled) {
            return new Op.Nothing(frame);
        }
        ModuleCatalogue.Entry entry = node.entry;
        if (entry == null) {
            return new Op.Unavailable(frame, "unknown module: " + Excerpt.of(node.step.moduleId()));
        }
        if (node.construct != null) {
            return lower(node, node.construct, frame);
        }
        Module module = entry.module();
        return module == null
                ? new Op.Unavailable(
                        frame, "module not available on this platform: " + Excerpt.of(node.step.moduleId()))
                : moduleCall(node, module, frame);
    }

    private Op.Frame frame(Node node) {
        boolean opensBlock = node.block != null && node.block.start() == node.index;
        int afterBlock = opensBlock ? after(node) : next(node.index);
        StepSource source = source(node.index, node, policy(node), afterBlock);
        return new Op.Frame(source, next(node.index), slots.slotOf(node));
    }

    private static StepSource source(int index, Node node, ErrorPolicy policy, int afterBlock) {
        Effect effect = node.descriptor().effect(new StepParameters(node));
        return new StepSource(index, node.step, node.descriptor(), effect, policy, afterBlock);
    }

    /** A step whose module is not there is not tried again (decision K5). */
    private static ErrorPolicy policy(Node node) {
        boolean callable = node.construct != null || (node.entry != null && node.entry.module() != null);
        return callable || node.policy.action() != ErrorPolicy.Action.RETRY ? node.policy : ErrorPolicy.STOP;
    }

    /** The step after this one in its section: what follows the last step of a part of an if is the end of the if. */
    private int next(int index) {
        return passed(following(index));
    }

    private int passed(int index) {
        return firstVisited[index];
    }

    /** Filled from the end, as every step leads on to a later one. */
    private int[] firstVisited(Marks marks) {
        int[] visited = new int[nodes.size() + 1];
        for (int i = nodes.size(); i >= 0; i--) {
            boolean passed = marks == Marks.PASSED && i < nodes.size() && doesNothing(nodes.get(i));
            visited[i] = passed ? visited[following(i)] : i;
        }
        return visited;
    }

    /** True for a step whose only effect is to go on, and where no branch ends. */
    private static boolean doesNothing(Node node) {
        boolean plain = node.is(Construct.END_IF) || node.is(Construct.ELSE) || node.is(Construct.COMMENT);
        return plain || (node.disabled && node.role().equals(BlockRole.NONE));
    }

    private int following(int index) {
        int following = index + 1;
        if (following < nodes.size()) {
            Node node = nodes.get(following);
            if (node.block != null && (node.is(Construct.ELSE) || node.is(Construct.ELSE_IF))) {
                return node.wholeBlock().end();
            }
        }
        return following;
    }

    /** The step after the whole block that this step opens. */
    private int after(Node node) {
        return next(node.wholeBlock().end());
    }

    private Op lower(Node node, Construct construct, Op.Frame frame) {
        return switch (construct) {
            case IF, ELSE_IF ->
                new Op.Branch(frame, condition(node), passed(node.wholeBlock().partAfter(node.index)));
            case ELSE -> otherwise(node, frame);
            case END_IF, BRANCH, END_PARALLEL, COMMENT -> new Op.Nothing(frame);
            case LOOP ->
                new Op.LoopStart(frame, value(node, "count"), node.wholeBlock().end());
            case END_LOOP ->
                new Op.LoopEnd(
                        frame, node.wholeBlock().start(), next(node.wholeBlock().start()));
            case FOR_EACH -> forEach(node, frame);
            case END_FOR_EACH ->
                concurrency(nodes.get(node.wholeBlock().start())) > 1
                        ? new Op.Nothing(frame)
                        : new Op.ForEachEnd(
                                frame,
                                node.wholeBlock().start(),
                                next(node.wholeBlock().start()));
            case WHILE -> new Op.WhileStart(frame, condition(node), after(node));
            case END_WHILE -> new Op.Leave(frame, node.wholeBlock().start());
            case BREAK -> new Op.Leave(frame, next(enclosingLoop(node).end()));
            case CONTINUE -> new Op.Leave(frame, enclosingLoop(node).end());
            case JUMP -> new Op.Jump(frame, value(node, "target_step_index"));
            case STOP -> stop(node, frame);
            case RETURN -> new Op.Return(frame, value(node, "value"));
            case CALL_WORKFLOW -> new Op.Call(frame, text(node, "workflow_id"), value(node, "inputs"));
            case PARALLEL -> fork(node, frame);
            case TRY -> tryStart(node, frame);
            case CATCH -> new Op.Catch(frame, node.wholeBlock().partAfter(node.index));
            case FINALLY -> new Op.Finally(frame);
            case END_TRY -> new Op.TryEnd(frame);
            case THROW -> new Op.Throw(frame, value(node, "name"), value(node, "content"), value(node, "code"));
            case OUTPUT -> new Op.SetOutput(frame, value(node, "value"), flag(node, "asText"));
            case CREATE_VARIABLE -> createVariable(node, frame);
            case GET_VARIABLE -> getVariable(node, frame);
            case SET_VARIABLE -> setVariable(node, frame);
        };
    }

    private Evaluator condition(Node node) {
        Written expression = node.parameter("condition");
        if (expression != null) {
            return expression.bind(slots);
        }
        ConditionOperator operator =
                ConditionOperator.named(text(node, "operator")).orElse(ConditionOperator.EXISTS);
        return operator.bind(value(node, "input1"), value(node, "value1"), value(node, "value2"));
    }

    private Op otherwise(Node node, Op.Frame frame) {
        Block block = node.wholeBlock();
        List<Integer> conditions = new ArrayList<>();
        conditions.add(slots.slotOf(nodes.get(block.start())));
        for (int middle : block.middles()) {
            if (middle != node.index) {
                conditions.add(slots.slotOf(nodes.get(middle)));
            }
        }
        return new Op.Else(frame, conditions, passed(block.end()));
    }

    private Op forEach(Node node, Op.Frame frame) {
        Evaluator items = value(node, "input_list");
        int end = node.wholeBlock().end();
        int concurrency = concurrency(node);
        return concurrency > 1
                ? new Op.ForEachFork(frame, items, end, after(node), concurrency)
                : new Op.ForEachStart(frame, items, end, after(node));
    }

    /** How many rounds of a for_each may run at once; 1 unless a literal says more. */
    static int concurrency(Node forEach) {
        Number number = NumberForm.of(forEach.step.parameters().get("maxConcurrency"));
        return number == null ? 1 : Math.max(1, Math.min(10_000, number.intValue()));
    }

    private Block enclosingLoop(Node node) {
        return Objects.requireNonNull(FlowCheck.enclosingLoop(nodes, node.section))
                .block();
    }

    private Op stop(Node node, Op.Frame frame) {
        Written target = node.parameter("target");
        String option = target == null ? null : target.input().optionNamed(TextForm.of(target.value()));
        return "other".equals(option) ? new Op.StopOther(frame, text(node, "workflow_id")) : new Op.Stop(frame);
    }

    private Op fork(Node node, Op.Frame frame) {
        Block block = node.wholeBlock();
        List<StepRange> branches = new ArrayList<>();
        for (int i = 0; i < block.middles().size(); i++) {
            int middle = block.middles().get(i);
            branches.add(new StepRange(branchName(nodes.get(middle), i), middle + 1, block.partAfter(middle), i));
        }
        Number limit = NumberForm.of(node.step.parameters().get("maxConcurrency"));
        return new Op.Fork(
                frame,
                List.copyOf(branches),
                join(node),
                awaited(node, branches),
                "wait".equals(text(node, "onRest")),
                "ignore".equals(text(node, "onBranchError")),
                limit == null || limit.intValue() < 1 ? branches.size() : limit.intValue(),
                after(node),
                slots.slotOf(nodes.get(block.end())));
    }

    /** The name of a branch; its number where it has none. */
    static String branchName(Node branch, int position) {
        String name = text(branch, "name").strip();
        return name.isEmpty() ? "branch " + (position + 1) : name;
    }

    private static Join join(Node node) {
        return switch (text(node, "join")) {
            case "any" -> Join.ANY;
            case "custom" -> Join.CUSTOM;
            default -> Join.ALL;
        };
    }

    private static List<Integer> awaited(Node node, List<StepRange> branches) {
        List<Integer> awaited = new ArrayList<>();
        if (node.step.parameters().get("joinBranches") instanceof List<?> names) {
            for (int i = 0; i < branches.size(); i++) {
                if (names.contains(branches.get(i).name())) {
                    awaited.add(i);
                }
            }
        }
        return List.copyOf(awaited);
    }

    private Op tryStart(Node node, Op.Frame frame) {
        Block block = node.wholeBlock();
        int catchStep = -1;
        int finallyStep = -1;
        for (int middle : block.middles()) {
            if (nodes.get(middle).is(Construct.CATCH)) {
                catchStep = middle;
            } else {
                finallyStep = middle;
            }
        }
        return new Op.TryStart(frame, catchStep, finallyStep, block.end());
    }

    private Op createVariable(Node node, Op.Frame frame) {
        String name = VariableCheck.nameOf(node);
        return new Op.CreateVariable(
                frame,
                VariableTypes.declared(node.step.parameters().get("type")),
                value(node, "value"),
                name.isEmpty() ? -1 : slots.variable(name));
    }

    private Op getVariable(Node node, Op.Frame frame) {
        Written source = node.parameter("source");
        if (source == null) {
            return new Op.Nothing(frame);
        }
        Reference reference = source.pureReference();
        boolean byName = reference == null;
        if (source.isConstant()) {
            int slot = slots.variable(TextForm.of(source.constant()).strip());
            return new Op.GetVariable(frame, scope -> scope.variable(slot), false);
        }
        return new Op.GetVariable(frame, source.bind(slots), byName);
    }

    private Op setVariable(Node node, Op.Frame frame) {
        Object written = node.step.parameters().get("variable");
        String name = written == null ? null : VariableCheck.variable(written);
        if (name == null) {
            return new Op.Nothing(frame);
        }
        Written expression = node.parameter("expression");
        Evaluator value = expression == null ? value(node, "newValue") : expression.bind(slots);
        return new Op.SetVariable(frame, slots.variable(name), value);
    }

    private Op moduleCall(Node node, Module module, Op.Frame frame) {
        List<Input> inputs = node.descriptor().inputs();
        @Nullable Evaluator[] values = new @Nullable Evaluator[inputs.size()];
        @Nullable Object[] constants = new @Nullable Object[inputs.size()];
        Arrays.fill(constants, ResolvedInputs.ABSENT);
        boolean constant = true;
        for (int i = 0; i < inputs.size(); i++) {
            Written written = node.parameter(inputs.get(i).id());
            if (written != null) {
                values[i] = written.bind(slots);
                constant &= written.isConstant();
                constants[i] = written.isConstant() ? written.constant() : null;
            }
        }
        boolean blocks = node.descriptor().blocks(new StepParameters(node));
        return new Op.ModuleCall(frame, module, values, constant ? constants : null, blocks);
    }

    private Evaluator value(Node node, String input) {
        Written written = node.parameter(input);
        return written == null ? NULL : written.bind(slots);
    }

    private static String text(Node node, String input) {
        Written written = node.parameter(input);
        return written == null ? "" : TextForm.of(written.constant());
    }

    private static boolean flag(Node node, String input) {
        Written written = node.parameter(input);
        return written != null && Truth.of(written.constant());
    }
}
