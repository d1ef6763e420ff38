package dev.millrace.plan;

import static dev.millrace.module.BlockRole.end;
import static dev.millrace.module.BlockRole.middle;
import static dev.millrace.module.BlockRole.start;

import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.Output;
import dev.millrace.module.Parameters;
import dev.millrace.template.ConditionOperator;
import dev.millrace.value.VariableTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the language itself: control flow and named variables. The compiler lowers each to an operation of its
 * own; every other step calls a module. Ids and aliases are those of decision D1, parameters those of spec vflow-model
 * 6.2, 6.3 and sync-api-trigger 9.
 *
 * <p>Every engine makes all of them before its first step, so they are described without lambdas, each of which takes
 * longer to link than its step to describe.
 */
public enum Construct {
    IF(condition(step("if_condition", "vflow.logic.if.start", start("if", "endif"), "If条件", "If Condition"))),
    ELSE_IF(condition(step("else_if", "flow.logic.else_if", middle("if"), "否则如果", "Else If"))),
    ELSE(step("else", "vflow.logic.if.middle", middle("if"), "否则", "Else")),
    END_IF(step("endif", "vflow.logic.if.end", end("if"), "结束If", "End If")),
    LOOP(step("loop", "vflow.logic.loop.start", start("loop", "end_loop"), "循环", "Loop")
            .input(Input.number("count")
                    .withDefault(5)
                    .required()
                    .atLeast(1)
                    .label("次数", "Count")
                    .help("循环执行的次数", "How many rounds to run"))
            .output(
                    Output.number("loop_index").label("当前次数", "Round").help("从 1 开始", "From 1"),
                    Output.number("loop_total")
                            .label("总次数", "Rounds in all")
                            .help("循环的总次数", "How many rounds there are"))),
    END_LOOP(step("end_loop", "vflow.logic.loop.end", end("loop"), "结束循环", "End Loop")),
    FOR_EACH(step("for_each", "vflow.logic.foreach.start", start("foreach", "end_for_each"), "遍历", "For Each")
            .input(
                    Input.any("input_list")
                            .label("列表", "List")
                            .help("逐项遍历的列表;文本按字符遍历", "The list to go through; a text is gone through by characters"),
                    Input.number("maxConcurrency")
                            .literal()
                            .withDefault(1)
                            .wholeNumber()
                            .range(1, 10_000)
                            .label("并行数", "Concurrency")
                            .help("同时执行的轮数", "How many rounds may run at once"))
            .output(
                    Output.any("item").label("当前项", "Item").help("本轮的元素", "The element of this round"),
                    Output.number("index").label("序号", "Index").help("从 1 开始", "From 1"))),
    END_FOR_EACH(step("end_for_each", "vflow.logic.foreach.end", end("foreach"), "结束遍历", "End For Each")),
    WHILE(condition(step("while", "vflow.logic.while.start", start("while", "end_while"), "条件循环", "While"))),
    END_WHILE(step("end_while", "vflow.logic.while.end", end("while"), "结束条件循环", "End While")),
    BREAK(step("break", "vflow.logic.break_loop", BlockRole.NONE, "跳出循环", "Break")),
    CONTINUE(step("continue", "vflow.logic.continue_loop", BlockRole.NONE, "继续循环", "Continue")),
    JUMP(step("jump", "vflow.logic.jump", BlockRole.NONE, "跳转", "Jump")
            .input(Input.number("target_step_index")
                    .withDefault(1)
                    .required()
                    .wholeNumber()
                    .atLeast(1)
                    .label("目标步骤", "Target step")
                    .help("目标步骤的序号,从1开始", "Position of the step to go on with, from 1"))),
    CALL_WORKFLOW(step("call_workflow", "vflow.logic.call_workflow", BlockRole.NONE, "调用工作流", "Call Workflow")
            .input(
                    Input.text("workflow_id")
                            .literal()
                            .required()
                            .length(1, 200)
                            .label("工作流", "Workflow")
                            .help("要调用的工作流的ID", "Id of the workflow to call"),
                    Input.dictionary("inputs").label("输入", "Inputs").help("作为命名变量传入", "Handed over as named variables"))
            .output(Output.any("result")
                    .label("返回值", "Result")
                    .help("被调用的工作流返回的值", "What the called workflow returned"))
            .openOutputs()),
    RETURN(step("return", "vflow.logic.return", BlockRole.NONE, "返回", "Return")
            .input(Input.any("value").label("返回值", "Value").help("工作流的返回值", "What the workflow returns"))),
    STOP(step("stop_workflow", "vflow.logic.stop_workflow", BlockRole.NONE, "停止工作流", "Stop Workflow")
            .input(
                    Input.options("target", "current", "other")
                            .withDefault("current")
                            .legacyOption("当前工作流", "current")
                            .legacyOption("指定工作流", "other")
                            .label("目标", "Target")
                            .help("停止当前工作流或另一个", "This workflow, or another"),
                    Input.text("workflow_id")
                            .literal()
                            .visibleWhen("target", "other")
                            .label("工作流", "Workflow")
                            .help("要停止的工作流的ID", "Id of the workflow to stop"))),
    PARALLEL(step("parallel", "flow.parallel.start", start("parallel", "end_parallel"), "并行", "Parallel")
            .input(
                    Input.options("join", "all", "any", "custom")
                            .withDefault("all")
                            .label("汇聚", "Join")
                            .help("何时继续:全部、任一或指定分支完成", "When to go on: all, any, or the named branches completed"),
                    Input.list("joinBranches")
                            .literal()
                            .visibleWhen("join", "custom")
                            .label("等待的分支", "Branches to wait for")
                            .help("分支的名称或 ID", "Names or ids of branches"),
                    Input.options("onRest", "cancel", "wait")
                            .withDefault("cancel")
                            .label("其余分支", "Other branches")
                            .help("汇聚后其余的分支：取消或等待", "What happens to the others after the join"),
                    Input.options("onBranchError", "fail", "ignore")
                            .withDefault("fail")
                            .label("分支出错时", "When a branch fails")
                            .help("分支失败则失败，或忽略", "Fail with it, or go on without it"),
                    Input.number("maxConcurrency")
                            .literal()
                            .withDefault(0)
                            .wholeNumber()
                            .range(0, 64)
                            .label("并行数", "Concurrency")
                            .help("0表示全部同时", "0 means all at once"))),
    BRANCH(step("branch", "flow.parallel.branch", middle("parallel"), "分支", "Branch")
            .input(Input.text("name").literal().label("名称", "Name").help("分支名称", "The branch's name"))),
    END_PARALLEL(step("end_parallel", "flow.parallel.end", end("parallel"), "结束并行", "End Parallel")
            .output(
                    Output.text("winner")
                            .label("最先完成的分支", "First branch to complete")
                            .help("分支的名称", "The name of the branch"),
                    Output.list("completed")
                            .label("完成的分支", "Completed branches")
                            .help("分支名称的列表", "A list of names"),
                    Output.list("failed").label("失败的分支", "Failed branches").help("分支名称的列表", "A list of names"),
                    Output.list("cancelled")
                            .label("取消的分支", "Cancelled branches")
                            .help("分支名称的列表", "A list of names"),
                    Output.dictionary("errors")
                            .label("错误", "Errors")
                            .help("分支名称到错误信息", "Error messages by branch name"))),
    TRY(step("try", "flow.try", start("try", "end_try"), "尝试", "Try")),
    CATCH(step("catch", "flow.try.catch", middle("try"), "捕获", "Catch")
            .output(
                    Output.text("error").label("错误信息", "Error").help("失败步骤的错误信息", "What the failed step said"),
                    Output.text("title").label("错误类型", "Title").help("简短的错误类型", "The kind of failure, in short"),
                    Output.text("step_id").label("步骤ID", "Step id").help("失败的步骤", "The step that failed"),
                    Output.number("step_index").label("步骤序号", "Step index").help("从 0 开始", "From 0"),
                    Output.number("code")
                            .label("错误码", "Code")
                            .help("抛出步骤设置的错误码，否则为 0", "What a throw step set, else 0"))),
    FINALLY(step("finally", "flow.try.finally", middle("try"), "最终执行", "Finally")),
    END_TRY(step("end_try", "flow.try.end", end("try"), "结束尝试", "End Try")),
    THROW(step("throw", "flow.throw", BlockRole.NONE, "抛出错误", "Throw")
            .input(
                    Input.text("name").withDefault("error").label("名称", "Name").help("错误的类型", "The kind of error"),
                    Input.text("content").label("内容", "Content").help("错误信息", "The error's message"),
                    Input.number("code")
                            .wholeNumber()
                            .range(2_000, Integer.MAX_VALUE)
                            .label("错误码", "Code")
                            .help("2000及以上,调用方可见", "2000 or more, seen by callers"))),
    OUTPUT(step("output", "flow.output", BlockRole.NONE, "输出", "Output")
            .input(
                    Input.any("value").label("内容", "Value").help("工作流的输出", "What the workflow puts out"),
                    Input.truth("asText")
                            .literal()
                            .withDefault(false)
                            .label("作为文本", "As text")
                            .help("不把JSON文本解析为结构", "Do not read JSON text as data"))),
    CREATE_VARIABLE(step("create_variable", "vflow.variable.create", BlockRole.NONE, "创建变量", "Create Variable")
            .category(Category.DATA)
            .input(
                    variableType(),
                    Input.any("value").withDefault("").label("值", "Value").help("按类型转换", "Converted to the type"),
                    Input.text("variableName")
                            .literal()
                            .label("变量名", "Variable name")
                            .help("可选;用 [[名称]] 引用", "Optional; referred to as [[name]]"))
            .output(Output.any("variable").label("变量", "Variable").help("创建的值", "The value that was made"))
            .outputs(Construct::variableOutput)),
    GET_VARIABLE(step("get_variable", "vflow.variable.get", BlockRole.NONE, "读取变量", "Get Variable")
            .category(Category.DATA)
            .input(Input.text("source")
                    .required()
                    .label("来源", "Source")
                    .help("变量名、[[名称]] 或 {{步骤.输出}}", "A name, [[name]] or {{step.output}}"))
            .output(Output.any("value").label("值", "Value").help("读取的值，没有则为空", "The value, or null if there is none"))),
    SET_VARIABLE(step("set_variable", "vflow.variable.modify", BlockRole.NONE, "修改变量", "Set Variable")
            .category(Category.DATA)
            .input(
                    Input.text("variable")
                            .literal()
                            .required()
                            .label("变量", "Variable")
                            .help("写作 [[名称]]", "Written as [[name]]"),
                    Input.any("newValue").label("新值", "New value").help("变量的新值", "What the variable holds from now on"),
                    Input.expression("expression")
                            .label("表达式", "Expression")
                            .help("代替新值:表达式的结果", "Instead of a new value: the result of an expression"))),
    COMMENT(step("comment", "vflow.data.comment", BlockRole.NONE, "注释", "Comment")
            .category(Category.DATA)
            .input(Input.text("content").literal().label("内容", "Content").help("给读者的说明", "A note for readers")));

