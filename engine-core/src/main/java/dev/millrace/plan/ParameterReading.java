package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.INVALID_EXPRESSION;
import static dev.millrace.workflow.ProblemCode.INVALID_PARAMETER;
import static dev.millrace.workflow.ProblemCode.MISSING_PARAMETER;
import static dev.millrace.workflow.ProblemCode.UNKNOWN_PARAMETER;

import dev.millrace.module.Input;
import dev.millrace.module.ParameterCheck;
import dev.millrace.template.Expression;
import dev.millrace.template.OpenExpression;
import dev.millrace.template.SyntaxException;
import dev.millrace.template.Template;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads each step's parameters by its module's inputs and reports what is missing or cannot be meant. */
final class ParameterReading {
    private static final Set<String> RESERVED = Set.of("variableName", "show_advanced");

    private final Findings findings;

    ParameterReading(Findings findings) {
        this.findings = findings;
    }

    void run(List<Node> nodes) {
        for (Node node : nodes) {
            run(node);
        }
    }

    private void run(Node node) {
        if (node.disabled || node.entry == null) {
            return;
        }
        Map<String, @Nullable Object> parameters = node.step.parameters();
        Set<String> used = new HashSet<>();
        for (Input input : node.descriptor().inputs()) {
            String key = keyOf(input, parameters);
            if (key == null) {
                reportMissing(node, input, parameters);
                continue;
            }
            used.add(key);
            Object value = parameters.get(key);
            if (value != null) {
                read(node, input, key, value);
            }
        }
        reportUnknown(node, parameters, used);
        runChecks(node);
    }

    /** The parameter that means this input; null if it is absent. */
    static @Nullable String keyOf(Input input, Map<String, @Nullable Object> parameters) {
        if (parameters.get(input.id()) != null) {
            return input.id();
        }
        for (String alias : input.aliases()) {
            if (parameters.get(alias) != null) {
                return alias;
            }
        }
        return null;
    }

    private void reportMissing(Node node, Input input, Map<String, @Nullable Object> parameters) {
        String other = input.requiredUnless();
        if (!input.isRequired() || other != null && parameters.get(other) != null) {
            return;
        }
        findings.error(
                MISSING_PARAMETER,
                node,
                "parameters." + input.id(),
                node.step.moduleId() + " needs the parameter " + input.id(),
                other == null ? "add it" : "add it, or " + other);
    }

    private void read(Node node, Input input, String key, Object value) {
        switch (input.syntax()) {
            case LITERAL -> add(node, Written.literal(input, key, value));
            case TEMPLATE -> add(node, new Written(input, key, value, Template.parse(value), null));
            case EXPRESSION -> readExpression(node, input, key, value);
            case OPEN_EXPRESSION -> readOpenExpression(node, input, key, value);
        }
    }

    private void readExpression(Node node, Input input, String key, Object value) {
        if (!(value instanceof String text)) {
            add(node, Written.literal(input, key, value));
            return;
        }
        try {
            add(node, new Written(input, key, value, null, Expression.parse(text)));
        } catch (SyntaxException e) {
            reportSyntax(node, key, text, e);
        }
    }

    private void readOpenExpression(Node node, Input input, String key, Object value) {
        if (!(value instanceof String text)) {
            add(node, new Written(input, key, value, null, OpenExpression.of(value, input.openNames())));
            return;
        }
        if (text.isBlank() && !input.isRequired()) {
            return; // an editor leaves a field empty that it does not show
        }
        try {
            add(node, new Written(input, key, value, null, OpenExpression.parse(text, input.openNames())));
        } catch (SyntaxException e) {
            reportSyntax(node, key, text, e);
        }
    }

    private void reportSyntax(Node node, String key, String text, SyntaxException e) {
        findings.error(
                INVALID_EXPRESSION,
                node,
                "parameters." + key,
                "the expression " + Excerpt.quoted(text) + " cannot be read at column " + e.column() + ": "
                        + e.getMessage(),
                e.fix());
    }

    private void add(Node node, Written written) {
        node.parameters.add(written);
        if (written.isConstant()) {
            new LiteralCheck(node, written, findings).run();
        }
    }

    private static List<String> inputIds(Node node) {
        return node.descriptor().inputs().stream().map(Input::id).toList();
    }

    private void reportUnknown(Node node, Map<String, @Nullable Object> parameters, Set<String> used) {
        for (String key : parameters.keySet()) {
            if (used.contains(key) || key.startsWith("__") || RESERVED.contains(key)) {
                continue;
            }
            String nearest = NearestName.of(key, inputIds(node));
            if (nearest != null && !used.contains(nearest)) {
                findings.warning(
                        UNKNOWN_PARAMETER,
                        node,
                        "parameters." + key,
                        node.step.moduleId() + " has no parameter " + Excerpt.quoted(key),
                        "write " + nearest);
            }
        }
    }

    private void runChecks(Node node) {
        StepParameters view = new StepParameters(node);
        for (ParameterCheck check : node.descriptor().checks()) {
            check.check(view, new ParameterCheck.Findings() {
                @Override
                public void error(String input, String message, String fix) {
                    findings.error(INVALID_PARAMETER, node, "parameters." + input, message, fix);
                }

                @Override
                public void warning(String input, String message, String fix) {
                    findings.warning(INVALID_PARAMETER, node, "parameters." + input, message, fix);
                }
            });
        }
    }
}
