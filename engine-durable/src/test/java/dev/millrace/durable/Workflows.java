package dev.millrace.durable;

import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.Map;

/** Workflows of {@link LoggedSteps}. */
final class Workflows {
    private Workflows() {}

    /** So many steps that may be repeated, and as many that may not, in turn. */
    static Workflow ladder(String id, int pairs, int millis) {
        Workflow.Builder builder = builder(id);
        for (int i = 0; i < pairs; i++) {
            builder.step("mark-" + i, "mark", Map.of("millis", millis));
            builder.step("once-" + i, "mark_once", Map.of("millis", millis));
        }
        return builder.build();
    }

    /** A step, a wait without a thread, and a step. */
    static Workflow sleeper(String id, int millis) {
        return builder(id)
                .step("before", "mark", Map.of())
                .step("sleep", "sleep", Map.of("millis", millis))
                .step("after", "mark", Map.of())
                .build();
    }

    /** A step, branches with so many steps each, and a step. */
    static Workflow fork(String id, int branches, int steps, int millis) {
        Workflow.Builder builder = builder(id).step("before", "mark", Map.of()).step("fork", "parallel", Map.of());
        for (int branch = 0; branch < branches; branch++) {
            builder.step("branch-" + branch, "branch", Map.of());
            for (int step = 0; step < steps; step++) {
                builder.step("in-" + branch + "-" + step, "mark", Map.of("millis", millis));
            }
        }
        return builder.step("join", "end_parallel", Map.of())
                .step("after", "mark", Map.of())
                .build();
    }

    static Workflow waiter(String id) {
        return builder(id)
                .step("wait", "wait_signal", Map.of("name", "go"))
                .step("after", "mark_once", Map.of())
                .build();
    }

    /** Two waits for the same signal, each with a step after it. */
    static Workflow waiterForTwo(String id) {
        return builder(id)
                .step("wait", "wait_signal", Map.of("name", "go"))
                .step("between", "mark_once", Map.of())
                .step("wait-again", "wait_signal", Map.of("name", "go"))
                .step("after", "mark_once", Map.of())
                .build();
    }

    static Workflow question(String id, String person) {
        return builder(id)
                .step("ask", "ask", Map.of("person", person))
                .step("after", "mark_once", Map.of())
                .build();
    }

    static Workflow poison(String id) {
        return builder(id)
                .step("before", "mark", Map.of())
                .step("poison", "poison", Map.of())
                .build();
    }

    static Workflow.Builder builder(String id) {
        return Workflow.builder(id)
                .id(id)
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .trigger("start", "trigger_manual", Map.of());
    }
}
