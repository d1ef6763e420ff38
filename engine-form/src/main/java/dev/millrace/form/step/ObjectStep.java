package dev.millrace.form.step;

import dev.millrace.form.Author;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.ObjectException;
import dev.millrace.form.Submission;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the modules have in common: inputs, who they act for, and how a refusal ends the step. */
final class ObjectStep {
    private ObjectStep() {}

    interface Work {
        CompletionStage<? extends Map<String, ? extends @Nullable Object>> run(
                BusinessObjects objects, StepContext step);
    }

    static ModuleDescriptor.Builder descriptor(String id, String alias, Effect effect) {
        return ModuleDescriptor.builder(id)
                .alias(alias)
                .category(Category.DATA)
                .icon("ic_form")
                .effect(effect);
    }

    static Input schemaCode() {
        return Input.text("schemaCode").required().label("表单编码", "Form Code").help("对象所属的表单", "The form of the object");
    }

    static Input bizObjectId() {
        return Input.text("bizObjectId").required().label("对象标识", "Object Id").help("业务对象的标识", "The id of the object");
    }

    static Input submitterId() {
        return Input.text("submitterId")
                .label("操作人", "Submitter")
                .help("未指定 OwnerId 时的提交人", "Owns what names no OwnerId; the author of the change");
    }

    static Module module(ModuleDescriptor descriptor, Work work) {
        return Module.of(descriptor, step -> StepResult.later(run(work, step)));
    }

    private static CompletionStage<StepResult> run(Work work, StepContext step) {
        BusinessObjects objects = step.service(BusinessObjects.class)
                .orElseThrow(() -> new StepFailedException(
                        "No business objects", "this host has no forms; give the engine its BusinessObjects"));
        try {
            return work.run(objects, step)
                    .<StepResult>thenApply(StepResult::done)
                    .exceptionally(thrown -> refused(refusal(thrown)));
        } catch (ObjectException refusal) {
            return java.util.concurrent.CompletableFuture.completedFuture(refused(refusal));
        }
    }

    private static ObjectException refusal(Throwable thrown) {
        if (thrown instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return refusal(wrapped.getCause());
        }
        if (thrown instanceof ObjectException refusal) {
            return refusal;
        }
        throw new CompletionException(thrown);
    }

    private static StepResult refused(ObjectException refusal) {
        return StepResult.failed(refusal.error().id(), refusal.text());
    }

    /** Rules that start rules are counted in what they are started with. */
    static Author author(StepContext step) {
        Object depth = step.triggerData() instanceof Map<?, ?> data ? data.get("depth") : null;
        return new Author(step.text("submitterId", ""), depth instanceof Number number ? number.intValue() : 0);
    }

    static Submission submission(StepContext step) {
        return step.truth("isSubmit", false) ? Submission.SUBMIT : Submission.SAVE;
    }
}
