package dev.millrace.workflow;

import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an automation: triggers and a flat list of steps (spec vflow-model 1.1). Immutable and thread-safe.
 *
 * <pre>{@code
 * Workflow greeting = Workflow.builder("Greeting")
 *         .step("who", "create_variable", Map.of("variableName", "who", "type", "string", "value", "Ann"))
 *         .step("say", "log", Map.of("message", "Hello [[who]]"))
 *         .build();
 * Workflow report = Workflow.read(Path.of("daily-report.json"));
 * }</pre>
 *
 * <p>There is always at least one trigger, and no trigger step at the start of the steps: whatever way a workflow is
 * made, it is normalised as section 1.4 says. The trigger added to a workflow without one is {@code trigger_manual}, or
 * {@code vflow.trigger.manual} if one of its steps has an id of the phone app ({@code vflow.…}).
 */
public final class Workflow {
    static final String UNNAMED = "未命名工作流";

    private final String id;
    private final String name;
    private final List<Step> triggers;
    private final List<Step> steps;
    private final boolean enabled;
    private final boolean favorite;
    private final Optional<String> folderId;
    private final int order;
    private final Instant modifiedAt;
    private final About about;
    private final DeviceFields deviceFields;
    private final @Nullable Integer maxExecutionSeconds;
    private final @Nullable ReentryBehavior reentry; // null where nobody said
    private final boolean api;
    private final Optional<String> errorWorkflowId;
    private final Map<String, @Nullable Object> extras;
    private volatile @Nullable String contentHash; // a race computes it twice, with the same result

