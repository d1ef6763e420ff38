package dev.millrace.form.step;

import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import java.util.Map;
import java.util.Optional;

/** {@code object_create}, {@code object_update} and {@code object_remove}. */
final class WritingModules {
    static final Module CREATE = ObjectStep.module(
            ObjectStep.descriptor("object_create", "flow.object.create", Effect.ONCE)
                    .name("创建业务对象", "Create Object")
                    .description("创建业务对象，可以提交", "Creates a business object, and submits it if asked to")
                    .input(
                            ObjectStep.schemaCode(),
                            object("bizObject", "对象的字段", "The fields of the object"),
                            isSubmit(),
                            ObjectStep.submitterId())
                    .output(
                            id(),
                            Output.text("workflowInstanceId")
                                    .label("流程实例标识", "Workflow Instance Id")
                                    .help("没有流程时为空", "Empty without a workflow"))
                    .example(new ModuleExample(
                            new LocalizedText("生效的采购单", "A purchase order in effect"),
                            Map.of("schemaCode", "Purchase", "bizObject", Map.of("F_No", "PR-1"), "isSubmit", true),
                            Map.of()))
                    .build(),
            (objects, step) -> objects.create(
                            step.text("schemaCode"),
                            step.dictionary("bizObject"),
                            ObjectStep.submission(step),
                            ObjectStep.author(step))
                    .thenApply(receipt -> Map.of(
                            "bizObjectId", receipt.objectId(), "workflowInstanceId", receipt.workflowInstanceId())));

    static final Module UPDATE = ObjectStep.module(
            ObjectStep.descriptor("object_update", "flow.object.update", Effect.REPEATABLE)
                    .name("更新业务对象", "Update Object")
                    .description("更新业务对象的部分字段", "Changes the fields of a business object that are given")
                    .input(
                            ObjectStep.schemaCode(),
                            ObjectStep.bizObjectId(),
                            object("bizObject", "要更新的字段", "The fields to change"),
                            isSubmit(),
                            ObjectStep.submitterId())
                    .output(id())
                    .example(new ModuleExample(
                            new LocalizedText("修改金额", "Another amount"),
                            Map.of(
                                    "schemaCode",
                                    "Purchase",
                                    "bizObjectId",
                                    "6d0a6d1e-6a57-4f0a-9f40-0f7bb2a0c001",
                                    "bizObject",
                                    Map.of("F_Amount", 90)),
                            Map.of()))
                    .build(),
            (objects, step) -> {
                String objectId = step.text("bizObjectId");
                return objects.update(
                                step.text("schemaCode"),
                                objectId,
                                step.dictionary("bizObject"),
                                ObjectStep.submission(step),
                                Optional.empty(),
                                ObjectStep.author(step))
                        .thenApply(unused -> Map.of("bizObjectId", objectId));
            });

    static final Module REMOVE = ObjectStep.module(
            ObjectStep.descriptor("object_remove", "flow.object.remove", Effect.ONCE)
                    .name("删除业务对象", "Remove Object")
                    .description("删除业务对象及其附件", "Removes a business object with its rows and files")
                    .input(ObjectStep.schemaCode(), ObjectStep.bizObjectId(), ObjectStep.submitterId())
                    .output(id())
                    .example(new ModuleExample(
                            new LocalizedText("删除采购单", "Remove a purchase order"),
                            Map.of("schemaCode", "Purchase", "bizObjectId", "6d0a6d1e-6a57-4f0a-9f40-0f7bb2a0c001"),
                            Map.of()))
                    .build(),
            (objects, step) -> {
                String objectId = step.text("bizObjectId");
                return objects.remove(step.text("schemaCode"), objectId, ObjectStep.author(step))
                        .thenApply(unused -> Map.of("bizObjectId", objectId));
            });

    private WritingModules() {}

    private static Input object(String id, String help, String englishHelp) {
        return Input.dictionary(id).required().label("业务对象", "Object").help(help, englishHelp);
    }

    private static Input isSubmit() {
        return Input.truth("isSubmit")
                .label("提交", "Submit")
                .help("生效，或从发起节点流转到下一节点", "It takes effect, or moves on from the start of its workflow");
    }

    private static Output id() {
        return Output.text("bizObjectId").label("对象标识", "Object Id").help("业务对象的标识", "The id of the object");
    }
}
