package dev.millrace;

import dev.millrace.value.NumberForm;
import dev.millrace.value.TextForm;
import dev.millrace.workflow.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language as its specification tells it, without any compiling: walks the list of steps, looks for the parts of
 * blocks when it needs them, and recurses into bodies. Knows what {@link RandomWorkflow} grows, and nothing more.
 */
final class NaiveInterpreter {
    private static final int MAX_STEPS = 20_000;
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{(?<step>\\w+)\\.(?<output>\\w+)}}|\\[\\[(?<name>\\w+)]]");
    private static final Map<String, String> ENDS = Map.of(
            "if_condition", "endif",
            "loop", "end_loop",
            "for_each", "end_for_each",
            "while", "end_while",
            "parallel", "end_parallel",
            "try", "end_try");
    private static final Set<String> MIDDLES = Set.of("else_if", "else", "branch", "catch", "finally");
    private static final Map<String, List<String>> DECLARED = Map.of(
            "loop", List.of("loop_index", "loop_total"),
            "for_each", List.of("item", "index"),
            "fail", List.of("runs", "partial", "other"),
            "call_workflow", List.of("result"),
            "create_variable", List.of("variable"));

    /** What follows a step. */
    private sealed interface Outcome {}

    private record Next(int pc) implements Outcome {}

    private record Jump(int target) implements Outcome {}

    private record Break() implements Outcome {}

    private record Continue() implements Outcome {}

    private record End(@Nullable Object value) implements Outcome {}

    /** The step itself failed; its policy has still to be asked. */
    private record Failed(Error error, Map<String, @Nullable Object> partial) implements Outcome {}

    /** A failure on its way to a handler. */
    private record Raised(Error error) implements Outcome {}

    record Error(String stepId, int index, int code) {}

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What one branch sees and changes. */
    private static final class Scope {
        final Map<String, Map<String, @Nullable Object>> outputs;
        final Map<String, @Nullable Object> variables;
        final Map<String, String> makers;
        final Set<String> written = new HashSet<>();

        Scope(
                Map<String, Map<String, @Nullable Object>> outputs,
                Map<String, @Nullable Object> variables,
                Map<String, String> makers) {
            this.outputs = new LinkedHashMap<>(outputs);
            this.variables = new LinkedHashMap<>(variables);
            this.makers = new HashMap<>(makers);
        }

        Scope branch() {
            return new Scope(outputs, variables, makers);
        }

        void set(String name, @Nullable Object value) {
            variables.put(name, value);
            written.add(name);
        }

        /** Takes over what a branch changed since {@code fork}. */
        void merge(Scope branch, Scope fork, boolean withVariables) {
            branch.outputs.forEach((id, values) -> {
                if (fork.outputs.get(id) != values) {
                    outputs.put(id, values);
                }
            });
            if (withVariables) {
                for (String name : branch.written) {
                    set(name, branch.variables.get(name));
                    String maker = branch.makers.get(name);
                    if (maker != null) {
                        makers.put(name, maker);
                    }
                }
            }
        }
    }

    private final List<Step> steps;
    private final Scope top;
    private int count;

    final List<String> trace = new ArrayList<>();
    String status = "completed";

    @Nullable
    Error error;

    @Nullable
    Object output;

    @Nullable
    Object returned;

    NaiveInterpreter(List<Step> steps, Map<String, @Nullable Object> inputs) {
        this.steps = steps;
        this.top = new Scope(Map.of(), inputs, Map.of());
    }

    Map<String, @Nullable Object> variables() {
        return top.variables;
    }

    Map<String, Map<String, @Nullable Object>> outputs() {
        return top.outputs;
    }

    /** Runs the steps once; false if they are too many to be worth comparing. */
    boolean ends() {
        try {
            end(walk(0, steps.size(), top));
            return true;
        } catch (TooLong e) {
            return false;
        }
    }

    private void end(Outcome outcome) {
        if (outcome instanceof Raised raised) {
            status = "failed";
            error = raised.error();
        } else if (outcome instanceof End end) {
            returned = end.value();
        }
    }

    /** Runs the steps of one body; a jump that stays inside goes on here, any other outcome ends the body. */
    private Outcome walk(int from, int to, Scope scope) {
        int pc = from;
        while (pc < to) {
            Outcome outcome = withPolicy(pc, scope);
            if (outcome instanceof Next next) {
                pc = next.pc();
            } else if (outcome instanceof Jump jump && jump.target() >= from && jump.target() < to) {
                pc = jump.target();
            } else {
                return outcome;
            }
        }
        return new Next(to);
    }

    private Outcome withPolicy(int pc, Scope scope) {
        Step step = steps.get(pc);
        Object policy = step.parameters().get("__error_policy");
        int retries = "RETRY".equals(policy)
                ? ((Number) Objects.requireNonNull(step.parameters().get("__retry_count"))).intValue()
                : 0;
        Outcome outcome = carryOut(pc, scope, 1);
        for (int attempt = 2; outcome instanceof Failed && attempt <= retries + 1; attempt++) {
            outcome = carryOut(pc, scope, attempt);
        }
        if (!(outcome instanceof Failed failed)) {
            return outcome;
        }
        if (!"SKIP".equals(policy)) {
            return new Raised(failed.error());
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>(failed.partial());
        DECLARED.getOrDefault(step.moduleId(), List.of()).forEach(name -> values.putIfAbsent(name, null));
        values.put("error", "any");
        values.put("success", false);
        scope.outputs.put(step.id(), values);
        return new Next(ENDS.containsKey(step.moduleId()) ? end(pc) + 1 : pc + 1);
    }

    private Outcome carryOut(int pc, Scope scope, int attempt) {
        if (++count > MAX_STEPS) {
            throw new TooLong();
        }
        Step step = steps.get(pc);
        Outcome next = new Next(pc + 1);
        if (step.disabled()) {
            return new Next(end(pc) + 1);
        }
        switch (step.moduleId()) {
            case "note" -> {
                String text = TextForm.of(parameter(step, "text", scope));
                trace.add(text);
                store(scope, step, "text", text);
            }
            case "give" -> store(scope, step, "value", parameter(step, "value", scope));
            case "output" -> output = parameter(step, "value", scope);
            case "set_variable" -> {
                return setVariable(pc, step, scope);
            }
            case "create_variable" -> {
                return createVariable(pc, step, scope);
            }
            case "fail" -> {
                return fail(pc, step, scope, attempt);
            }
            case "throw" -> {
                return failed(
                        pc, number(Objects.requireNonNull(step.parameters().get("code"))));
            }
            case "if_condition" -> {
                return choose(pc, step, scope);
            }
            case "else", "else_if" -> {
                return new Next(end(startOf(pc)));
            }
            case "loop" -> {
                return loop(pc, step, scope);
            }
            case "for_each" -> {
                List<?> items = items(parameter(step, "input_list", scope));
                return step.parameters().containsKey("maxConcurrency")
                        ? rounds(pc, step, items, scope)
                        : forEach(pc, step, items, scope);
            }
            case "while" -> {
                return whileLoop(pc, step, scope);
            }
            case "try" -> {
                return attempt(pc, scope);
            }
            case "parallel" -> {
                return parallel(pc, step, scope);
            }
            case "break" -> {
                return new Break();
            }
            case "continue" -> {
                return new Continue();
            }
            case "jump" -> {
                return jump(pc, step, scope);
            }
            case "call_workflow" -> {
                return call(pc, step, scope);
            }
            case "stop_workflow" -> {
                return new End(null);
            }
            case "return" -> {
                return new End(parameter(step, "value", scope));
            }
            default -> {}
        }
        return next;
    }

    private Failed failed(int pc, int code) {
        return new Failed(new Error(steps.get(pc).id(), pc, code), Map.of());
    }

    private static void store(Scope scope, Step step, String output, @Nullable Object value) {
        scope.outputs.put(step.id(), Collections.singletonMap(output, value));
    }

    // ---------------------------------------------------------------- plain steps

    private Outcome setVariable(int pc, Step step, Scope scope) {
        String written = (String) Objects.requireNonNull(step.parameters().get("variable"));
        String name = written.substring(2, written.length() - 2);
        Object old = scope.variables.get(name);
        if (old == null) {
            return failed(pc, 0);
        }
        boolean counts = step.parameters().containsKey("expression");
        scope.set(name, counts ? (Object) ((Long) old + 1) : parameter(step, "newValue", scope));
        return new Next(pc + 1);
    }

    private Outcome createVariable(int pc, Step step, Scope scope) {
        String name = (String) Objects.requireNonNull(step.parameters().get("variableName"));
        Object value = parameter(step, "value", scope);
        Object made = switch ((String) Objects.requireNonNull(step.parameters().get("type"))) {
            case "number" -> NumberForm.of(value) == null ? (Object) 0L : NumberForm.of(value);
            case "list" -> value instanceof List ? value : List.of();
            default -> value == null ? null : TextForm.of(value);
        };
        if (scope.variables.get(name) != null && !step.id().equals(scope.makers.get(name))) {
            return failed(pc, 0);
        }
        scope.set(name, made);
        scope.makers.put(name, step.id());
        store(scope, step, "variable", made);
        return new Next(pc + 1);
    }

    private Outcome fail(int pc, Step step, Scope scope, int attempt) {
        trace.add("try " + attempt);
        if (attempt > number(Objects.requireNonNull(step.parameters().get("times")))) {
            store(scope, step, "runs", (long) attempt);
            return new Next(pc + 1);
        }
        Object partial = parameter(step, "partial", scope);
        Map<String, @Nullable Object> outputs = partial == null ? Map.of() : Map.of("partial", partial);
        return new Failed(new Error(step.id(), pc, 0), outputs);
    }

    private Outcome jump(int pc, Step step, Scope scope) {
        int target = number(Objects.requireNonNull(parameter(step, "target_step_index", scope))) - 1;
        return target >= 0
                        && bodiesAround(pc).containsAll(bodiesAround(target))
                        && branchAround(pc) == branchAround(target)
                ? new Jump(target)
                : failed(pc, 0);
    }

    private Outcome call(int pc, Step step, Scope scope) {
        Map<String, @Nullable Object> given = new LinkedHashMap<>(scope.variables);
        if (parameter(step, "inputs", scope) instanceof Map<?, ?> inputs) {
            inputs.forEach((name, value) -> given.put((String) name, value));
        }
        NaiveInterpreter called = new NaiveInterpreter(RandomWorkflow.CALLED.steps(), given);
        Outcome outcome = called.walk(0, called.steps.size(), called.top);
        trace.addAll(called.trace);
        if (outcome instanceof Raised raised) {
            return failed(pc, raised.error().code());
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("result", outcome instanceof End end ? end.value() : null);
        called.top.variables.forEach((name, value) -> outputs.put("var_" + name, value));
        scope.outputs.put(step.id(), outputs);
        return new Next(pc + 1);
    }

    // ---------------------------------------------------------------- blocks

    private Outcome choose(int pc, Step step, Scope scope) {
        boolean holds = holds(step, scope);
        store(scope, step, "result", holds);
        List<Integer> parts = parts(startOf(pc));
        int other = parts.get(parts.indexOf(pc) + 1);
        if (holds) {
            return new Next(pc + 1);
        }
        return switch (steps.get(other).moduleId()) {
            case "else_if" -> choose(other, steps.get(other), scope);
            case "else" -> new Next(other + 1);
            default -> new Next(other);
        };
    }

    private boolean holds(Step step, Scope scope) {
        Number left = NumberForm.of(parameter(step, "input1", scope));
        return left != null
                && left.doubleValue()
                        < number(Objects.requireNonNull(step.parameters().get("value1")));
    }

    private Outcome loop(int pc, Step step, Scope scope) {
        Object written = parameter(step, "count", scope);
        long total = written instanceof Number given
                ? given.longValue()
                : written instanceof String text && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        if (total <= 0) {
            return failed(pc, 0);
        }
        for (long round = 1; round <= total; round++) {
            scope.outputs.put(step.id(), Map.of("loop_index", round, "loop_total", total));
            Outcome outcome = walk(pc + 1, end(pc), scope);
            if (outcome instanceof Break) {
                break;
            }
            if (!(outcome instanceof Next || outcome instanceof Continue)) {
                return outcome;
            }
        }
        return new Next(end(pc) + 1);
    }

    private static List<?> items(@Nullable Object value) {
        return value instanceof List<?> list
                ? list
                : TextForm.of(value).codePoints().mapToObj(Character::toString).toList();
    }

    private static Map<String, @Nullable Object> round(@Nullable Object item, long index) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("item", item);
        outputs.put("index", index);
        return outputs;
    }

    private Outcome forEach(int pc, Step step, List<?> items, Scope scope) {
        for (int i = 0; i < items.size(); i++) {
            scope.outputs.put(step.id(), round(items.get(i), i + 1));
            Outcome outcome = walk(pc + 1, end(pc), scope);
            if (outcome instanceof Break) {
                break;
            }
            if (!(outcome instanceof Next || outcome instanceof Continue)) {
                return outcome;
            }
        }
        return new Next(end(pc) + 1);
    }

    private Outcome rounds(int pc, Step step, List<?> items, Scope scope) {
        Scope fork = scope.branch();
        for (int i = 0; i < items.size(); i++) {
            Scope round = fork.branch();
            round.outputs.put(step.id(), round(items.get(i), i + 1));
            Outcome outcome = walk(pc + 1, end(pc), round);
            scope.merge(round, fork, !(outcome instanceof Raised));
            if (outcome instanceof Raised raised) {
                return new Failed(raised.error(), Map.of());
            }
            if (outcome instanceof End) {
                return outcome;
            }
        }
        return new Next(end(pc) + 1);
    }

    private Outcome whileLoop(int pc, Step step, Scope scope) {
        while (holds(step, scope)) {
            store(scope, step, "result", true);
            Outcome outcome = walk(pc + 1, end(pc), scope);
            if (outcome instanceof Break) {
                break;
            }
            if (!(outcome instanceof Next || outcome instanceof Continue)) {
                return outcome;
            }
        }
        return new Next(end(pc) + 1);
    }

    private Outcome attempt(int pc, Scope scope) {
        List<Integer> parts = parts(pc);
        Outcome outcome = walk(pc + 1, parts.get(1), scope);
        for (int i = 1; i < parts.size() - 1; i++) {
            Step part = steps.get(parts.get(i));
            int after = parts.get(i + 1);
            if (part.moduleId().equals("catch") && outcome instanceof Raised raised) {
                scope.outputs.put(
                        part.id(),
                        Map.of(
                                "error",
                                "any",
                                "title",
                                "any",
                                "step_id",
                                raised.error().stepId(),
                                "step_index",
                                (long) raised.error().index(),
                                "code",
                                (long) raised.error().code()));
                outcome = walk(parts.get(i) + 1, after, scope);
            } else if (part.moduleId().equals("finally")) {
                Outcome last = walk(parts.get(i) + 1, after, scope);
                outcome = last instanceof Next ? outcome : last;
            }
        }
        return outcome instanceof Next ? new Next(end(pc) + 1) : outcome;
    }

    private Outcome parallel(int pc, Step step, Scope scope) {
        boolean ignores = "ignore".equals(step.parameters().get("onBranchError"));
        List<Integer> parts = parts(pc);
        Scope fork = scope.branch();
        List<String> completed = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (int i = 1; i < parts.size() - 1; i++) {
            String name = (String)
                    Objects.requireNonNull(steps.get(parts.get(i)).parameters().get("name"));
            Scope branch = fork.branch();
            Outcome outcome = walk(parts.get(i) + 1, parts.get(i + 1), branch);
            scope.merge(branch, fork, !(outcome instanceof Raised));
            if (outcome instanceof End) {
                return outcome;
            }
            if (outcome instanceof Raised raised && !ignores) {
                return new Failed(raised.error(), Map.of());
            }
            (outcome instanceof Raised ? broken : completed).add(name);
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("winner", completed.isEmpty() ? null : completed.get(0));
        outputs.put("completed", completed);
        outputs.put("failed", broken);
        outputs.put("cancelled", List.of());
        outputs.put("errors", "any");
        scope.outputs.put(steps.get(end(pc)).id(), outputs);
        return new Next(end(pc) + 1);
    }

    // ---------------------------------------------------------------- where things are

    /** A block's start, its middles and its end. */
    private List<Integer> parts(int start) {
        List<Integer> parts = new ArrayList<>(List.of(start));
        int depth = 0;
        for (int i = start + 1; ; i++) {
            String module = steps.get(i).moduleId();
            if (ENDS.containsKey(module)) {
                depth++;
            } else if (ENDS.containsValue(module) && depth-- == 0) {
                parts.add(i);
                return parts;
            } else if (depth == 0 && MIDDLES.contains(module)) {
                parts.add(i);
            }
        }
    }

    private int end(int start) {
        List<Integer> parts = parts(start);
        return parts.get(parts.size() - 1);
    }

    /** The start of the block that a middle belongs to; a start's own position. */
    private int startOf(int part) {
        int start = part;
        while (!ENDS.containsKey(steps.get(start).moduleId()) || !parts(start).contains(part)) {
            start--;
        }
        return start;
    }

    /** The openers of the bodies that a step stands in and that only their block's start may enter. */
    private List<Integer> bodiesAround(int pc) {
        List<Integer> bodies = new ArrayList<>();
        for (int start = 0; start < pc; start++) {
            String module = steps.get(start).moduleId();
            if (ENDS.containsKey(module) && !module.equals("if_condition") && end(start) > pc) {
                int opener = start;
                for (int part : parts(start)) {
                    opener = part < pc ? part : opener;
                }
                bodies.add(opener);
            }
        }
        return bodies;
    }

    /** The opener of the nearest branch or side-by-side round around a step; -1 if there is none. */
    private int branchAround(int pc) {
        int nearest = -1;
        for (int opener : bodiesAround(pc)) {
            Step step = steps.get(opener);
            boolean forks =
                    step.moduleId().equals("branch") || step.parameters().containsKey("maxConcurrency");
            nearest = forks ? opener : nearest;
        }
        return nearest;
    }

    // ---------------------------------------------------------------- values

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    private @Nullable Object parameter(Step step, String name, Scope scope) {
        return resolve(step.parameters().get(name), scope);
    }

    private @Nullable Object resolve(@Nullable Object written, Scope scope) {
        if (written instanceof List<?> list) {
            @Nullable
            Object[] resolved = list.stream().map(item -> resolve(item, scope)).toArray();
            return Collections.unmodifiableList(Arrays.asList(resolved));
        }
        if (written instanceof Map<?, ?> dictionary) {
            Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
            dictionary.forEach((key, value) -> resolved.put((String) key, resolve(value, scope)));
            return resolved;
        }
        if (!(written instanceof String text)) {
            return written;
        }
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return referred(reference, scope);
        }
        StringBuilder resolved = new StringBuilder();
        reference.reset();
        while (reference.find()) {
            Object value = referred(reference, scope);
            reference.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? "" : TextForm.of(value)));
        }
        return reference.appendTail(resolved).toString();
    }

    private static @Nullable Object referred(Matcher reference, Scope scope) {
        String name = reference.group("name");
        return name != null
                ? scope.variables.get(name)
                : scope.outputs.getOrDefault(reference.group("step"), Map.of()).get(reference.group("output"));
    }
}
