package dev.millrace.plan;

import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.Output;
import dev.millrace.template.Reference;
import dev.millrace.value.ValueType;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a workflow are known to give, be it fit to run or not (spec vflow-model 4.5): all but disabled steps
 * and those whose id another one has. Not thread-safe.
 */
public final class KnownOutputs {
    private final List<Node> triggers;
    private final List<Node> nodes;
    private final Slots slots;
    private final ModuleCatalogue catalogue;
    private final Function<String, Optional<Workflow>> workflows;
    /** Workflow id → the outputs that its created variables make of a call. */
    private final Map<String, List<Output>> ofCalls = new HashMap<>();

    KnownOutputs(
            List<Node> triggers,
            List<Node> nodes,
            Slots slots,
            ModuleCatalogue catalogue,
            Function<String, Optional<Workflow>> workflows) {
        this.triggers = triggers;
        this.nodes = nodes;
        this.slots = slots;
        this.catalogue = catalogue;
        this.workflows = workflows;
    }

    /** Those of the triggers, then those of the steps, in order. */
    public List<KnownOutput> all() {
        return of(nodes);
    }

    /** Those that a step may read; empty if there is no such step. A trigger can read none. */
    public Optional<List<KnownOutput>> before(String stepId) {
        Node node = slots.step(stepId);
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(node.index < 0 ? List.of() : of(new StepOrder(nodes).mayHaveRun(node)));
    }

    private List<KnownOutput> of(List<Node> steps) {
        return Stream.concat(triggers.stream(), steps.stream())
                .filter(this::isReadable)
                .flatMap(node -> outputs(node).stream().map(output -> known(node, output)))
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // of two steps with one id, references mean the first
    private boolean isReadable(Node node) {
        return !node.disabled && slots.step(node.step.id()) == node;
    }

    private static KnownOutput known(Node node, Output output) {
        return new KnownOutput(node.step.id(), node.index, node.descriptor(), output);
    }

    private List<Output> outputs(Node node) {
        if (node.is(Construct.FOR_EACH)) {
            return node.outputs().stream()
                    .map(output -> output.id().equals("item") ? output.typed(itemType(node)) : output)
                    .toList();
        }
        if (node.is(Construct.CALL_WORKFLOW)) {
            List<Output> outputs = new ArrayList<>(node.outputs());
            outputs.addAll(ofCall(node));
            return outputs;
        }
        return node.outputs();
    }

    // ---------------------------------------------------------------- items of a for_each

    private ValueType itemType(Node forEach) {
        Written list = forEach.parameter("input_list");
        if (list == null) {
            return ValueType.ANY;
        }
        if (list.isConstant()) {
            return elementType(list.constant());
        }
        return list.pureReference() instanceof Reference.StepOutput reference ? elementType(reference) : ValueType.ANY;
    }

    private ValueType elementType(Reference.StepOutput reference) {
        Node source = slots.step(reference.stepId());
        Output output = source == null ? null : source.output(reference.output());
        if (source == null || output == null) {
            return ValueType.ANY;
        }
        if (source.is(Construct.CREATE_VARIABLE) && reference.path().isEmpty()) {
            Written value = source.parameter("value");
            if (value != null && value.isConstant() && value.constant() instanceof List<?> list) {
                return elementType(list);
            }
        }
        return switch (reference.path().typeFrom(output.type())) {
            case ANY, NULL, LIST -> ValueType.ANY;
            default -> ValueType.STRING;
        };
    }

    /** The type that all elements have; what is no list is gone through by characters. */
    private static ValueType elementType(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return ValueType.STRING;
        }
        List<ValueType> types = list.stream().map(ValueType::of).distinct().toList();
        return types.size() == 1 ? types.get(0) : ValueType.ANY;
    }

    // ---------------------------------------------------------------- variables of a called workflow

    private List<Output> ofCall(Node call) {
        Written target = call.parameter("workflow_id");
        return target != null && target.value() instanceof String workflowId
                ? ofCalls.computeIfAbsent(workflowId, this::createdBy)
                : List.of();
    }

    private List<Output> createdBy(String workflowId) {
        Map<String, Output> created = new LinkedHashMap<>();
        workflows.apply(workflowId).map(Workflow::steps).orElse(List.of()).forEach(step -> {
            Output output = created(step);
            if (output != null) {
                created.merge(output.id(), output, KnownOutputs::either);
            }
        });
        return List.copyOf(created.values());
    }

    /** The output for a variable that a step of a called workflow creates; null if it creates none that has a name. */
    private @Nullable Output created(Step step) {
        Node node = new Node(0, step, catalogue.find(step.moduleId()).orElse(null));
        String name = VariableCheck.nameOf(node);
        boolean creates = node.descriptor().input("variableName").isPresent() && !node.disabled;
        // a dot would end the output's id
        if (!creates || name.isEmpty() || name.contains(".")) {
            return null;
        }
        List<Output> outputs = node.outputs();
        ValueType type = outputs.isEmpty() ? ValueType.ANY : outputs.get(0).type();
        return Output.of("var_" + name, type).label("变量 " + name, "Variable " + name);
    }

    private static Output either(Output first, Output second) {
        return first.type() == second.type() ? first : first.typed(ValueType.ANY);
    }
}
