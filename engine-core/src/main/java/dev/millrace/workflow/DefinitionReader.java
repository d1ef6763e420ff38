package dev.millrace.workflow;

import static dev.millrace.workflow.Problem.Severity.ERROR;
import static dev.millrace.workflow.Problem.Severity.WARNING;

import dev.millrace.value.Excerpt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one workflow object: the stored form of section 1.1, an export with {@code _meta}, or the editor API's form with
 * {@code metadata}, {@code triggerConfig} and triggers at the head of the steps.
 */
final class DefinitionReader {
    private static final Set<String> COMPUTED_META = Set.of("id", "name", "updated_at", "modified_at");

    private final Map<?, ?> object;
    private final WorkflowLimits limits;
    private final Surroundings surroundings;
    private final List<Problem> problems = new ArrayList<>();
    private final String name;
    private final Fields fields;

    DefinitionReader(Map<?, ?> object, WorkflowLimits limits, Surroundings surroundings) {
        this.object = object;
        this.limits = limits;
        this.surroundings = surroundings;
        this.name = Stream.of(object.get("name"), member(object.get("_meta"), "name"))
                .filter(candidate -> candidate instanceof String text && !text.isBlank())
                .map(String.class::cast)
                .findFirst()
                .orElse(Workflow.UNNAMED);
        this.fields = new Fields(object, field -> Place.workflow(name, field), problems);
    }

    private static @Nullable Object member(@Nullable Object json, String field) {
        return json instanceof Map<?, ?> map ? map.get(field) : null;
    }

    List<Problem> problems() {
        return problems;
    }

    /** @return empty if it has too many steps, which is an error */
    Optional<Workflow> read(boolean enabledIfAbsent) {
        fields.text("name", WARNING);
        Workflow.Builder builder = Workflow.builder(name).surroundings(surroundings);
        fields.text("id", ERROR).ifPresent(builder::id);
        builder.enabled(enabled(enabledIfAbsent));
        builder.favorite(fields.flag("isFavorite", WARNING).orElse(false));
        fields.text("folderId", WARNING).ifPresent(builder::folderId);
        builder.order(fields.integer("order", WARNING).orElse(0));
        fields.integer("maxExecutionTime", ERROR).ifPresent(builder::maxExecutionSeconds);
        reentry().ifPresent(builder::reentry);
        fields.text("errorWorkflowId", ERROR).ifPresent(builder::errorWorkflowId);
        builder.deviceFields(deviceFields());
        Optional<Long> modifiedAt = fields.whole("modifiedAt", WARNING);
        readAbout(builder, modifiedAt);
        if (!readSteps(builder)) {
            return Optional.empty();
        }
        KnownFields.reportMisspelled(object, fields);
        Workflow workflow = builder.unknownFields(fields.rest()).build();
        problems.addAll(workflow.problems());
        return Optional.of(workflow);
    }

    // whether a workflow starts by itself is nothing to guess: a wrong type leaves it off
    private boolean enabled(boolean ifAbsent) {
        boolean absent = fields.peek("isEnabled") == null;
        return fields.flag("isEnabled", ERROR).orElse(absent && ifAbsent);
    }

    private Optional<ReentryBehavior> reentry() {
        String text = fields.text("reentryBehavior", WARNING).orElse("");
        if (text.isBlank()) {
            return Optional.empty();
        }
        ReentryBehavior behavior = ReentryBehavior.named(text);
        if (!text.trim().equals(behavior.id())) {
            fields.report(
                    WARNING,
                    ProblemCode.INVALID_VALUE,
                    "reentryBehavior",
                    Excerpt.quoted(text) + " is no re-entry behaviour; block_new is used",
                    "write block_new, stop_current_and_run_new or allow_parallel");
        }
        return Optional.of(behavior);
    }

    private DeviceFields deviceFields() {
        return new DeviceFields(
                fields.text("shortcutName", WARNING),
                fields.text("shortcutIconRes", WARNING),
                fields.text("cardIconRes", WARNING).orElse(""),
                fields.text("cardThemeColor", WARNING).orElse(""),
                fields.flag("wasEnabledBeforePermissionsLost", WARNING).orElse(false));
    }

    private void readAbout(Workflow.Builder builder, Optional<Long> modifiedAt) {
        Optional<Fields> metadata = nested("metadata");
        Optional<Fields> meta = nested("_meta");
        Optional<Long> time =
                modifiedAt.or(() -> meta.flatMap(fieldsOfMeta -> fieldsOfMeta.whole("modified_at", WARNING)));
        builder.modifiedAt(Instant.ofEpochMilli(time.orElse(0L)));
        meta.ifPresent(fieldsOfMeta -> COMPUTED_META.forEach(fieldsOfMeta::drop));
        List<Fields> sources = Stream.of(Optional.of(fields), metadata, meta)
                .flatMap(Optional::stream)
                .toList();
        builder.about(new About(
                text(sources, "version"),
                level(sources),
                text(sources, "description"),
                text(sources, "author"),
                text(sources, "homepage"),
                tags(sources)));
        keepRest("metadata", metadata);
        keepRest("_meta", meta);
    }

