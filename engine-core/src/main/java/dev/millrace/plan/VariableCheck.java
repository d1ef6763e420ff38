package dev.millrace.plan;

import static dev.millrace.workflow.ProblemCode.DUPLICATE_VARIABLE;
import static dev.millrace.workflow.ProblemCode.INVALID_PARAMETER;
import static dev.millrace.workflow.ProblemCode.MISSING_PARAMETER;

import dev.millrace.template.Reference;
import dev.millrace.template.Template;
import dev.millrace.value.Excerpt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules about named variables that no single parameter shows (spec vflow-model 6.3, 6.7). */
final class VariableCheck {
    private final List<Node> nodes;
    private final Findings findings;

    VariableCheck(List<Node> nodes, Findings findings) {
        this.nodes = nodes;
        this.findings = findings;
    }

    void run() {
        Map<String, Node> creators = new HashMap<>();
        for (Node node : nodes) {
            if (node.disabled) {
                continue;
            }
            if (node.is(Construct.CREATE_VARIABLE)) {
                checkUnique(node, creators);
            } else if (node.is(Construct.SET_VARIABLE)) {
                checkTarget(node);
            }
        }
    }

    /** Two steps in parts of an if that exclude each other may make the same variable, so this is a warning. */
    private void checkUnique(Node node, Map<String, Node> creators) {
        String name = nameOf(node);
        Node first = name.isEmpty() ? null : creators.putIfAbsent(name, node);
        if (first != null) {
            findings.warning(
                    DUPLICATE_VARIABLE,
                    node,
                    "parameters.variableName",
                    "step " + (first.index + 1) + " makes the variable " + Excerpt.quoted(name)
                            + " already; this step fails if both run",
                    "use set_variable, or another name");
        }
    }

    private void checkTarget(Node node) {
        Object written = node.step.parameters().get("variable");
        if (written != null && variable(written) == null) {
            findings.error(
                    INVALID_PARAMETER,
                    node,
                    "parameters.variable",
                    "variable must name a variable as [[name]], but was " + Excerpt.quoted(written),
                    "write [[" + plainName(written) + "]]");
        }
        Map<String, @Nullable Object> parameters = node.step.parameters();
        if (!parameters.containsKey("newValue") && parameters.get("expression") == null) {
            findings.error(
                    MISSING_PARAMETER,
                    node,
                    "parameters.newValue",
                    node.step.moduleId() + " needs the parameter newValue",
                    "add it, or expression");
        }
    }

    private static String plainName(Object written) {
        return written instanceof String text
                ? Excerpt.of(text.replaceAll("[\\[\\]{}]", "").strip())
                : "name";
    }

    /** The name a create_variable step gives; empty if it gives none. */
    static String nameOf(Node node) {
        return node.step.parameters().get("variableName") instanceof String name ? name.strip() : "";
    }

    /** The name in a parameter that must be {@code [[name]]}; null if it is anything else. */
    static @Nullable String variable(Object written) {
        return Template.parse(written).pureReference() instanceof Reference.Variable variable
                        && variable.path().isEmpty()
                ? variable.name()
                : null;
    }
}
