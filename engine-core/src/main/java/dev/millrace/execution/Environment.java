package dev.millrace.execution;

import dev.millrace.plan.Plan;
import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.Timers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What executions need of the engine they run in. One for each engine, immutable, its parts thread-safe.
 *
 * @param workers runs slices of executions; must not run them on the calling thread
 * @param blocking runs calls that may wait
 * @param ids new execution ids
 * @param services what modules find by its type
 * @param deviceInfo what {@code {{device_info}}} gives
 * @param recordings what is recorded of executions
 * @param executions where the journals of executions are kept; null to keep none
 */
public record Environment(
        Clock clock,
        Timers timers,
        Executor workers,
        BlockingCalls blocking,
        RandomGenerator random,
        Supplier<String> ids,
        ExecutionLimits limits,
        Services services,
        Map<String, @Nullable Object> deviceInfo,
        Recordings recordings,
        @Nullable ExecutionStore executions,
        Directory directory) {

    /** The other workflows and executions of the engine. */
    public interface Directory {
        /** The runnable plan of a workflow; empty if there is no such workflow, or it has errors. */
        Optional<Plan> plan(String workflowId);

        /**
         * The plan of the definition with this content hash, on which a snapshot was taken.
         *
         * @throws IllegalStateException if it is not to be had any more
         */
        Plan planByHash(String hash);

        /** Cancels all running executions of a workflow. */
        void cancelAll(String workflowId);

        /** An execution has been given its id. */
        void named(Execution execution, String id);

        /**
         * An execution asks for an id that comes from outside.
         *
         * @return false if it belongs to another
         */
        boolean claimed(Execution execution, String id);

        /** True if an execution with this id is in the store of executions, or in a history that outlives the engine. */
        boolean isStored(String id);

        /** An execution has ended. */
        void ended(Execution execution);

        /** As {@link #ended}, of one that failed and whose workflow names another to start then. Does not block. */
        void failed(FailedExecution execution);

        /** An execution goes on elsewhere, or when the engine is opened again. */
        void left(Execution execution);

        /** A module that was told to stop has not done so in time; its thread is lost until it does. */
        void abandoned(Execution execution, String moduleId);
    }
}
