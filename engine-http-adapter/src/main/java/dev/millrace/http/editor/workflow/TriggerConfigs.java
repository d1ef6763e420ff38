package dev.millrace.http.editor.workflow;

import dev.millrace.module.ModuleCatalogue;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Place;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.ProblemCode;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The short form of what starts a workflow: {@code {"type": "notification_received", "packageName": …}}, or {@code
 * {"type": "manual"}}. The type is the module's id without {@code trigger_}, or the whole id where the engine does not know
 * the module. Thread-safe.
 */
final class TriggerConfigs {
    static final String FIELD = "triggerConfig";
    private static final String TYPE = "type";
    private static final String PREFIX = "trigger_";
    private static final String NOTIFICATION = "trigger_notification";
    private static final String NOTIFICATION_TYPE = "notification_received";
    private static final String MANUAL = "manual";

    private final ModuleCatalogue modules;

    TriggerConfigs(ModuleCatalogue modules) {
        this.modules = modules;
    }

    /** The first trigger that is not the manual one, with its parameters. */
    Map<String, @Nullable Object> of(Workflow workflow) {
        for (Step trigger : workflow.triggers()) {
            String type = type(trigger);
            if (!type.equals(MANUAL)) {
                Map<String, @Nullable Object> config = new LinkedHashMap<>();
                config.put(TYPE, type);
                plainParameters(trigger).forEach((name, value) -> config.putIfAbsent(String.valueOf(name), value));
                return config;
            }
        }
        return new LinkedHashMap<>(Map.of(TYPE, MANUAL));
    }

    private String type(Step trigger) {
        String id = canonical(trigger.moduleId());
        if (id.equals(NOTIFICATION)) {
            return NOTIFICATION_TYPE;
        }
        return id.startsWith(PREFIX) && modules.find(id).isPresent() ? id.substring(PREFIX.length()) : id;
    }

    /** The id that a module has in this engine, whichever of its names a step uses. */
    private String canonical(String moduleId) {
        return modules.find(moduleId).map(entry -> entry.descriptor().id()).orElse(moduleId);
    }

    private static Map<?, ?> plainParameters(Step trigger) {
        Object parameters = WorkflowWriter.create().plain().fields(trigger).get("parameters");
        return parameters instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * The module that a configuration stands for.
     *
     * @return empty if it is no configuration, or of a type that nobody knows
     */
    Optional<String> module(@Nullable Object config) {
        if (!(config instanceof Map<?, ?> map) || !(map.get(TYPE) instanceof String type)) {
            return Optional.empty();
        }
        if (type.equals(NOTIFICATION_TYPE)) {
            return Optional.of(NOTIFICATION);
        }
        if (modules.find(PREFIX + type).isPresent()) {
            return Optional.of(PREFIX + type);
        }
        return Optional.of(type).filter(TriggerConfigs::isTrigger);
    }

    private static boolean isTrigger(String moduleId) {
        return !moduleId.isBlank() && Step.of("trigger", moduleId, Map.of()).isTrigger();
    }

    /** True for a step, as it is written, of a trigger module. */
    static boolean isTriggerStep(@Nullable Object step) {
        return step instanceof Map<?, ?> fields
                && fields.get("moduleId") instanceof String moduleId
                && isTrigger(moduleId);
    }

    /** Lets the configuration of a new workflow name its module, which is what the reader of workflows understands. */
    void nameModule(Map<String, @Nullable Object> workflow) {
        if (workflow.get(FIELD) instanceof Map<?, ?> config) {
            module(config).ifPresent(module -> {
                Map<String, @Nullable Object> named = parameters(config);
                named.put(TYPE, module);
                workflow.put(FIELD, named);
            });
        }
    }

    /** Told of a workflow whose configuration starts nothing. */
    Optional<Problem> unknownType(Map<String, @Nullable Object> workflow) {
        if (!(workflow.get(FIELD) instanceof Map<?, ?> config) || module(config).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Problem.warning(
                ProblemCode.INVALID_VALUE,
                Place.workflow(String.valueOf(workflow.get("name")), FIELD + "." + TYPE),
                Excerpt.quoted(config.get(TYPE)) + " is no trigger; it is kept, but starts nothing",
                "write manual, notification_received, or the id of a trigger module"));
    }

    /**
     * The triggers that a changed configuration asks for, as they are written: one of its module, under the id of the one
     * there was, so that references to it stay good. Empty for the manual trigger alone.
     */
    List<Map<String, @Nullable Object>> triggers(Workflow current, String module, Map<?, ?> config) {
        Optional<Step> known = current.triggers().stream()
                .filter(trigger -> canonical(trigger.moduleId()).equals(canonical(module)))
                .findFirst();
        if (known.isEmpty() && canonical(module).equals(PREFIX + MANUAL)) {
            return List.of();
        }
        Map<String, @Nullable Object> step = new LinkedHashMap<>();
        step.put("id", known.map(Step::id).orElse(""));
        step.put("moduleId", known.map(Step::moduleId).orElse(module));
        step.put("parameters", parameters(config));
        return List.of(step);
    }

    private static Map<String, @Nullable Object> parameters(Map<?, ?> config) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        config.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        parameters.remove(TYPE);
        return parameters;
    }
}