    private Workflow(Builder builder) {
        this.id = builder.id.isBlank() ? builder.surroundings.newId() : builder.id;
        this.name = builder.name.isBlank() ? UNNAMED : builder.name;
        Triggers normalised = Triggers.normalise(builder.triggers, builder.steps, builder.legacyTriggers);
        this.triggers = normalised.triggers();
        this.steps = normalised.steps();
        this.enabled = builder.enabled;
        this.favorite = builder.favorite;
        this.folderId = builder.folderId.filter(folder -> !folder.isBlank());
        this.order = builder.order;
        this.modifiedAt = builder.modifiedAt.toEpochMilli() > 0 ? builder.modifiedAt : builder.surroundings.now();
        this.about = builder.about;
        this.deviceFields = builder.deviceFields;
        this.maxExecutionSeconds = builder.maxExecutionSeconds;
        this.reentry = builder.reentry;
        this.api = triggers.stream().anyMatch(Workflow::isApi);
        this.errorWorkflowId = builder.errorWorkflowId.filter(named -> !named.isBlank());
        this.extras = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extras));
    }

    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * The only workflow of a file, in any of the accepted shapes. For more than one, or to see warnings, use {@link
     * WorkflowReader}.
     *
     * @throws IOException if the file cannot be read
     * @throws WorkflowFormatException if it holds an error, or not exactly one workflow
     */
    public static Workflow read(Path file) throws IOException {
        return WorkflowReader.create().read(file).single();
    }

    /**
     * As {@link #read(Path)}, from JSON text.
     *
     * @throws WorkflowFormatException if it holds an error, or not exactly one workflow
     */
    public static Workflow parse(String json) {
        return WorkflowReader.create().read(json).single();
    }

    /** Never blank. */
    public String id() {
        return id;
    }

    /** Never blank. */
    public String name() {
        return name;
    }

    /** What starts it; at least one, ids are unique among them. */
    public List<Step> triggers() {
        return triggers;
    }

    /** What it does, in order; blocks are told by their modules. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether automatic triggers start it. */
    public boolean enabled() {
        return enabled;
    }

    public boolean favorite() {
        return favorite;
    }

    public Optional<String> folderId() {
        return folderId;
    }

    /** Position in its folder. */
    public int order() {
        return order;
    }

    /** In whole milliseconds. */
    public Instant modifiedAt() {
        return modifiedAt;
    }

    public About about() {
        return about;
    }

    public DeviceFields deviceFields() {
        return deviceFields;
    }

    /** Limit of a whole execution, at least 1; null for none. */
    public @Nullable Integer maxExecutionSeconds() {
        return maxExecutionSeconds;
    }

    /** What was said, else {@code allow_parallel} for one that an API offers and {@code block_new} for others. */
    public ReentryBehavior reentry() {
        if (reentry != null) {
            return reentry;
        }
        return isApi() ? ReentryBehavior.ALLOW_PARALLEL : ReentryBehavior.BLOCK_NEW;
    }

    /**
     * The workflow that starts when an execution of this one fails (spec sync-api-trigger, section 8); another than this
     * one. It need not be there before an execution fails.
     */
    public Optional<String> errorWorkflowId() {
        return errorWorkflowId;
    }

    /** True if it is offered as an API: it has a trigger of the module {@code trigger_api}. */
    public boolean isApi() {
        return api;
    }

    private static boolean isApi(Step trigger) {
        return trigger.moduleId().equals("trigger_api") || trigger.moduleId().equals("flow.trigger.api");
    }

    /** Unknown fields in their order, {@code silentExecution} among them; written back, never interpreted. */
    public Map<String, @Nullable Object> extras() {
        return extras;
    }

    /** What is wrong with the definition by itself: ids that two steps share, an error workflow that is itself. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (Step trigger : triggers) {
            claim(trigger, -1, owners, problems);
        }
        for (int index = 0; index < steps.size(); index++) {
            claim(steps.get(index), index, owners, problems);
        }
        errorWorkflowId.filter(id::equals).ifPresent(own -> problems.add(isItsOwnErrorWorkflow()));
        return List.copyOf(problems);
    }

    private Problem isItsOwnErrorWorkflow() {
        return Problem.error(
                ProblemCode.INVALID_VALUE,
                Place.workflow(name, "errorWorkflowId"),
                "the workflow " + Excerpt.quoted(id) + " is its own error workflow, and cannot start itself",
                "name another workflow, or leave the field out");
    }

    private void claim(Step step, int index, Map<String, String> owners, List<Problem> problems) {
        String owner = owners.putIfAbsent(step.id(), index < 0 ? "a trigger" : "another step");
        if (owner != null) {
            problems.add(Problem.error(
                    ProblemCode.DUPLICATE_STEP_ID,
                    new Place(name, step.id(), index, "id"),
                    owner + " has the id " + Excerpt.quoted(step.id()) + " already",
                    "give each step an id of its own"));
        }
    }

    /**
     * SHA-256, in lower-case hexadecimal, of all that matters for an execution: id, name, triggers and steps (ids,
     * modules, parameters, disabled or not), time limit, re-entry and error workflow. Equal for workflows that differ only
     * in how they were written, in display or in their author's notes. Computed on the first call, then kept.
     */
    public String contentHash() {
        String hash = contentHash;
        if (hash == null) {
            hash = ContentHash.of(this);
            contentHash = hash;
        }
        return hash;
    }

    /** A builder that holds everything of this workflow. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    public Workflow withId(String newId) {
        return toBuilder().id(newId).build();
    }

    public Workflow withName(String newName) {
        return toBuilder().name(newName).build();
    }

    /** @param newFolder empty to move it out of all folders */
    public Workflow withFolderId(Optional<String> newFolder) {
        Builder builder = toBuilder();
        builder.folderId = newFolder;
        return builder.build();
    }

    /** A copy that its automatic triggers start. */
    public Workflow enable() {
        return toBuilder().enabled(true).build();
    }

    /** A copy that its automatic triggers leave alone. */
    public Workflow disable() {
        return toBuilder().enabled(false).build();
    }

    public Workflow withModifiedAt(Instant time) {
        return toBuilder().modifiedAt(time).build();
    }

    /** Equal in every field, however it was written. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Workflow workflow
                && id.equals(workflow.id)
                && name.equals(workflow.name)
                && enabled == workflow.enabled
                && favorite == workflow.favorite
                && order == workflow.order
                && folderId.equals(workflow.folderId)
                && modifiedAt.equals(workflow.modifiedAt)
                && about.equals(workflow.about)
                && deviceFields.equals(workflow.deviceFields)
                && Objects.equals(maxExecutionSeconds, workflow.maxExecutionSeconds)
                && reentry() == workflow.reentry()
                && errorWorkflowId.equals(workflow.errorWorkflowId)
                && triggers.equals(workflow.triggers)
                && steps.equals(workflow.steps)
                && extras.equals(workflow.extras);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, name, steps.size());
    }

    /** {@code Daily report (wf-1, 12 steps)}. */
    @Override
    public String toString() {
        return name + " (" + id + ", " + steps.size() + " steps)";
    }

    /** Collects what a workflow is made of. Not thread-safe; may be used again after {@link #build}. */
    public static final class Builder {
        private String id = "";
        private String name;
        private List<Step> triggers = new ArrayList<>();
        private List<Step> steps = new ArrayList<>();
        private List<Step> legacyTriggers = List.of();
        private boolean enabled = true;
        private boolean favorite;
        private Optional<String> folderId = Optional.empty();
        private int order;
        private Instant modifiedAt = Instant.EPOCH;
        private About about = About.NOTHING;
        private DeviceFields deviceFields = DeviceFields.DEFAULT;
        private @Nullable Integer maxExecutionSeconds;
        private @Nullable ReentryBehavior reentry;
        private Optional<String> errorWorkflowId = Optional.empty();
        private Map<String, @Nullable Object> extras = Map.of();
        private Surroundings surroundings = Surroundings.SYSTEM;

        private Builder(String name) {
            this.name = name;
        }

        private Builder(Workflow source) {
            this.id = source.id;
            this.name = source.name;
            this.triggers = new ArrayList<>(source.triggers);
            this.steps = new ArrayList<>(source.steps);
            this.enabled = source.enabled;
            this.favorite = source.favorite;
            this.folderId = source.folderId;
            this.order = source.order;
            this.modifiedAt = source.modifiedAt;
            this.about = source.about;
            this.deviceFields = source.deviceFields;
            this.maxExecutionSeconds = source.maxExecutionSeconds;
            this.reentry = source.reentry;
            this.errorWorkflowId = source.errorWorkflowId;
            this.extras = source.extras;
        }

        /** Blank, or never called: a new id. */
        public Builder id(String workflowId) {
            this.id = workflowId;
            return this;
        }

        /** Blank: the default name of section 1.1. */
        public Builder name(String workflowName) {
            this.name = workflowName;
            return this;
        }

        /** Adds a trigger; see {@link Step#of}. */
        public Builder trigger(String stepId, String moduleId, Map<String, ? extends @Nullable Object> parameters) {
            this.triggers.add(Step.of(stepId, moduleId, parameters));
            return this;
        }

        /** Adds a step at the end; see {@link Step#of}. */
        public Builder step(String stepId, String moduleId, Map<String, ? extends @Nullable Object> parameters) {
            return step(Step.of(stepId, moduleId, parameters));
        }

        /** Adds a step without parameters at the end. */
        public Builder step(String stepId, String moduleId) {
            return step(stepId, moduleId, Map.of());
        }

        /** Adds a step at the end. */
        public Builder step(Step step) {
            this.steps.add(step);
            return this;
        }

        /** Replaces all triggers. */
        public Builder triggers(List<Step> newTriggers) {
            this.triggers = new ArrayList<>(newTriggers);
            return this;
        }

        /** Replaces all steps. */
        public Builder steps(List<Step> newSteps) {
            this.steps = new ArrayList<>(newSteps);
            return this;
        }

        Builder legacyTriggers(List<Step> found) {
            this.legacyTriggers = found;
            return this;
        }

        public Builder enabled(boolean value) {
            this.enabled = value;
            return this;
        }

        public Builder favorite(boolean value) {
            this.favorite = value;
            return this;
        }

        /** Blank: in no folder. */
        public Builder folderId(String folder) {
            this.folderId = Optional.of(folder);
            return this;
        }

        public Builder order(int position) {
            this.order = position;
            return this;
        }

        /** Cut to milliseconds; not after the epoch: the time of {@link #build}. */
        public Builder modifiedAt(Instant time) {
            this.modifiedAt = time.truncatedTo(ChronoUnit.MILLIS);
            return this;
        }

        public Builder about(About notes) {
            this.about = notes;
            return this;
        }

        public Builder deviceFields(DeviceFields fields) {
            this.deviceFields = fields;
            return this;
        }

        /** Limit of a whole execution; null or below 1: none. */
        public Builder maxExecutionSeconds(@Nullable Integer seconds) {
            this.maxExecutionSeconds = seconds == null || seconds < 1 ? null : seconds;
            return this;
        }

        public Builder reentry(ReentryBehavior behavior) {
            this.reentry = behavior;
            return this;
        }

        /** The workflow to start when an execution fails. Blank: none. */
        public Builder errorWorkflowId(String workflowId) {
            this.errorWorkflowId = Optional.of(workflowId);
            return this;
        }

        /**
         * Fields to keep beside the known ones. Names of known fields are not written.
         *
         * @throws IllegalArgumentException if a value is no JSON value
         */
        public Builder extras(Map<String, ? extends @Nullable Object> unknownFields) {
            this.extras = HostValue.dictionary(unknownFields);
            return this;
        }

        // read values are immutable and within their limits already
        Builder unknownFields(Map<String, @Nullable Object> read) {
            this.extras = read;
            return this;
        }

        /** Where new ids come from; random UUIDs if never called. */
        public Builder ids(Supplier<String> newIds) {
            return surroundings(new Surroundings(newIds, surroundings.clock()));
        }

        /** Where the time comes from; the system's clock if never called. */
        public Builder clock(InstantSource clock) {
            return surroundings(new Surroundings(surroundings.ids(), clock));
        }

        Builder surroundings(Surroundings given) {
            this.surroundings = given;
            return this;
        }

        /** Normalises the triggers and gives defaults for what is missing. */
        public Workflow build() {
            return new Workflow(this);
        }
    }
}
