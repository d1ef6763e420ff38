package dev.millrace.http.editor.workflow;

import dev.millrace.http.exchange.Json;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowReader;
import dev.millrace.workflow.WorkflowWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays the fields of a request over those of a workflow. What is absent stays; what is null goes.
 *
 * <p>The form in which the API shows a workflow says three things twice: the triggers, in {@code triggers} and at the head
 * of the steps; the first trigger, in {@code triggerConfig} too; the author's notes, in {@code metadata} and beside it. A
 * client that sends all of it back has changed one of them only. So the one that differs from what there was counts, and
 * of several triggers rather than {@code triggerConfig}.
 */
final class PartialUpdate {
    private static final String TRIGGERS = "triggers";
    private static final String STEPS = "steps";
    private static final String METADATA = "metadata";
    private static final Set<String> NOTES =
            Set.of("version", "vFlowLevel", "description", "author", "homepage", "tags");

    private final Workflow current;
    private final TriggerConfigs triggerConfigs;
    private final FieldRules rules;
    private final Map<String, @Nullable Object> fields;

    /** @param rules are told of every change */
    PartialUpdate(Workflow current, TriggerConfigs triggerConfigs, FieldRules rules) {
        this.current = current;
        this.triggerConfigs = triggerConfigs;
        this.rules = rules;
        this.fields = WorkflowWriter.create().fields(current);
    }

    /** @return the workflow's fields as they are to be */
    Map<String, @Nullable Object> apply(Map<String, @Nullable Object> changes) {
        if (changes.get(METADATA) instanceof Map<?, ?> metadata) {
            changes.remove(METADATA);
            applyMetadata(metadata, changes);
        }
        applyTriggers(changes);
        changes.forEach(this::put);
        return fields;
    }

    private void put(String field, @Nullable Object value) {
        if (value != null && same(value, fields.get(field))) {
            return; // what was stored by other means need not keep the rules of this API
        }
        rules.checkChange(field, value);
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }

    private void applyMetadata(Map<?, ?> metadata, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        metadata.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean unchangedBeside = !changes.containsKey(name) || same(changes.get(name), fields.get(name));
            if (!NOTES.contains(name)) {
                others.put(name, value);
            } else if (unchangedBeside && !same(value, fields.get(name))) {
                changes.put(name, value);
            }
        });
        if (!others.isEmpty()) {
            fields.put(METADATA, others);
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof Number number && other instanceof Integer whole
                ? number.equals(whole.longValue())
                : Objects.equals(one, other);
    }

    private void applyTriggers(Map<String, @Nullable Object> changes) {
        List<?> leading = leadingTriggers(changes.get(STEPS));
        List<?> explicit = changes.get(TRIGGERS) instanceof List<?> list ? list : List.of();
        if (!leading.isEmpty()) {
            if (explicit.isEmpty() || triggers(explicit).equals(current.triggers())) {
                changes.put(TRIGGERS, leading);
            }
            changes.remove(TriggerConfigs.FIELD);
        } else if (!explicit.isEmpty()) {
            changes.remove(TriggerConfigs.FIELD);
        } else if (changes.get(TriggerConfigs.FIELD) instanceof Map<?, ?> config) {
            applyConfig(config, changes);
        }
    }

    private void applyConfig(Map<?, ?> config, Map<String, @Nullable Object> changes) {
        if (config.equals(Json.read(Json.write(triggerConfigs.of(current))))) {
            changes.remove(TriggerConfigs.FIELD);
            return;
        }
        triggerConfigs.module(config).ifPresent(module -> {
            changes.remove(TriggerConfigs.FIELD);
            changes.put(TRIGGERS, triggerConfigs.triggers(current, module, config));
        });
    }

    private static List<?> leadingTriggers(@Nullable Object steps) {
        if (!(steps instanceof List<?> list)) {
            return List.of();
        }
        int count = 0;
        while (count < list.size() && TriggerConfigs.isTriggerStep(list.get(count))) {
            count++;
        }
        return list.subList(0, count);
    }

    private static List<Step> triggers(List<?> written) {
        Map<String, Object> workflow = Map.of(TRIGGERS, written, STEPS, List.of());
        return WorkflowReader.create().read(Map.of("workflows", List.of(workflow))).workflows().stream()
                .flatMap(read -> read.triggers().stream())
                .toList();
    }
}
