package dev.millrace.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A script to be run and what it gets. Immutable; the {@code with} methods and {@link #global} return changed copies.
 *
 * @param globals name → its value as JSON text, asked for when the script first reads it, on the script's thread, at most
 *     once; {@code vars} is read-only in the script
 * @param views name of a global → a list or dictionary of plain values, which must not change any more; a runner in this
 *     process lets the script read it without a copy, others take the text of the global
 */
public record ScriptRequest(
        Script script,
        Map<String, Supplier<String>> globals,
        Map<String, Object> views,
        ScriptLimits limits,
        ScriptHost host) {
    public ScriptRequest {
        views = Map.copyOf(views);
        globals = Collections.unmodifiableMap(new LinkedHashMap<>(globals));
    }

    /** With no globals, the default limits, and a host that has nothing to call. */
    public static ScriptRequest of(Script script) {
        return new ScriptRequest(script, Map.of(), Map.of(), ScriptLimits.DEFAULT, ScriptHost.NOTHING);
    }

    public ScriptRequest global(String name, Supplier<String> json) {
        Map<String, Supplier<String>> all = new LinkedHashMap<>(globals);
        all.put(name, json);
        return new ScriptRequest(script, all, views, limits, host);
    }

    /** A global that a runner in this process reads without a copy; writing to it throws in the script. */
    public ScriptRequest view(String name, Object value, Supplier<String> json) {
        Map<String, Object> all = new LinkedHashMap<>(views);
        all.put(name, value);
        return new ScriptRequest(script, global(name, json).globals, all, limits, host);
    }

    public ScriptRequest withLimits(ScriptLimits newLimits) {
        return new ScriptRequest(script, globals, views, newLimits, host);
    }

    public ScriptRequest withHost(ScriptHost newHost) {
        return new ScriptRequest(script, globals, views, limits, newHost);
    }
}
