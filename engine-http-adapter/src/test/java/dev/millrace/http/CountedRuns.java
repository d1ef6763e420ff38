package dev.millrace.http;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.concurrent.atomic.AtomicInteger;

/** A module that counts how often it is called. */
final class CountedRuns implements Module {
    private static final ModuleDescriptor DESCRIPTOR =
            ModuleDescriptor.builder("count_runs").build();

    final AtomicInteger count = new AtomicInteger();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        count.incrementAndGet();
        return StepResult.done();
    }
}