    private static final Map<String, Construct> BY_ID = new HashMap<>();

    static {
        for (Construct construct : values()) {
            BY_ID.put(construct.descriptor.id(), construct);
        }
    }

    private final ModuleDescriptor descriptor;

    Construct(ModuleDescriptor.Builder builder) {
        this.descriptor = builder.build();
    }

    private static ModuleDescriptor.Builder step(
            String id, String alias, BlockRole role, String chinese, String english) {
        LocalizedText text = ConstructTexts.of(id);
        return ModuleDescriptor.builder(id)
                .alias(alias)
                .category(Category.LOGIC)
                .name(chinese, english)
                .description(text.chinese(), text.english())
                .icon("ic_" + (role.pairing().isEmpty() ? id : role.pairing()))
                .block(role)
                .effect(Effect.PURE)
                .example(ConstructExamples.of(id));
    }

    public ModuleDescriptor descriptor() {
        return descriptor;
    }

    /** The language step with this canonical id; null when it is a module. */
    static @Nullable Construct of(ModuleDescriptor descriptor) {
        Construct construct = BY_ID.get(descriptor.id());
        return construct != null && construct.descriptor == descriptor ? construct : null;
    }

    /** What the catalogue lists of the language, in its order. */
    public static List<ModuleDescriptor> descriptors() {
        List<ModuleDescriptor> descriptors = new ArrayList<>();
        for (Construct construct : values()) {
            descriptors.add(construct.descriptor);
        }
        return List.copyOf(descriptors);
    }

