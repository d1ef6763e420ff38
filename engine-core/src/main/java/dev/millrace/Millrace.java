package dev.millrace;

import dev.millrace.execution.Environment;
import dev.millrace.execution.Execution;
import dev.millrace.execution.ExecutionSnapshot;
import dev.millrace.execution.FailedExecution;
import dev.millrace.execution.RunningExecutions;
import dev.millrace.execution.Workers;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.observe.ExecutionView;
import dev.millrace.peer.Instruction;
import dev.millrace.peer.Peers;
import dev.millrace.plan.Compilation;
import dev.millrace.plan.Compiler;
import dev.millrace.plan.KnownOutput;
import dev.millrace.plan.KnownOutputs;
import dev.millrace.plan.Plan;
import dev.millrace.store.ExecutionLostException;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.FolderStore;
import dev.millrace.store.StoredExecution;
import dev.millrace.store.Timers;
import dev.millrace.store.WorkflowStore;
import dev.millrace.template.SystemValue;
import dev.millrace.value.Excerpt;
import dev.millrace.work.WorkItem;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: checks workflows and runs them.
 *
 * <pre>{@code
 * try (Millrace millrace = Millrace.create()) {
 *     Workflow hello = Workflow.read(Path.of("hello.json"));
 *     System.out.println(millrace.run(hello, Map.of("name", "Ann")).output());
 * }
 * }</pre>
 *
 * <p>Thread-safe. An application needs one. Its threads are daemons and start when they are first needed; {@link #close}
 * cancels what runs and leaves none behind.
 */
public final class Millrace implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

    private final Environment environment;
    private final ModuleCatalogue catalogue;
    private final WorkflowStore workflows;
    private final FolderStore folders;
    private final @Nullable ExecutionHistory history;
    private final int maxConcurrentPerWorkflow;
    private final Workers workers;
    private final Timers timers;
    private final TriggerSchedule schedule;
    private final ErrorWorkflows errorWorkflows;
    private final Compiler compiler;
    private final PlanCache plans;
    private final WorkItems workItems;
    private final Peers peers;
    private final Peer peer = new Peer(this);
    private final Map<String, RunningExecutions> running = new ConcurrentHashMap<>();
    private final NamedExecutions named = new NamedExecutions();
    private final AtomicLong abandoned = new AtomicLong();
    private final boolean ownsThreads;
    private final CompletableFuture<Void> graceOver = new CompletableFuture<>();
    private final AtomicLong deployments = new AtomicLong();
    private volatile boolean closed;

    Millrace(MillraceBuilder builder, Workers workers, Timers timers) {
        this.catalogue = builder.catalogue();
        this.compiler = new Compiler(catalogue);
        this.plans = new PlanCache(compiler);
        this.workflows = builder.workflowStore();
        this.folders = builder.folderStore();
        this.history = builder.executionHistory();
        this.maxConcurrentPerWorkflow = builder.maxConcurrent();
        this.workers = workers;
        this.timers = timers;
        this.ownsThreads = builder.ownsThreads();
        this.environment = builder.environment(catalogue, workers, timers, new EngineDirectory());
        this.peers = builder.others();
        this.schedule = new TriggerSchedule(this, environment, new TriggerTimes(builder.recordStore()));
        this.errorWorkflows = new ErrorWorkflows(this, environment);
        this.workItems = new WorkItems(builder.workItemStore(), environment.clock(), this::completed);
    }

    /** An engine with every module on the class path and the machine's clock. */
    public static Millrace create() {
        return builder().build();
    }

    public static MillraceBuilder builder() {
        return new MillraceBuilder();
    }

    /** Every problem of a workflow, in the order of its steps. Without an error it can be started. */
    public List<Problem> check(Workflow workflow) {
        return compile(workflow).problems();
    }

    /**
     * Compiles a workflow, to run it many times.
     *
     * @throws InvalidWorkflowException if it has errors
     */
    public PreparedWorkflow prepare(Workflow workflow) {
        Compilation compilation = compile(workflow);
        Plan plan = compilation.plan();
        if (plan == null) {
            throw new InvalidWorkflowException(compilation.problems());
        }
        return new PreparedWorkflow(environment, plan, compilation.problems(), running(workflow.id()));
    }

    /**
     * The outputs that references in a workflow can name, those of the triggers and then those of the steps, in order.
     * Steps that are disabled give none. The workflow may have problems; the time it takes grows with its steps alone.
     */
    public List<MagicVariable> magicVariables(Workflow workflow) {
        return magicVariables(knownOutputs(workflow).all());
    }

    /**
     * As {@link #magicVariables(Workflow)}, but only those that one step may read: of the steps before it, and not of
     * branches and parts of an if beside its own. A trigger may read none.
     *
     * @throws IllegalArgumentException if the workflow has no such step
     */
    public List<MagicVariable> magicVariables(Workflow workflow, String stepId) {
        return magicVariables(knownOutputs(workflow)
                .before(stepId)
                .orElseThrow(() -> new IllegalArgumentException("workflow " + Excerpt.quoted(workflow.name())
                        + " has no step " + Excerpt.quoted(stepId) + "; use the id of one of its steps")));
    }

    private KnownOutputs knownOutputs(Workflow workflow) {
        return compiler.outputs(workflow, workflows::find);
    }

    private static List<MagicVariable> magicVariables(List<KnownOutput> outputs) {
        return outputs.stream().map(MagicVariable::of).toList();
    }

    /** The values that every execution offers without a step. */
    public List<SystemVariable> systemVariables() {
        return Stream.of(SystemValue.values()).map(SystemVariable::of).toList();
    }

    private Compilation compile(Workflow workflow) {
        return plans.compile(workflow);
    }

    private RunningExecutions running(String workflowId) {
        RunningExecutions executions =
                running.computeIfAbsent(workflowId, unused -> new RunningExecutions(maxConcurrentPerWorkflow));
        if (closed) {
            executions.close();
        }
        return executions;
    }

    /** As {@link #run(Workflow, StartRequest)}, with these named variables. */
    public ExecutionResult run(Workflow workflow, Map<String, ?> inputs) {
        return run(workflow, StartRequest.inputs(inputs));
    }

    /**
     * Runs a workflow on the calling thread, and waits where it waits.
     *
     * @throws InvalidWorkflowException if it has errors
     * @throws StartRefusedException if it may not start now
     */
    public ExecutionResult run(Workflow workflow, StartRequest request) {
        refuseIfClosed();
        return prepare(workflow).run(request);
    }

    /**
     * Starts a workflow and returns at once.
     *
     * @throws InvalidWorkflowException if it has errors
     * @throws StartRefusedException if it may not start now
     */
    public ExecutionHandle start(Workflow workflow, StartRequest request) {
        refuseIfClosed();
        return prepare(workflow).start(request);
    }

    /** As {@link #start(Workflow, StartRequest)}, with a deployed workflow. */
    public ExecutionHandle start(String workflowId, StartRequest request) {
        Workflow workflow = workflows
                .find(workflowId)
                .orElseThrow(() -> new StartRefusedException(
                        StartRefusedException.Reason.UNKNOWN_WORKFLOW,
                        "there is no workflow with the id \"" + workflowId + "\"; deploy it first"));
        return start(workflow, request);
    }

    /**
     * Runs the deployed workflow of an execution that is over once more, from one of its steps on: the steps before it count as
     * run, with the outputs that they gave or that are given now. The named variables are those with which the execution
     * ended, unless others are given. It is an execution of its own, triggered by {@code rerun:} and the id of the first one.
     *
     * @throws IllegalArgumentException if no such execution is known to be over, its workflow is not deployed, or the step is
     *     not there or in a loop, try or branch
     * @throws InvalidWorkflowException if the workflow has errors
     * @throws StartRefusedException if it may not start now
     */
    public ExecutionHandle rerun(Rerun request) {
        refuseIfClosed();
        ExecutionView origin = overView(request.executionId());
        if (!origin.truncated().isEmpty()) {
            throw new IllegalArgumentException("of the values of execution " + Excerpt.quoted(request.executionId())
                    + " only a part is kept, as they are large; start its workflow again");
        }
        Workflow workflow = workflows
                .find(origin.workflowId())
                .orElseThrow(() -> new IllegalArgumentException("workflow " + Excerpt.quoted(origin.workflowId())
                        + " is not deployed any more; deploy it to run it again"));
        PreparedWorkflow prepared = prepare(workflow);
        int from = prepared.placeToBegin(request.fromStepId());
        Map<String, Map<String, @Nullable Object>> outputs = new LinkedHashMap<>(origin.outputs());
        prepared.stepsFrom(from).forEach(outputs::remove);
        outputs.putAll(request.outputs());
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(origin.variables());
        variables.putAll(request.variables());
        return prepared.startAt(
                from, outputs, StartRequest.inputs(variables).withTriggeredBy("rerun:" + request.executionId()));
    }

    private ExecutionView overView(String executionId) {
        return Optional.ofNullable(named.find(executionId))
                .filter(ExecutionHandle::isOver)
                .map(ExecutionHandle::view)
                .or(() -> history().flatMap(kept -> kept.find(executionId)))
                .orElseThrow(() -> new IllegalArgumentException("no execution " + Excerpt.quoted(executionId)
                        + " is known to be over; wait for its end, or keep a history"));
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new StartRefusedException(StartRefusedException.Reason.CLOSED, "the engine is closed");
        }
    }

    /** The execution with this id, running or among the newest ten thousand that ended. */
    public Optional<ExecutionHandle> find(String executionId) {
        return Optional.ofNullable(named.find(executionId));
    }

    /** The execution with this id, if it is under way here. */
    Optional<StartedExecution> underWay(String executionId) {
        return named.underWay(executionId);
    }

    /**
     * Makes a workflow known to the engine: others can call it, and while it is enabled its scheduled triggers start it.
     * Replaces the workflow with its id; executions under way end on what they started with.
     */
    public void deploy(Workflow workflow) {
        workflows.find(workflow.id()).ifPresent(before -> schedule.changing(before, workflow));
        workflows.save(workflow);
        deployments.incrementAndGet();
        schedule.arm(workflow);
        peers.changed(workflow.id());
    }

    /** Forgets a deployed workflow. What runs goes on. */
    public boolean undeploy(String workflowId) {
        schedule.disarm(workflowId);
        workflows.find(workflowId).ifPresent(schedule::deleting);
        boolean known = workflows.delete(workflowId);
        deployments.incrementAndGet();
        peers.changed(workflowId);
        return known;
    }

    void changedElsewhere(String workflowId) {
        deployments.incrementAndGet();
        workflows.find(workflowId).ifPresentOrElse(schedule::arm, () -> schedule.disarm(workflowId));
    }

    /**
     * How often something was deployed or undeployed. What was made from {@link #workflows} after this was read holds as
     * long as it stays the same; it changes before a deployment returns. Costs one read of memory.
     */
    public long deployments() {
        return deployments.get();
    }

    /**
     * Calls back at a time, by the engine's timers, for a host that answers somebody later.
     *
     * @param epochMillis a reading of the engine's clock
     * @param action short; it runs on the timer's thread
     * @return to forget it by
     */
    public Timers.Timer callAt(long epochMillis, Runnable action) {
        return timers.at(epochMillis, action);
    }

    /** Cancels every running execution of a workflow, those of the engine's peers too. */
    public void cancelAll(String workflowId) {
        cancelAllHere(workflowId);
        peers.cancelAll(workflowId);
    }

    void cancelAllHere(String workflowId) {
        RunningExecutions executions = running.get(workflowId);
        if (executions != null) {
            executions.cancelAll();
        }
    }

    /**
     * Goes on with what the builder's stores hold: every execution that this engine does not have, and the scheduled triggers
     * of the workflows. A trigger that was due while no engine ran fires once, at once, if {@link MillraceBuilder#records}
     * outlives the engine. To be called once, before the first start.
     *
     * @return how many there were, and which could not be restored; those stay in the store
     */
    public Recovery recover() {
        ExecutionStore store = environment.executions();
        Recovery.Count count = new Recovery.Count();
        if (store != null) {
            store.forEach(stored -> recover(stored, count));
        }
        workflows.list().forEach(schedule::arm);
        return count.recovery();
    }

    private void recover(StoredExecution stored, Recovery.Count count) {
        if (named.underWay(stored.executionId()).isPresent()) {
            return;
        }
        try {
            restore(stored);
            count.restored();
        } catch (RuntimeException e) {
            log().error("Execution {} of workflow {} cannot go on", stored.executionId(), stored.workflowId(), e);
            count.broken(stored, e);
        }
    }

    /** An execution that goes on with its journal. */
    Execution restore(StoredExecution stored) {
        return revive(Execution.restored(environment, stored));
    }

    /**
     * An execution of the store that goes on here.
     *
     * @param told tells it something before it goes on
     */
    CompletableFuture<Boolean> takeUp(String id, Function<StartedExecution, CompletableFuture<Boolean>> told) {
        StoredExecution stored = Optional.ofNullable(environment.executions())
                .flatMap(store -> store.find(id))
                .orElseThrow(() -> new IllegalStateException("execution " + id + " is not in the store"));
        Execution execution = Execution.restored(environment, stored);
        CompletableFuture<Boolean> obeyed = told.apply(new StartedExecution(execution));
        revive(execution);
        return obeyed;
    }

    /** An execution that goes on from a snapshot, and keeps no journal. */
    Execution restore(ExecutionSnapshot snapshot) {
        return revive(Execution.restored(environment, snapshot));
    }

    private Execution revive(Execution execution) {
        running(execution.plan().workflow().id()).admitRestored(execution);
        List<WorkItem> completed = completedMeanwhile(execution);
        execution.revive();
        completed.forEach(this::deliver);
        return execution;
    }

    /** The items that were completed when the execution was not here to be told. */
    private List<WorkItem> completedMeanwhile(Execution execution) {
        List<WorkItem> completed = new ArrayList<>();
        execution.eachAwaitedSignal(signal -> WorkItem.idIn(signal)
                .flatMap(workItems::find)
                .filter(item -> item.outcome().isPresent())
                .ifPresent(completed::add));
        return completed;
    }

    private void completed(WorkItem item) {
        if (!deliver(item)) {
            peers.send(item.origin().executionId(), new Instruction.Completed(item.id()));
        }
    }

    /** False if the execution is not here to be told. */
    boolean deliver(WorkItem completed) {
        Optional<StartedExecution> waiting = named.underWay(completed.origin().executionId());
        waiting.ifPresent(handle -> handle.execution().deliver(WorkItem.signalOf(completed.id()), completed.result()));
        return waiting.isPresent();
    }

    /**
     * Tells an execution something, wherever it is under way: here, or on one of the engine's {@link MillraceBuilder#peers}.
     * With a store of executions it is durable when this returns; what a peer has to do it does soon afterwards.
     *
     * @return false if no execution with this id is under way, or a thousand signals wait to be taken by it
     * @throws dev.millrace.store.StoreException if the peers are out of reach
     */
    public boolean send(String executionId, Instruction instruction) {
        if (!peer.has(executionId)) {
            return peers.send(executionId, instruction);
        }
        try {
            return peer.tell(executionId, instruction).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ExecutionLostException) {
                return peers.send(executionId, instruction);
            }
            throw e;
        }
    }

    /** This engine as its peers' equal, for who spreads executions over engines. */
    public Peer peer() {
        return peer;
    }

    CompletableFuture<Void> letGo(String why) {
        CompletableFuture<Void> gone = ends();
        running.values().forEach(executions -> executions.leaveAllNow(why));
        return gone;
    }

    /** Every module the engine knows. */
    public ModuleCatalogue modules() {
        return catalogue;
    }

    /** The deployed workflows. */
    public WorkflowStore workflows() {
        return workflows;
    }

    /** The folders of the workflows. */
    public FolderStore folders() {
        return folders;
    }

    /** What became of executions; empty unless the builder was given a {@link MillraceBuilder#history(ExecutionHistory)}. */
    public Optional<ExecutionHistory> history() {
        return Optional.ofNullable(history);
    }

    /** What executions wait for people to do. */
    public WorkItems workItems() {
        return workItems;
    }

    /** Modules that did not stop when told to, and whose threads were given up. */
    public long abandonedCalls() {
        return abandoned.get();
    }

    /** As {@link #close(Duration)} without a grace: cancels what runs, and ends the engine's threads within a few seconds. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Refuses new starts and disarms triggers at once, lets what runs end by itself for some time, then cancels what has not
     * and ends the engine's threads within a few seconds. Repeatable: a call without a grace ends that of an earlier call
     * that still waits, and any further call returns at once. An interrupt ends the grace and is kept.
     *
     * <p>With a store of executions nothing is cancelled: no further step begins, calls under way have the grace to end, and
     * all executions go on when an engine with the same store is built and told to {@link #recover}.
     *
     * @param grace by the engine's clock; zero for none
     * @throws ArithmeticException if it is longer than the clock can count; nothing is closed then
     */
    public void close(Duration grace) {
        long graceEnd = Math.addExact(environment.clock().epochMillis(), grace.toMillis());
        if (grace.isZero() || grace.isNegative()) {
            graceOver.complete(null);
        }
        if (!startClosing()) {
            return;
        }
        schedule.close();
        running.values().forEach(RunningExecutions::close);
        if (environment.executions() != null) {
            running.values().forEach(RunningExecutions::suspendAll);
        }
        awaitEnds(graceEnd);
        running.values()
                .forEach(
                        environment.executions() == null
                                ? RunningExecutions::cancelAll
                                : RunningExecutions::suspendAllNow);
        if (ownsThreads) {
            awaitCancelled();
        }
        timers.close();
        workers.close();
        environment.services().close();
    }

    private synchronized boolean startClosing() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Lets what runs end by itself until then. */
    private void awaitEnds(long untilMillis) {
        if (graceOver.isDone()) {
            return;
        }
        CompletableFuture<Void> ends = ends();
        if (ends.isDone()) {
            return;
        }
        Timers.Timer deadline = timers.at(untilMillis, () -> graceOver.complete(null));
        try {
            CompletableFuture.anyOf(ends, graceOver).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an execution ends without an exception", e);
        }
        deadline.cancel();
    }

    private CompletableFuture<Void> ends() {
        return CompletableFuture.allOf(running.values().stream()
                .flatMap(executions -> executions.all().stream())
                .map(execution -> execution.whenOver().handle((over, left) -> over))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Lets what was cancelled come to its end while there are threads for it. */
    private void awaitCancelled() {
        try {
            ends().get(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log().warn("Executions had not ended when the engine was closed; their threads are interrupted");
        }
    }

    private final class EngineDirectory implements Environment.Directory {
        @Override
        public Optional<Plan> plan(String workflowId) {
            return workflows
                    .find(workflowId)
                    .flatMap(workflow -> compile(workflow).runnable());
        }

        @Override
        public Plan planByHash(String hash) {
            Compilation known = plans.find(hash);
            if (known == null) {
                known = definition(hash).map(Millrace.this::compile).orElse(null);
            }
            Plan plan = known == null ? null : known.plan();
            if (plan == null) {
                throw new IllegalStateException("the definition with the hash " + hash
                        + " is not to be had, or not with the modules of this engine; deploy it to go on");
            }
            return plan;
        }

        private Optional<Workflow> definition(String hash) {
            ExecutionStore store = environment.executions();
            return Optional.ofNullable(store)
                    .flatMap(kept -> kept.definition(hash))
                    .or(() -> workflows.list().stream()
                            .filter(workflow -> workflow.contentHash().equals(hash))
                            .findFirst());
        }

        @Override
        public void cancelAll(String workflowId) {
            Millrace.this.cancelAll(workflowId);
        }

        @Override
        public void named(Execution execution, String id) {
            named.begin(id, execution);
            if (execution.isOver()) {
                ended(execution);
            }
        }

        @Override
        public boolean claimed(Execution execution, String id) {
            return !isStored(id) && named.claim(id, execution);
        }

        @Override
        public boolean isStored(String id) {
            ExecutionStore store = environment.executions();
            return store != null
                    && (store.find(id).isPresent()
                            || history != null && history.find(id).isPresent());
        }

        @Override
        public void ended(Execution execution) {
            named.end(new EndedExecution(execution.plan().workflow(), execution.currentView()));
        }

        @Override
        public void failed(FailedExecution execution) {
            errorWorkflows.startFor(execution);
        }

        @Override
        public void left(Execution execution) {
            named.leave(execution);
        }

        @Override
        public void abandoned(Execution execution, String moduleId) {
            abandoned.incrementAndGet();
            log().warn(
                            "A call of {} in execution {} did not stop when told to; its thread is given up",
                            moduleId,
                            execution.id());
        }
    }

    /** Asked for when there is something to say: finding the library for logs takes a tenth of a first run. */
    private static Logger log() {
        return LoggerFactory.getLogger(Millrace.class);
    }
}
