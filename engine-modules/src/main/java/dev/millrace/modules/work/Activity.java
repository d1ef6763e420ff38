package dev.millrace.modules.work;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.module.WakeCondition;
import dev.millrace.module.WakeUp;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import dev.millrace.work.Decision;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a work item and waits, without a thread, until it is completed (spec bizobject-openapi 16). The item's id follows
 * from the place in the execution, so a step that is repeated after a crash finds the item it has made.
 */
final class Activity implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("activity")
            .alias("flow.activity")
            .category(Category.LOGIC)
            .name("人工活动", "Activity")
            .description("创建工作项并等待人员完成", "Asks people to do something and waits until they have")
            .icon("ic_activity")
            .input(
                    ItemRequest.KIND,
                    Input.text("name")
                            .label("名称", "Name")
                            .help("显示给处理人；默认为步骤标识", "Shown to people; default the step's id"),
                    Input.any("assignees")
                            .required()
                            .label("处理人", "Assignees")
                            .help("一个人或列表，可以引用", "One person or a list; may be a reference"),
                    ItemRequest.MODE,
                    Input.any("actions")
                            .label("操作", "Actions")
                            .help(
                                    "处理人可选的操作，默认 approve 和 reject，发起时为 Submit；多人意见不一致时取靠后的",
                                    "What people can choose; default approve and reject, Submit for a start; where answers differ"
                                            + " the one further back counts"),
                    Input.number("timeoutMs")
                            .range(1, ItemRequest.MAX_MILLIS)
                            .wholeNumber()
                            .label("期限（毫秒）", "Time Limit (ms)")
                            .help("不填则一直等待", "Waits for ever if empty"),
                    Input.text("onTimeout")
                            .withDefault(ItemRequest.FAIL)
                            .label("超时后", "When Time Is Over")
                            .help(
                                    "fail 使步骤失败；其他文本作为系统执行的操作，例如 reject",
                                    "fail lets the step fail; any other text is the action the engine takes, as in reject"),
                    Input.dictionary("data")
                            .label("附加数据", "Data")
                            .help("随工作项保存的业务数据", "Kept with the work item for the application"))
            .output(
                    Output.text("action").label("操作", "Action").help("选定的操作", "The chosen action"),
                    Output.text("by")
                            .label("处理人", "By")
                            .help("最后的处理人；系统执行时为空", "Who answered last; null for the engine"),
                    Output.text("comment").label("意见", "Comment").help("最后的意见", "The last comment"),
                    Output.dictionary("bizObject")
                            .label("业务对象", "Object")
                            .help(
                                    "完成时的业务对象；不是由表单启动的为空",
                                    "The business object as it is then; null unless a form has started the workflow"),
                    Output.dictionary("values").label("填写的数据", "Values").help("所有人填写的数据", "What all have filled in"),
                    Output.number("completedAt")
                            .label("完成时间", "Completed At")
                            .help("自 1970 年起的毫秒数", "Milliseconds since 1970"),
                    Output.list("decisions").label("全部意见", "Decisions").help("每个人的意见，按先后", "Each answer, in order"),
                    Output.text("workItemId").label("工作项标识", "Work Item Id").help("工作项的标识", "The item's id"))
            .effect(Effect.REPEATABLE)
            .check(ItemRequest::check)
            .example(new ModuleExample(
                    new LocalizedText("审批", "An approval"),
                    Map.of("name", "Approve the order", "assignees", "ann"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        WorkItem item = store(step).add(ItemRequest.itemOf(step));
        if (!item.isOpen()) {
            return settled(step, item);
        }
        String signal = WorkItem.signalOf(item.id());
        Instant due = item.dueAt();
        return StepResult.waiting(
                due == null
                        ? WakeCondition.signal(signal)
                        : WakeCondition.signal(signal, Duration.between(step.now(), due)));
    }

    @Override
    public StepResult resume(StepContext step, WakeUp wakeUp) {
        return wakeUp.payload() instanceof Map<?, ?> result
                ? answered(step, PlainValue.dictionary(result))
                : timeIsOver(step);
    }

    /** Somebody may have completed the item in the same moment; then that counts. */
    private static StepResult timeIsOver(StepContext step) {
        String action = ItemRequest.onTimeout(step);
        return store(step)
                .changeIfOpen(
                        ItemRequest.idOf(step),
                        item -> action.equals(ItemRequest.FAIL)
                                ? item.expired()
                                : item.with(Decision.byEngine(action, step.now())))
                .map(item -> settled(step, item))
                .orElseGet(
                        () -> StepResult.failed("No work item", "the work item of this step is gone from its store"));
    }

    private static StepResult settled(StepContext step, WorkItem item) {
        return switch (item.state()) {
            case COMPLETED -> answered(step, item.result());
            case EXPIRED ->
                StepResult.failed(
                        "Timed out",
                        "nobody has completed the work item "
                                + Excerpt.quoted(item.assignment().name())
                                + " in time; give it longer, or name an action in onTimeout");
            case WITHDRAWN ->
                StepResult.failed(
                        "Withdrawn",
                        "the work item " + Excerpt.quoted(item.assignment().name())
                                + " was withdrawn when the step was given up before");
            case OPEN -> throw new IllegalStateException("work item " + item.id() + " is open");
        };
    }

    private static StepResult answered(StepContext step, Map<String, @Nullable Object> result) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(result);
        outputs.put(
                "bizObject",
                ObjectReference.of(step)
                        .flatMap(reference -> reference.object(step))
                        .orElse(null));
        return StepResult.done(outputs);
    }

    @Override
    public void giveUp(StepContext step) {
        store(step).changeIfOpen(ItemRequest.idOf(step), WorkItem::withdrawn);
    }

    private static WorkItemStore store(StepContext step) {
        return step.service(WorkItemStore.class)
                .orElseThrow(() -> new StepFailedException(
                        "No work items", "this host keeps no work items; give the engine a WorkItemStore"));
    }
}
