package dev.millrace.plan;

import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;

/**
 * An output that a step is known to give, whether or not the workflow can be run.
 *
 * @param stepIndex -1 for a trigger
 * @param descriptor of the step's module
 */
public record KnownOutput(String stepId, int stepIndex, ModuleDescriptor descriptor, Output output) {}
