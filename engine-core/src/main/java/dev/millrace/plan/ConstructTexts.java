package dev.millrace.plan;

import dev.millrace.module.LocalizedText;
import java.util.Map;

/** What the catalogue says of each step of the language. */
final class ConstructTexts {
    private static final Map<String, LocalizedText> TEXTS = Map.ofEntries(
            text("if_condition", "条件判断", "Conditional statement"),
            text("else_if", "前面的条件都不成立而此条件成立时执行", "Runs if no condition before held and this one does"),
            text("else", "条件都不成立时执行", "Runs if no condition before held"),
            text("endif", "条件判断结束", "Ends an if"),
            text("loop", "按次数重复执行", "Repeats its steps a number of times"),
            text("end_loop", "循环结束", "Ends a loop"),
            text("for_each", "对列表的每一项执行一次,可并行", "Runs its steps once for each element, in parallel if wanted"),
            text("end_for_each", "遍历结束", "Ends a for-each"),
            text("while", "条件成立时重复执行", "Repeats its steps while the condition holds"),
            text("end_while", "条件循环结束", "Ends a while"),
            text("break", "离开最近的循环", "Leaves the nearest loop"),
            text("continue", "进入最近循环的下一轮", "Goes on with the next round of the nearest loop"),
            text("jump", "跳到指定的步骤继续", "Goes on at another step"),
            text("call_workflow", "执行另一个工作流并取得其结果", "Runs another workflow and takes its result"),
            text("return", "结束工作流并返回一个值", "Ends the workflow with a value"),
            text("stop_workflow", "正常结束当前工作流,或停止另一个工作流", "Ends this workflow normally, or cancels another"),
            text("parallel", "同时执行多个分支并汇聚", "Runs branches at the same time and joins them"),
            text("branch", "并行中的一个分支", "Opens a branch of a parallel block"),
            text("end_parallel", "并行结束", "Ends a parallel block"),
            text("try", "捕获其中步骤的错误", "Catches the failures of its steps"),
            text("catch", "尝试中的步骤失败时执行", "Runs when a step of the try failed"),
            text("finally", "无论成败最后都执行", "Runs at the end, failed or not"),
            text("end_try", "尝试结束", "Ends a try"),
            text("throw", "以错误结束,可被捕获", "Fails with an error that a try can catch"),
            text("output", "设置工作流的输出", "Sets the workflow's output"),
            text("create_variable", "创建一个值,可作为命名变量", "Makes a value, as a named variable if wanted"),
            text("get_variable", "读取变量或步骤输出", "Reads a variable or an output"),
            text("set_variable", "修改已有的命名变量", "Changes a named variable"),
            text("comment", "说明文字,不执行", "A note; does nothing"));

    private ConstructTexts() {}

    static LocalizedText of(String id) {
        return TEXTS.getOrDefault(id, LocalizedText.EMPTY);
    }

    private static Map.Entry<String, LocalizedText> text(String id, String chinese, String english) {
        return Map.entry(id, new LocalizedText(chinese, english));
    }
}
