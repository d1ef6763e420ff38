package dev.millrace.plan;

import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The problems that the passes find in one workflow. */
final class Findings {
    private static final int MAX_PROBLEMS = 1_000;
    private static final int MAX_SUGGESTIONS = 100;
    private static final int MAX_CHOICES = 20;

    private final Workflow workflow;
    private final List<Problem> problems = new ArrayList<>();
    private int errors;
    private int suggestions;

    Findings(Workflow workflow) {
        this.workflow = workflow;
    }

    void error(ProblemCode code, Node node, String path, String message, String fix) {
        add(Problem.error(code, place(node, path), message, fix));
    }

    void warning(ProblemCode code, Node node, String path, String message, String fix) {
        add(Problem.warning(code, place(node, path), message, fix));
    }

    /** An error, or a warning where the step goes on whatever happens. */
    void errorUnless(boolean harmless, ProblemCode code, Node node, String path, String message, String fix) {
        if (harmless) {
            warning(code, node, path, message, fix);
        } else {
            error(code, node, path, message, fix);
        }
    }

    void error(ProblemCode code, String path, String message, String fix) {
        add(Problem.error(code, Place.workflow(workflow.name(), path), message, fix));
    }

    void add(Problem problem) {
        errors += problem.isError() ? 1 : 0;
        if (problems.size() < MAX_PROBLEMS || problem.isError() && problems.size() < 2 * MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    boolean hasErrors() {
        return errors > 0;
    }

    int errors() {
        return errors;
    }

    /** All problems, in the order of the steps. */
    List<Problem> all() {
        if (problems.size() > 1) {
            problems.sort(Comparator.comparingInt(problem -> problem.place().stepIndex()));
        }
        return List.copyOf(problems);
    }

    private Place place(Node node, String path) {
        return new Place(workflow.name(), node.step.id(), node.index, path);
    }

    /** The name that was probably meant; null if none is near, and after 100 calls: each costs as much as all names. */
    @Nullable
    String nearest(String typed, Collection<String> names) {
        suggestions++;
        String nearest = suggestions <= MAX_SUGGESTIONS ? NearestName.of(typed, names) : null;
        return nearest == null ? null : Excerpt.of(nearest);
    }

    /** The first twenty of these names. */
    static String choices(Collection<String> names) {
        String shown = names.stream().limit(MAX_CHOICES).map(Excerpt::of).collect(Collectors.joining(", "));
        return names.size() > MAX_CHOICES ? shown + ", …" : shown;
    }
}
