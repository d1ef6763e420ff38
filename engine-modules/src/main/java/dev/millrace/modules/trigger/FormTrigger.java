package dev.millrace.modules.trigger;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.List;
import java.util.Map;

/** A business object takes part in a workflow: it was saved through a form, or one of its rules fired. */
final class FormTrigger implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_form")
            .alias("flow.trigger.form")
            .category(Category.TRIGGER)
            .name("表单触发", "Form")
            .description("业务对象保存或变化时启动", "A business object was saved or changed")
            .input(Input.text("schemaCode")
                    .literal()
                    .label("表单编码", "Form Code")
                    .help("启动工作流的表单", "The form whose objects start the workflow"))
            .output(
                    Output.text("schemaCode")
                            .label("表单编码", "Form Code")
                            .help("业务对象所属的表单", "The form the object belongs to"),
                    Output.text("bizObjectId").label("对象标识", "Object Id").help("业务对象的标识", "The id of the object"),
                    Output.dictionary("bizObject").label("业务对象", "Object").help("业务对象的字段", "The fields of the object"),
                    Output.dictionary("previous")
                            .label("之前的对象", "Previous Object")
                            .help("变化之前的字段", "Its fields before the change"),
                    Output.text("event")
                            .label("事件", "Event")
                            .help(
                                    "effective、invalid、updated、created 或 removed",
                                    "effective, invalid, updated, created or removed"))
            .openOutputs()
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("某个表单", "One form"), Map.of("schemaCode", "purchase_order"), Map.of()))
            .build();

    private static final List<String> DECLARED =
            DESCRIPTOR.outputs().stream().map(Output::id).toList();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return TriggerData.outputs(step, DECLARED);
    }
}
