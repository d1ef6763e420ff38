package dev.millrace.http.editor.transfer;

import dev.millrace.module.ModuleCatalogue;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of each file and workflow of an import. */
final class ImportReport {
    private static final int MAX_WARNINGS = 100;

    private final List<Map<String, @Nullable Object>> imported = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> skipped = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> errors = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> warnings = new ArrayList<>();

    void imported(Workflow workflow, ModuleCatalogue modules) {
        imported.add(row("workflowId", workflow.id(), "name", workflow.name()));
        Stream.concat(workflow.triggers().stream(), workflow.steps().stream())
                .filter(step -> !isAvailable(step, modules))
                .limit(MAX_WARNINGS - warnings.size())
                .forEach(step -> warnings.add(warning(workflow, step, modules)));
    }

    private static boolean isAvailable(Step step, ModuleCatalogue modules) {
        return modules.find(step.moduleId())
                .filter(ModuleCatalogue.Entry::available)
                .isPresent();
    }

    private static Map<String, @Nullable Object> warning(Workflow workflow, Step step, ModuleCatalogue modules) {
        Map<String, @Nullable Object> warning = row("workflowId", workflow.id(), "stepId", step.id());
        warning.put("moduleId", step.moduleId());
        boolean known = modules.find(step.moduleId()).isPresent();
        warning.put("message", known ? "module not available on this platform" : "unknown module");
        return warning;
    }

    void skipped(Workflow workflow) {
        skipped.add(row("name", workflow.name(), "reason", "Already exists"));
    }

    void failed(ImportFile file, Problem problem) {
        String place = problem.place().toString();
        String what = problem.code() == ProblemCode.INVALID_JSON ? "Invalid JSON format: " : "";
        failed(file, what + (place.isEmpty() ? "" : place + ": ") + problem.message());
    }

    void failed(ImportFile file, String error) {
        errors.add(row("filename", file.name(), "error", error));
    }

    void refused(Workflow workflow, String error) {
        errors.add(row("filename", workflow.name(), "error", error));
    }

    private static Map<String, @Nullable Object> row(String name, Object value, String otherName, Object otherValue) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put(name, value);
        row.put(otherName, otherValue);
        return row;
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<Map<String, @Nullable Object>> errors() {
        return errors;
    }

    /** As a single import is answered. */
    Map<String, @Nullable Object> form() {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("imported", imported);
        form.put("skipped", skipped);
        form.put("errors", errors);
        form.put("total", imported.size() + skipped.size() + errors.size());
        if (!warnings.isEmpty()) {
            form.put("warnings", warnings);
        }
        return form;
    }

    /** As {@link #form}, with the number of each. */
    Map<String, @Nullable Object> countedForm() {
        Map<String, @Nullable Object> form = form();
        form.put("importedCount", imported.size());
        form.put("skippedCount", skipped.size());
        form.put("errorCount", errors.size());
        return form;
    }
}
