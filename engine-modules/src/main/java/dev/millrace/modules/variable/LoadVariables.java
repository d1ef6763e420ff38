package dev.millrace.modules.variable;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.store.WorkflowStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the initial values of another workflow's variables (spec vflow-model 6.3, variable.load). Never fails:
 * what does not exist is skipped.
 */
final class LoadVariables implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("load_variables")
            .alias("vflow.variable.load")
            .category(Category.DATA)
            .name("载入变量", "Load Variables")
            .description("载入另一个工作流的变量", "Take over variables of another workflow")
            .input(
                    Input.text("workflow_id")
                            .literal()
                            .required()
                            .label("工作流", "Workflow")
                            .help("变量所在工作流的标识", "Id of the workflow that creates the variables"),
                    Input.text("variable_names")
                            .literal()
                            .label("变量名", "Variable Names")
                            .help("用逗号分隔", "Separated by commas"),
                    Input.options("mode", "share", "copy")
                            .withDefault("share")
                            .legacyOption("共享", "share")
                            .legacyOption("复制", "copy")
                            .label("方式", "Mode")
                            .help(
                                    "共享只供编辑器提示；复制会设置初始值",
                                    "Sharing only helps the editor; copying sets the initial values"))
            .effect(Effect.REPEATABLE)
            .blocks() // a workflow store may
            .example(new ModuleExample(
                    new LocalizedText("复制初始值", "Copy initial values"),
                    Map.of("workflow_id", "settings", "variable_names", "city, language", "mode", "copy"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        if (step.option("mode", "share").equals("copy")) {
            step.service(WorkflowStore.class)
                    .flatMap(workflows ->
                            workflows.find(step.text("workflow_id", "").strip()))
                    .ifPresent(workflow -> copy(step, InitialVariables.of(workflow)));
        }
        return StepResult.done();
    }

    private static void copy(StepContext step, Map<String, @Nullable Object> variables) {
        for (String listed : step.text("variable_names", "").split(",", -1)) {
            String name = listed.strip();
            if (variables.containsKey(name)) {
                step.variables().set(name, variables.get(name));
            }
        }
    }
}
