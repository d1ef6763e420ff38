package dev.millrace.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The triggers and the steps of a workflow, told apart (spec vflow-model 1.4). There is at least one trigger. */
record Triggers(List<Step> triggers, List<Step> steps) {
    private static final String MANUAL = "trigger_manual";
    private static final String MANUAL_IN_APP = "vflow.trigger.manual";

    /**
     * @param explicit what was written as triggers; other steps among them are dropped
     * @param steps trigger steps at their start move to the triggers, or are dropped if there are explicit ones
     * @param legacy used only if neither gives a trigger
     */
    static Triggers normalise(List<Step> explicit, List<Step> steps, List<Step> legacy, Surroundings surroundings) {
        int leading = leading(steps);
        List<Step> rest = List.copyOf(steps.subList(leading, steps.size()));
        List<Step> written = explicit.stream().filter(Step::isTrigger).toList();
        List<Step> found = firstNotEmpty(written, steps.subList(0, leading), legacy);
        if (found.isEmpty()) {
            return new Triggers(List.of(manual(rest, surroundings)), rest);
        }
        return new Triggers(List.copyOf(firstOfEachId(found)), rest);
    }

    private static int leading(List<Step> steps) {
        int count = 0;
        while (count < steps.size() && steps.get(count).isTrigger()) {
            count++;
        }
        return count;
    }

    private static List<Step> firstNotEmpty(List<Step> first, List<Step> second, List<Step> third) {
        if (!first.isEmpty()) {
            return first;
        }
        return second.isEmpty() ? third : second;
    }

    private static Collection<Step> firstOfEachId(List<Step> steps) {
        Map<String, Step> byId = new LinkedHashMap<>();
        steps.forEach(step -> byId.putIfAbsent(step.id(), step));
        return new ArrayList<>(byId.values());
    }

    // in the spelling of the other steps, so that a workflow of the phone app stays one it can run
    private static Step manual(List<Step> steps, Surroundings surroundings) {
        boolean app = steps.stream().anyMatch(step -> step.moduleId().startsWith("vflow."));
        return Step.of(surroundings.newId(), app ? MANUAL_IN_APP : MANUAL, Map.of());
    }
}
