package dev.millrace.examples;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.StepResult;
import dev.millrace.observe.ExecutionEvent;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.observe.StepEvent;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** A module of one's own, an observer, and an execution that waits for somebody's approval without holding a thread. */
public final class OwnModule {
    private OwnModule() {}

    // snippet module
    static Module discount() {
        ModuleDescriptor descriptor = ModuleDescriptor.builder("discount")
                .input(Input.number("price").required(), Input.number("percent").withDefault(10))
                .output(Output.number("result"))
                .effect(Effect.PURE)
                .build();
        return Module.of(descriptor, step -> {
            double percent = step.number("percent").doubleValue();
            if (percent > 50) {
                return StepResult.failed("Discount too high", "at most 50 percent, but was " + percent);
            }
            return StepResult.done("result", step.number("price").doubleValue() * (100 - percent) / 100);
        });
    }
    // end

    private static Workflow offer() {
        return Workflow.builder("Offer")
                .step("price", "discount", Map.of("price", "[[price]]", "percent", 20))
                .step("approval", "wait_signal", Map.of("name", "approved"))
                .step("answer", "output", Map.of("value", "{{price.result}}, approved by {{approval.payload}}"))
                .build();
    }

    /** Observers are told on the thread where it happens, so they must not block. */
    private static final class Trace implements ExecutionObserver {
        @Override
        public void stepCompleted(ExecutionEvent execution, StepEvent step) {
            System.out.println(step.stepId() + " -> " + step.outputs());
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Millrace millrace =
                Millrace.builder().module(discount()).observer(new Trace()).build()) {
            ExecutionHandle execution =
                    millrace.start(offer(), StartRequest.plain().withInput("price", 50));
            // it may be sent before the step waits for it: the signal is kept until a step takes it
            execution.signal("approved", "Bo");
            ExecutionResult result = execution.await(Duration.ofSeconds(10)).orElseThrow();
            System.out.println(result.status() + " " + result.output());
        }
    }
}
