package dev.millrace.module;

/**
 * What a step calls: one piece of work with typed inputs and outputs.
 *
 * <pre>{@code
 * Module greet = Module.of(
 *     ModuleDescriptor.builder("greet").input(Input.text("name").required()).output(Output.text("text")).build(),
 *     step -> StepResult.done("text", "Hello " + step.text("name")));
 * }</pre>
 *
 * <p>One instance serves all executions at once, so it must be thread-safe; state of a call belongs into its local
 * variables. An exception out of {@link #run} or {@link #resume} becomes a failure of the step. A module whose
 * descriptor says {@link ModuleDescriptor#blocks()} is called on a thread that may wait; any other must answer at once.
 */
public interface Module {
    /** The same descriptor at every call. */
    ModuleDescriptor descriptor();

    /** Does the work of one attempt of one step. */
    StepResult run(StepContext step) throws Exception;

    /** Ends a step whose {@link #run} answered {@link StepResult#waiting}, after its wake-up. */
    default StepResult resume(StepContext step, WakeUp wakeUp) throws Exception {
        return StepResult.done();
    }

    /**
     * Told that a step whose {@link #run} answered {@link StepResult#waiting} will not be resumed, because its execution
     * was stopped or its time is over: the place to take back what the step has asked of others. Must answer at once; an
     * exception is logged and changes nothing.
     */
    default void giveUp(StepContext step) {}

    /** A module made of a descriptor and a function. */
    static Module of(ModuleDescriptor descriptor, Work work) {
        return new Module() {
            @Override
            public ModuleDescriptor descriptor() {
                return descriptor;
            }

            @Override
            public StepResult run(StepContext step) throws Exception {
                return work.run(step);
            }
        };
    }

    /** The work of a module without waiting. */
    @FunctionalInterface
    interface Work {
        StepResult run(StepContext step) throws Exception;
    }
}