    private Optional<Fields> nested(String field) {
        return fields.objectIfAny(field)
                .map(inner -> new Fields(inner, path -> Place.workflow(name, field + "." + path), problems));
    }

    private void keepRest(String field, Optional<Fields> nested) {
        nested.map(Fields::rest).filter(rest -> !rest.isEmpty()).ifPresent(rest -> fields.put(field, rest));
    }

    // every source is asked, because what nobody takes counts as unknown
    private static String text(List<Fields> sources, String field) {
        String found = "";
        for (Fields source : sources) {
            String text = source.text(field, WARNING).orElse("");
            found = found.isEmpty() ? text : found;
        }
        return found;
    }

    private static int level(List<Fields> sources) {
        int found = 0;
        for (Fields source : sources) {
            int level = source.integer("vFlowLevel", WARNING).orElse(0);
            found = found > 0 ? found : level;
        }
        return found;
    }

    private static List<String> tags(List<Fields> sources) {
        List<String> found = List.of();
        for (Fields source : sources) {
            List<String> tags = source.list("tags", WARNING).orElse(List.of()).stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
            found = found.isEmpty() ? tags : found;
        }
        return found;
    }

    private boolean readSteps(Workflow.Builder builder) {
        List<?> writtenTriggers = fields.list("triggers", ERROR).orElse(List.of());
        List<?> writtenSteps = fields.list("steps", ERROR).orElse(List.of());
        if ((long) writtenTriggers.size() + writtenSteps.size() > limits.maxSteps()) {
            fields.report(
                    ERROR,
                    ProblemCode.LIMIT_EXCEEDED,
                    "steps",
                    "the workflow has more than maxSteps = " + limits.maxSteps() + " triggers and steps",
                    "split the workflow, or raise the limit in WorkflowLimits");
            return false;
        }
        StepReader reader = new StepReader(name, surroundings, problems);
        builder.triggers(triggers(writtenTriggers, reader)).steps(steps(writtenSteps, reader));
        builder.legacyTriggers(legacyTriggers(reader));
        return true;
    }

    private List<Step> triggers(List<?> written, StepReader reader) {
        List<Step> triggers = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String path = "triggers[" + i + "]";
            reader.read(written.get(i), -1, path).ifPresent(step -> addTrigger(step, path, triggers));
        }
        return triggers;
    }

    private void addTrigger(Step step, String path, List<Step> triggers) {
        if (step.isTrigger()) {
            triggers.add(step);
            return;
        }
        fields.report(
                WARNING,
                ProblemCode.INVALID_VALUE,
                path,
                Excerpt.quoted(step.moduleId()) + " is no trigger; it was left out",
                "move this step to steps");
    }

    private static List<Step> steps(List<?> written, StepReader reader) {
        int leading = 0;
        while (leading < written.size() && isTrigger(written.get(leading))) {
            leading++;
        }
        List<Step> steps = new ArrayList<>(written.size());
        for (int i = 0; i < written.size(); i++) {
            reader.read(written.get(i), Math.max(i - leading, -1), "steps[" + i + "]")
                    .ifPresent(steps::add);
        }
        return steps;
    }

    private static boolean isTrigger(@Nullable Object json) {
        return member(json, "moduleId") instanceof String moduleId && Step.isTrigger(moduleId);
    }

    /** Takes the configurations that name a trigger; others mean nothing here and stay unknown fields. */
    private List<Step> legacyTriggers(StepReader reader) {
        List<Step> found = new ArrayList<>();
        if (object.get("triggerConfigs") instanceof List<?> configs) {
            var others = new ArrayList<@Nullable Object>();
            configs.forEach(
                    config -> legacyTrigger(config, reader).ifPresentOrElse(found::add, () -> others.add(config)));
            replace("triggerConfigs", others.isEmpty() ? null : Collections.unmodifiableList(others));
        }
        legacyTrigger(object.get("triggerConfig"), reader).ifPresent(trigger -> {
            found.add(trigger);
            fields.drop("triggerConfig");
        });
        return found;
    }

    private void replace(String field, @Nullable Object value) {
        if (value == null) {
            fields.drop(field);
        } else {
            fields.put(field, value);
        }
    }

    private static Optional<Step> legacyTrigger(@Nullable Object config, StepReader reader) {
        if (config instanceof Map<?, ?> map && map.get("type") instanceof String type && Step.isTrigger(type)) {
            return Optional.of(reader.legacyTrigger(type, map));
        }
        return Optional.empty();
    }
}
