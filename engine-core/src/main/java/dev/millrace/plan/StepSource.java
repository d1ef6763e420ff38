package dev.millrace.plan;

import dev.millrace.module.Effect;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.workflow.Step;

/**
 * Where an operation comes from: what messages, logs and views say of a step.
 *
 * @param index position in the workflow's steps, from 0; -1 for a trigger
 * @param descriptor the module's, or the language's
 * @param effect of a call with the step's parameters
 * @param policy what follows when the step fails
 * @param afterBlock where a skipped step goes on: after the block's end for the start of a block, else the next step
 */
public record StepSource(
        int index, Step step, ModuleDescriptor descriptor, Effect effect, ErrorPolicy policy, int afterBlock) {
    public String id() {
        return step.id();
    }

    /** The module id as the step wrote it. */
    public String moduleId() {
        return step.moduleId();
    }
}
