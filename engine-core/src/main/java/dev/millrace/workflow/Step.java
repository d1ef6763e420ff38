package dev.millrace.workflow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step, or a trigger, of a workflow (spec vflow-model 1.2). Immutable and thread-safe.
 *
 * <pre>{@code
 * Step.of("wait", "delay", Map.of("duration", 1000))
 * }</pre>
 *
 * <p>Two steps are equal if they mean the same: whether a parameter was written plainly or as {@code {type, value}} is
 * remembered for the writer, but does not count.
 */
public final class Step {
    private static final List<String> TRIGGER_PREFIXES = List.of("vflow.trigger.", "trigger_", "flow.trigger.");

    private final String id;
    private final String moduleId;
    private final Map<String, @Nullable Object> parameters;
    private final Map<String, Object> typed; // parameter → the {type, value} it was read from
    private final int indentationLevel;
    private final boolean disabled;
    private final Map<String, @Nullable Object> extras;
    private volatile @Nullable String contentHash; // a race computes it twice, with the same result

    Step(
            String id,
            String moduleId,
            Map<String, @Nullable Object> parameters,
            Map<String, Object> typed,
            int indentationLevel,
            boolean disabled,
            Map<String, @Nullable Object> extras) {
        this.id = id;
        this.moduleId = moduleId;
        this.parameters = parameters;
        this.typed = typed;
        this.indentationLevel = indentationLevel;
        this.disabled = disabled;
        this.extras = extras;
    }

    /**
     * A step of a Java application.
     *
     * @param parameters input id → value, or text with references; copied, whole numbers become {@link Long}
     * @throws IllegalArgumentException if an id is blank, or a parameter is no value: infinite, or nested too deep
     */
    public static Step of(String id, String moduleId, Map<String, ? extends @Nullable Object> parameters) {
        notBlank("id", id);
        notBlank("moduleId", moduleId);
        return new Step(id, moduleId, HostValue.dictionary(parameters), Map.of(), 0, false, Map.of());
    }

    private static void notBlank(String name, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the " + name + " of a step must not be blank");
        }
    }

    /** What references name. */
    public String id() {
        return id;
    }

    /** As it was written; the engine's catalogue resolves aliases. */
    public String moduleId() {
        return moduleId;
    }

    /**
     * 64 hexadecimal digits that are the same for steps that mean the same, in this release. Computed on the first call, then
     * kept: a scheduled trigger is asked for it several times at each firing.
     */
    public String contentHash() {
        String hash = contentHash;
        if (hash == null) {
            hash = ContentHash.of(this);
            contentHash = hash;
        }
        return hash;
    }

    /** Input id → plain value or text with references, in order, unmodifiable; typed values are unwrapped. */
    public Map<String, @Nullable Object> parameters() {
        return parameters;
    }

    /** For display only; never used to find blocks (spec vflow-model 2.4). */
    public int indentationLevel() {
        return indentationLevel;
    }

    /** The step is skipped; a disabled block start skips its block. */
    public boolean disabled() {
        return disabled;
    }

    /** Unknown fields in their order, {@code constraints} among them; written back, never interpreted. */
    public Map<String, @Nullable Object> extras() {
        return extras;
    }

    /** True if its module is a trigger, told by the id's prefix: {@code trigger_}, {@code vflow.trigger.}, {@code flow.trigger.}. */
    public boolean isTrigger() {
        return isTrigger(moduleId);
    }

    static boolean isTrigger(String moduleId) {
        for (String prefix : TRIGGER_PREFIXES) {
            if (moduleId.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    public Step withId(String newId) {
        return new Step(newId, moduleId, parameters, typed, indentationLevel, disabled, extras);
    }

    public Step withIndentationLevel(int level) {
        return new Step(id, moduleId, parameters, typed, level, disabled, extras);
    }

    /** A copy that is skipped. */
    public Step disable() {
        return new Step(id, moduleId, parameters, typed, indentationLevel, true, extras);
    }

    /** A copy that runs. */
    public Step enable() {
        return new Step(id, moduleId, parameters, typed, indentationLevel, false, extras);
    }

    /**
     * A copy with one parameter set. If it was read as {@code {type, value}}, it is written so again.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public Step withParameter(String input, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(parameters);
        changed.put(
                input,
                HostValue.dictionary(Collections.singletonMap(input, value)).get(input));
        Map<String, Object> stillTyped = new LinkedHashMap<>(typed);
        stillTyped.computeIfPresent(input, (name, written) -> TypedForm.wrap(changed.get(name)));
        return new Step(
                id, moduleId, Collections.unmodifiableMap(changed), stillTyped, indentationLevel, disabled, extras);
    }

    /** The {@code {type, value}} a parameter was read from; null if it was plain. */
    @Nullable
    Object typedForm(String input) {
        return typed.get(input);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Step step
                && id.equals(step.id)
                && moduleId.equals(step.moduleId)
                && indentationLevel == step.indentationLevel
                && disabled == step.disabled
                && parameters.equals(step.parameters)
                && extras.equals(step.extras);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, moduleId, parameters);
    }

    /** {@code http_request get}: module and id. Parameters may hold secrets and are left out. */
    @Override
    public String toString() {
        return moduleId + " " + id;
    }
}
