package dev.millrace;

import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A sound workflow grown from a list of numbers: every block, bounded loops and jumps, failing steps with every policy.
 * The same numbers give the same workflow, fewer and smaller numbers a simpler one, so that a counterexample shrinks.
 *
 * <p>It ends, whatever happens: rounds and backward jumps are counted in variables. Steps of branches never wait, so that
 * branches run one after another and their notes have one order.
 */
final class RandomWorkflow {
    /** What the grown workflows call: fails for a small {@code b}, and where {@code x} has a value already. */
    static final Workflow CALLED = Listing.builder("""
                    note 'called with [[a]] [[x]]'
                    set_variable {variable: '[[a]]', newValue: 9}
                    output {value: 'not the output of the caller'}
                    if_condition {input1: '[[b]]', operator: 'number_lt', value1: 2}
                      throw {content: 'small', code: 2100}
                    endif
                    create_variable {type: 'number', value: '[[b]]', variableName: 'x'}
                    return {value: '[[a]]-[[x]]'}
                    """).id("called").build();

    private static final int MAX_STEPS = 40;
    private static final int MAX_DEPTH = 4;
    private static final Set<String> NO_TARGETS = Set.of(
            "else",
            "else_if",
            "endif",
            "end_loop",
            "end_for_each",
            "end_while",
            "branch",
            "end_parallel",
            "catch",
            "finally",
            "end_try");

    private final List<Integer> choices;
    private int used;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private final Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
    private final List<String> jumps = new ArrayList<>();
    private int loops;

    /** Where a step grows. */
    private record Soil(int depth, boolean mayBreak, boolean mayContinue, boolean inBranch) {
        Soil loop() {
            return new Soil(depth + 1, true, true, inBranch);
        }

        Soil round() {
            return new Soil(depth + 1, false, true, true);
        }

        Soil branch() {
            return new Soil(depth + 1, false, false, true);
        }

        Soil part() {
            return new Soil(depth + 1, mayBreak, mayContinue, inBranch);
        }
    }

    private RandomWorkflow(List<Integer> choices) {
        this.choices = choices;
        inputs.put("a", 1L);
        inputs.put("b", 3L);
        inputs.put("empty", null);
        block(new Soil(0, false, false, false));
        jumps.forEach(variable -> inputs.put(variable, target()));
    }

    static Arbitrary<RandomWorkflow> any() {
        return Arbitraries.integers()
                .between(0, 999)
                .list()
                .ofMaxSize(250)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(RandomWorkflow::new);
    }

    /** It may run any number of times at once. */
    Workflow workflow() {
        return Workflow.builder("random")
                .id("random")
                .steps(steps)
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .build();
    }

    List<Step> steps() {
        return steps;
    }

    /** The named variables to start it with. */
    Map<String, @Nullable Object> inputs() {
        return inputs;
    }

    /** True if parts of it run side by side. */
    boolean forks() {
        return hasRoundsSideBySide()
                || steps.stream().anyMatch(step -> step.moduleId().equals("parallel"));
    }

    boolean hasRoundsSideBySide() {
        return steps.stream().anyMatch(step -> step.parameters().containsKey("maxConcurrency"));
    }

    @Override
    public String toString() {
        return inputs + "\n"
                + steps.stream()
                        .map(step -> (step.disabled() ? "disabled " : "") + step.id() + ": " + step.moduleId() + " "
                                + step.parameters())
                        .collect(Collectors.joining("\n"));
    }

    private int choose(int bound) {
        return used < choices.size() ? choices.get(used++) % bound : 0;
    }

    private void block(Soil soil) {
        for (int left = 1 + choose(4); left > 0 && steps.size() < MAX_STEPS; left--) {
            element(soil);
        }
    }

    private void element(Soil soil) {
        boolean deep = soil.depth() >= MAX_DEPTH;
        switch (choose(deep ? 13 : 23)) {
            case 1 -> refer(add("give", Map.of("value", value())), "value");
            case 2 -> add("set_variable", policy(soil, Map.of("variable", "[[" + name() + "]]", "newValue", value())));
            case 3 -> create(soil);
            case 4 -> fail(soil);
            case 5 -> add("throw", policy(soil, Map.of("content", "thrown", "code", 2000 + choose(3))));
            case 6 -> add("output", Map.of("value", value()));
            case 7 -> exit(soil);
            case 8 -> jump(soil);
            case 9 -> end();
            case 10 -> add("comment", Map.of());
            case 11 -> disabled();
            case 12 -> call(soil);
            case 13, 14 -> choice(soil);
            case 15, 16 -> loop(soil);
            case 17 -> forEach(soil);
            case 18 -> whileLoop(soil);
            case 19, 20 -> attempt(soil);
            case 21 -> parallel(soil);
            case 22 -> rounds(soil);
            default -> refer(add("note", Map.of("text", "n" + steps.size() + " " + value())), "text");
        }
    }

    private String add(String moduleId, Map<String, Object> parameters) {
        String id = "s" + (steps.size() + 1);
        steps.add(Step.of(id, moduleId, parameters));
        return id;
    }

    private void refer(String id, String output) {
        references.add("{{" + id + "." + output + "}}");
    }

    private Object value() {
        return switch (choose(7)) {
            case 1 -> "[[" + name() + "]]";
            case 2 -> references.isEmpty() ? "none" : references.get(choose(references.size()));
            case 3 -> "[[" + name() + "]]-" + (references.isEmpty() ? "" : references.get(choose(references.size())));
            case 4 -> List.of(1L, "[[a]]");
            case 5 -> "[[a]] and [[b]]";
            default -> (long) choose(4);
        };
    }

