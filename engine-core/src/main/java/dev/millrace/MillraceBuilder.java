package dev.millrace;

import dev.millrace.execution.CalledModules;
import dev.millrace.execution.Environment;
import dev.millrace.execution.ExecutionLimits;
import dev.millrace.execution.LanguageModules;
import dev.millrace.execution.Recordings;
import dev.millrace.execution.Services;
import dev.millrace.execution.Workers;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleCalls;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleProvider;
import dev.millrace.observe.ExecutionObserver;
import dev.millrace.peer.Peers;
import dev.millrace.plan.Construct;
import dev.millrace.store.Clock;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.FolderStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Timers;
import dev.millrace.store.WorkflowStore;
import dev.millrace.work.WorkItemStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts an engine together. Everything has a default; {@code Millrace.builder().build()} is a working engine. */
public final class MillraceBuilder {
    private static final int MAX_HISTORY = 10_000;

    private final List<Module> modules = new ArrayList<>();
    private final List<ModuleProvider> providers = new ArrayList<>();
    private boolean discovers = true;
    private final Map<Class<?>, Object> services = new HashMap<>();
    private final List<ExecutionObserver> observers = new ArrayList<>();
    private final Map<String, @Nullable Object> deviceInfo = new LinkedHashMap<>();
    private boolean keepsHistory;
    private int maxHistory = MAX_HISTORY;
    private @Nullable ExecutionHistory executionHistory;
    private Clock clock = Clock.system();
    private @Nullable Timers timers;
    private @Nullable Executor stepExecutor;
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    private Supplier<String> ids = new ExecutionIds();
    private WorkflowStore workflows = WorkflowStore.inMemory();
    private FolderStore folders = FolderStore.inMemory();
    private @Nullable ExecutionStore executions;
    private WorkItemStore workItems = WorkItemStore.inMemory();
    private RecordStore records = RecordStore.inMemory();
    private int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private Peers peers = new NoPeers();
    private int maxConcurrent;
    private long maxSteps = ExecutionLimits.DEFAULT.maxSteps();
    private int maxCallDepth = ExecutionLimits.DEFAULT.maxCallDepth();
    private int sliceSteps = ExecutionLimits.DEFAULT.sliceSteps();
    private int maxBlockingCalls = 256;
    private Duration grace = ExecutionLimits.DEFAULT.grace();

    MillraceBuilder() {}

    /** Registers a module; it wins over any other with its id. */
    public MillraceBuilder module(Module module) {
        modules.add(module);
        return this;
    }

    /** Registers a set of modules; they win over those found on the class path. */
    public MillraceBuilder modules(ModuleProvider provider) {
        providers.add(provider);
        return this;
    }

    /** Offers only what is registered here: nothing is looked for on the class path. */
    public MillraceBuilder withoutDiscovery() {
        discovers = false;
        return this;
    }

    /** Gives modules something of the host, found by its type: a callback, a client. The host closes it. */
    public <T> MillraceBuilder service(Class<T> type, T service) {
        services.put(type, service);
        return this;
    }

    public MillraceBuilder observer(ExecutionObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Executions keep the newest of their steps and log entries, for views to show. Off unless asked for. */
    public MillraceBuilder history() {
        keepsHistory = true;
        return this;
    }

    /** As {@link #history()}, with this many steps and entries for each execution. */
    public MillraceBuilder history(int maxEntries) {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries must be at least 1, but was " + maxEntries);
        }
        maxHistory = maxEntries;
        return history();
    }

    /**
     * As {@link #history()}, and each start and end of an execution is told to {@code store}, which keeps what became of
     * it; see {@link Millrace#history}.
     */
    public MillraceBuilder history(ExecutionHistory store) {
        executionHistory = store;
        return history();
    }

    /** The engine's clock and its timers, which must agree. */
    public MillraceBuilder clock(Clock engineClock, Timers engineTimers) {
        clock = engineClock;
        timers = engineTimers;
        return this;
    }

    /** Runs slices of executions; must not run them on the thread that hands them over. */
    public MillraceBuilder stepExecutor(Executor executor) {
        stepExecutor = executor;
        return this;
    }

    public MillraceBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /** Where new execution ids come from. */
    public MillraceBuilder ids(Supplier<String> source) {
        ids = source;
        return this;
    }

    public MillraceBuilder workflows(WorkflowStore store) {
        workflows = store;
        return this;
    }

    /** Where the folders of workflows are kept, instead of in memory; see {@link Millrace#folders}. */
    public MillraceBuilder folders(FolderStore store) {
        folders = store;
        return this;
    }

