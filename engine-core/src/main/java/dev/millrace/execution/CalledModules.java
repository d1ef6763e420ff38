package dev.millrace.execution;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleCalls;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.value.Excerpt;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls the modules of a catalogue on the thread that asks, or on one that may wait. Immutable but for what it caches. */
public final class CalledModules implements ModuleCalls {
    private final ModuleCatalogue catalogue;
    private final BlockingCalls blocking;
    private volatile @Nullable Set<String> names;

    /** @param blocking as {@link Environment#blocking} */
    public CalledModules(ModuleCatalogue catalogue, BlockingCalls blocking) {
        this.catalogue = catalogue;
        this.blocking = blocking;
    }

    @Override
    public Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = listed();
            names = known;
        }
        return known;
    }

    private Set<String> listed() {
        Set<String> all = new TreeSet<>();
        for (ModuleCatalogue.Entry entry : catalogue.entries()) {
            if (isCallable(entry)) {
                all.add(entry.descriptor().id());
                all.addAll(entry.descriptor().aliases());
            }
        }
        return Collections.unmodifiableSet(all);
    }

    private static boolean isCallable(ModuleCatalogue.Entry entry) {
        ModuleDescriptor descriptor = entry.descriptor();
        return entry.module() != null
                && descriptor.block().equals(BlockRole.NONE)
                && descriptor.category() != Category.TRIGGER;
    }

    @Override
    public CompletionStage<StepResult> call(
            StepContext caller, int number, String name, Map<String, ? extends @Nullable Object> parameters) {
        ModuleCatalogue.Entry entry = catalogue.find(name).orElse(null);
        Module module = entry == null ? null : entry.module();
        if (entry == null || module == null || !isCallable(entry)) {
            return CompletableFuture.completedFuture(StepResult.failed(
                    "Unknown module", "there is no module " + Excerpt.quoted(name) + " that can be called"));
        }
        CalledStep step = CalledStep.of(caller, number, name, entry.descriptor(), parameters);
        return module.descriptor().blocks() ? later(caller, module, step) : settled(name, run(module, step));
    }

    private CompletionStage<StepResult> later(StepContext caller, Module module, CalledStep step) {
        CompletableFuture<StepResult> answer = new CompletableFuture<>();
        boolean begun = blocking.beginWithin(caller, step, () -> run(module, step), answer::complete);
        CompletableFuture<StepResult> end = answer.thenCompose(result -> settled(step.moduleId(), result));
        if (!begun) {
            blocking.takeBackOnCancel(step, () -> answer.complete(ModuleInvocation.toldToStop()));
            var unused = end.whenComplete((result, thrown) -> blocking.takeBack(step));
        }
        return end;
    }

    private static CompletionStage<StepResult> settled(String name, @Nullable StepResult result) {
        if (result instanceof StepResult.Later later) {
            return later.stage()
                    .handle((answer, thrown) -> thrown == null ? answer : ModuleInvocation.failed(thrown))
                    .thenCompose(answer -> settled(name, answer));
        }
        if (result instanceof StepResult.Done || result instanceof StepResult.Failed) {
            return CompletableFuture.completedFuture(result);
        }
        return CompletableFuture.completedFuture(StepResult.failed(
                "Cannot wait",
                name + " waits, which a module cannot do when another calls it; make it a step of its own"));
    }

    private static StepResult run(Module module, CalledStep step) {
        return ModuleInvocation.run(module, step);
    }
}
