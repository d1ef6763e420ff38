package dev.millrace.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The triggers and the steps of a workflow, told apart (spec vflow-model 1.4). There is at least one trigger. */
record Triggers(List<Step> triggers, List<Step> steps) {
    private static final String MANUAL = "trigger_manual";
    private static final String MANUAL_IN_APP = "vflow.trigger.manual";
    private static final String PHONE_APP = "vflow.";
    private static final String ADDED_ID = "trigger-manual";

    /**
     * @param explicit what was written as triggers; other steps among them are dropped
     * @param steps trigger steps at their start move to the triggers, or are dropped if there are explicit ones
     * @param legacy used only if neither gives a trigger
     */
    static Triggers normalise(List<Step> explicit, List<Step> steps, List<Step> legacy) {
        int leading = leading(steps);
        List<Step> rest = List.copyOf(steps.subList(leading, steps.size()));
        List<Step> written = onlyTriggers(explicit);
        List<Step> found = firstNotEmpty(written, steps.subList(0, leading), legacy);
        if (found.isEmpty()) {
            return new Triggers(List.of(manual(rest)), rest);
        }
        return new Triggers(List.copyOf(firstOfEachId(found)), rest);
    }

    private static List<Step> onlyTriggers(List<Step> steps) {
        List<Step> triggers = new ArrayList<>(steps);
        triggers.removeIf(step -> !step.isTrigger());
        return triggers;
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
        for (Step step : steps) {
            byId.putIfAbsent(step.id(), step);
        }
        return new ArrayList<>(byId.values());
    }

    // in the spelling of the other steps, so that a workflow of the phone app stays one it can run; always with the
    // same
    // id, so that a file without triggers has the same hash each time it is read
    private static Step manual(List<Step> steps) {
        Set<String> taken = new HashSet<>();
        boolean app = false;
        for (Step step : steps) {
            taken.add(step.id());
            app |= step.moduleId().startsWith(PHONE_APP);
        }
        String id = ADDED_ID;
        for (int i = 2; taken.contains(id); i++) {
            id = ADDED_ID + "-" + i;
        }
        return Step.of(id, app ? MANUAL_IN_APP : MANUAL, Map.of());
    }
}