    /**
     * Makes executions durable: what they come to is written to this store before anybody is told of it, and they go on after
     * a crash or a restart; see {@link Millrace#recover}. Without one they are kept in memory alone.
     */
    public MillraceBuilder executions(ExecutionStore store) {
        executions = store;
        return this;
    }

    /** The other engines that work on the same stores; see {@link Millrace#peer}. Without them the engine is alone. */
    public MillraceBuilder peers(Peers others) {
        peers = others;
        return this;
    }

    /** Where work items are kept, instead of in memory; see {@link Millrace#workItems}. */
    public MillraceBuilder workItems(WorkItemStore store) {
        workItems = store;
        return this;
    }

    /**
     * Where the engine keeps the times at which triggers are due next, instead of in memory: they keep to them across a
     * restart, and engines on one store fire each time once.
     */
    public MillraceBuilder records(RecordStore store) {
        records = store;
        return this;
    }

    /** Threads that run steps; default one for each processor, at least two. */
    public MillraceBuilder threads(int count) {
        threads = count;
        return this;
    }

    /** Executions of one workflow at once; 0, the default, for any number. */
    public MillraceBuilder maxConcurrentPerWorkflow(int count) {
        maxConcurrent = count;
        return this;
    }

    /** Steps one execution may run, its branches and sub-workflows counted in; default a hundred million. */
    public MillraceBuilder maxSteps(long count) {
        maxSteps = count;
        return this;
    }

    /** Sub-workflows inside one another; default 32. */
    public MillraceBuilder maxCallDepth(int depth) {
        maxCallDepth = depth;
        return this;
    }

    /** Steps an execution may run before others get its thread; default 2,000. */
    public MillraceBuilder sliceSteps(int steps) {
        sliceSteps = steps;
        return this;
    }

    /** Calls of blocking modules at once; default 256. The others wait until one has ended, as long as their steps may take. */
    public MillraceBuilder maxBlockingCalls(int count) {
        maxBlockingCalls = count;
        return this;
    }

    /** How long a module may take to stop before it is given up; default 5 seconds. */
    public MillraceBuilder grace(Duration time) {
        grace = time;
        return this;
    }

    /** Adds to what {@code {{device_info}}} gives. */
    public MillraceBuilder deviceInfo(String name, @Nullable Object value) {
        deviceInfo.put(name, value);
        return this;
    }

    public Millrace build() {
        Workers workers = new Workers(threads, maxBlockingCalls);
        return new Millrace(this, workers, timers == null ? Timers.system() : timers);
    }

    ModuleCatalogue catalogue() {
        ModuleCatalogue.Builder builder = ModuleCatalogue.builder().language(Construct.descriptors());
        for (Module module : modules) {
            builder.module(module);
        }
        for (ModuleProvider provider : providers) {
            builder.provider(provider);
        }
        for (Module module : LanguageModules.all()) {
            builder.module(module);
        }
        if (discovers) {
            for (ModuleProvider provider : ServiceLoader.load(ModuleProvider.class)) {
                builder.provider(provider);
            }
        }
        return builder.build();
    }

    WorkflowStore workflowStore() {
        return workflows;
    }

    FolderStore folderStore() {
        return folders;
    }

    @Nullable
    ExecutionHistory executionHistory() {
        return executionHistory;
    }

    WorkItemStore workItemStore() {
        return workItems;
    }

    RecordStore recordStore() {
        return records;
    }

    Peers others() {
        return peers;
    }

    /** False if the host runs the slices, so that nobody can wait for them. */
    boolean ownsThreads() {
        return stepExecutor == null;
    }

    int maxConcurrent() {
        return maxConcurrent;
    }

    Environment environment(
            ModuleCatalogue catalogue, Workers workers, Timers engineTimers, Environment.Directory directory) {
        Map<Class<?>, Object> all = new HashMap<>(services);
        all.putIfAbsent(WorkflowStore.class, workflows);
        all.putIfAbsent(FolderStore.class, folders);
        all.put(WorkItemStore.class, workItems);
        all.put(ModuleCalls.class, new CalledModules(catalogue, workers.forCalls()));
        return new Environment(
                clock,
                engineTimers,
                stepExecutor == null ? workers.forSteps() : stepExecutor,
                workers.forCalls(),
                random,
                ids,
                new ExecutionLimits(maxSteps, maxCallDepth, sliceSteps, grace),
                new Services(all),
                DeviceInfo.of(deviceInfo),
                new Recordings(keepsHistory, maxHistory, observers, executionHistory),
                executions,
                directory);
    }
}