    boolean isLoopStart() {
        return this == LOOP || this == FOR_EACH || this == WHILE;
    }

    /** True if only this part of its block runs, or runs without sight of the others. */
    boolean excludesOtherParts() {
        return this == IF || this == ELSE_IF || this == ELSE || this == BRANCH;
    }

    private static ModuleDescriptor.Builder condition(ModuleDescriptor.Builder builder) {
        return builder.input(
                        Input.expression("condition")
                                .requiredUnless("input1")
                                .label("条件", "Condition")
                                .help(
                                        "表达式,例如 {{step.output}} contains \"hello\"",
                                        "An expression such as {{step.output}} contains \"hello\""),
                        Input.any("input1")
                                .label("输入", "Input")
                                .help("没有表达式时使用的旧式条件的左边", "The left side, where there is no expression"),
                        operators(),
                        Input.any("value1").label("比较值", "Value").help("与输入比较的值", "What the input is compared with"),
                        Input.any("value2")
                                .visibleWhen("operator", "number_between")
                                .label("上限", "Other bound")
                                .help("介于时的另一端", "The other end of between"))
                .output(Output.truth("result").label("结果", "Result").help("条件是否成立", "Whether the condition held"));
    }

    private static Input operators() {
        ConditionOperator[] operators = ConditionOperator.values();
        String[] ids = new String[operators.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = operators[i].id();
        }
        return Input.options("operator", ids)
                .lenient()
                .withDefault("exists")
                .label("运算符", "Operator")
                .help("如何比较", "How to compare");
    }

    private static Input variableType() {
        Input type = Input.options("type", "string", "number", "boolean", "dictionary", "list", "image", "coordinate")
                .lenient()
                .withDefault("string")
                .label("类型", "Type")
                .help("值的类型", "The type of the value");
        for (Map.Entry<String, String> legacy : VariableTypes.LEGACY.entrySet()) {
            type = type.legacyOption(legacy.getKey(), legacy.getValue());
        }
        return type;
    }

    private static List<Output> variableOutput(Parameters parameters) {
        return List.of(Output.of("variable", VariableTypes.declared(parameters.get("type")))
                .label("变量", "Variable"));
    }
}