    private String name() {
        return List.of("a", "b", "x", "y", "empty").get(choose(5));
    }

    private Map<String, Object> policy(Soil soil, Map<String, Object> parameters) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        int choice = choose(4);
        if (choice == 1) {
            all.put("__error_policy", "SKIP");
        } else if (choice == 2 && !soil.inBranch()) {
            all.put("__error_policy", "RETRY");
            all.put("__retry_count", choose(3));
            all.put("__retry_interval", 0);
        }
        return all;
    }

    private void referIfSkipped(String id) {
        if ("SKIP".equals(steps.get(steps.size() - 1).parameters().get("__error_policy"))) {
            refer(id, "success");
        }
    }

    private void create(Soil soil) {
        String type = List.of("number", "string", "list").get(choose(3));
        refer(
                add("create_variable", policy(soil, Map.of("type", type, "value", value(), "variableName", name()))),
                "variable");
    }

    private void fail(Soil soil) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("times", choose(3), "text", "failed"));
        if (choose(2) == 1) {
            parameters.put("partial", value());
        }
        String id = add("fail", policy(soil, parameters));
        referIfSkipped(id);
        refer(id, "runs");
    }

    private void call(Soil soil) {
        Map<String, Object> parameters = new LinkedHashMap<>(Map.of("workflow_id", CALLED.id()));
        if (choose(2) == 1) {
            parameters.put("inputs", Map.of("b", value(), "given", value()));
        }
        String id = add("call_workflow", policy(soil, parameters));
        refer(id, "result");
        refer(id, "var_x");
    }

    private void exit(Soil soil) {
        if (soil.mayBreak() && choose(2) == 1) {
            add("break", Map.of());
        } else if (soil.mayContinue()) {
            add("continue", Map.of());
        }
    }

    /** Jumps at most twice, anywhere; whether that is allowed shows when it is reached. */
    private void jump(Soil soil) {
        String target = "t" + jumps.size();
        String count = "j" + jumps.size();
        jumps.add(target);
        inputs.put(count, 0L);
        add("set_variable", Map.of("variable", "[[" + count + "]]", "expression", "[[" + count + "]] + 1"));
        add("if_condition", below("[[" + count + "]]", 3));
        add("jump", policy(soil, Map.of("target_step_index", "[[" + target + "]]")));
        add("endif", Map.of());
    }

    private Object target() {
        for (int i = choose(steps.size() + 1); i > 0; i--) {
            if (!NO_TARGETS.contains(steps.get(i - 1).moduleId())) {
                return (long) i;
            }
        }
        return 0L;
    }

    private void end() {
        if (choose(2) == 1) {
            add("stop_workflow", Map.of());
        } else {
            add("return", Map.of("value", value()));
        }
    }

    private void disabled() {
        steps.add(Step.of("s" + (steps.size() + 1), "loop", Map.of("count", 2)).disable());
        add("note", Map.of("text", "never"));
        add("end_loop", Map.of());
    }

    private static Map<String, Object> below(Object input, long bound) {
        return Map.of("input1", input, "operator", "number_lt", "value1", bound);
    }

    private void choice(Soil soil) {
        String id = add("if_condition", below(value(), choose(4)));
        refer(id, "result");
        block(soil.part());
        if (choose(3) == 1) {
            add("else_if", below(value(), choose(4)));
            block(soil.part());
        }
        if (choose(2) == 1) {
            add("else", Map.of());
            block(soil.part());
        }
        add("endif", Map.of());
    }

    private void loop(Soil soil) {
        Object count = choose(4) == 1 ? "[[" + name() + "]]" : (Object) (1 + choose(3));
        String id = add("loop", policy(soil, Map.of("count", count)));
        refer(id, "loop_index");
        block(soil.loop());
        add("end_loop", Map.of());
    }

    private void forEach(Soil soil) {
        Object items = choose(3) == 1 ? "[[" + name() + "]]" : (Object) List.of("p", "q");
        refer(add("for_each", Map.of("input_list", items)), "item");
        block(soil.loop());
        add("end_for_each", Map.of());
    }

    private void rounds(Soil soil) {
        Object items = choose(3) == 1 ? "[[" + name() + "]]" : (Object) List.of("p", "q", "r");
        refer(add("for_each", policy(soil, Map.of("input_list", items, "maxConcurrency", 2 + choose(2)))), "index");
        block(soil.round());
        add("end_for_each", Map.of());
    }

    private void whileLoop(Soil soil) {
        String count = "w" + loops++;
        inputs.put(count, 0L);
        add("while", below("[[" + count + "]]", 1 + choose(3)));
        add("set_variable", Map.of("variable", "[[" + count + "]]", "expression", "[[" + count + "]] + 1"));
        block(soil.loop());
        add("end_while", Map.of());
    }

    private void attempt(Soil soil) {
        add("try", Map.of());
        block(soil.part());
        int parts = choose(3);
        if (parts != 1) {
            refer(add("catch", Map.of()), "step_id");
            block(soil.part());
        }
        if (parts != 0) {
            add("finally", Map.of());
            block(soil.part());
        }
        add("end_try", Map.of());
    }

    private void parallel(Soil soil) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (choose(2) == 1) {
            parameters.put("onBranchError", "ignore");
        }
        String id = add("parallel", policy(soil, parameters));
        referIfSkipped(id);
        for (int left = 1 + choose(3); left > 0; left--) {
            add("branch", Map.of("name", "branch" + left));
            block(soil.branch());
        }
        refer(add("end_parallel", Map.of()), "completed");
    }
}
