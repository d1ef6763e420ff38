package dev.millrace.modules.data;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.module.ValueExpression;
import dev.millrace.modules.guard.Plain;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.modules.guard.Unknown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a changed copy of a list. Positions count from 0, negative ones from the end. */
final class ListEdit implements Module {
    private static final Input OPERATION = Input.options(
                    "operation",
                    "add",
                    "insert",
                    "set",
                    "remove",
                    "remove_value",
                    "concat",
                    "sort",
                    "reverse",
                    "unique",
                    "slice",
                    "filter",
                    "map")
            .required()
            .withDefault("add")
            .legacyOption("添加", "add")
            .legacyOption("插入", "insert")
            .legacyOption("修改", "set")
            .legacyOption("删除", "remove")
            .legacyOption("删除值", "remove_value")
            .legacyOption("合并", "concat")
            .legacyOption("排序", "sort")
            .legacyOption("反转", "reverse")
            .legacyOption("去重", "unique")
            .legacyOption("截取", "slice")
            .legacyOption("筛选", "filter")
            .legacyOption("转换", "map")
            .label("操作", "Operation")
            .help("要进行的列表操作", "What to do with the list");
    private static final Input ORDER = Input.options("order", "ascending", "descending")
            .withDefault("ascending")
            .visibleWhen("operation", "sort")
            .legacyOption("升序", "ascending")
            .legacyOption("降序", "descending")
            .label("顺序", "Order")
            .help("数字按大小，其余按文本", "Numbers by size, all else by text");

    private static final Input EXPRESSION = Input.openExpression("expression", "item", "index")
            .visibleWhen("operation", "filter", "map", "sort", "unique")
            .label("表达式", "Expression")
            .help(
                    "item 为元素，index 为位置（从 0 开始），例如 item.price > 10；筛选保留结果为真的元素，转换取其结果，排序和去重按其结果比较",
                    "item is the element, index its position from 0, as in item.price > 10; filter keeps elements for which"
                            + " it is true, map takes its value, sort and unique compare by it");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("list_edit")
            .category(Category.DATA)
            .name("编辑列表", "Edit List")
            .description("添加、删除、排序、筛选或转换列表元素", "Add, remove, sort, filter or map the elements of a list")
            .input(
                    Input.list("list").required().label("列表", "List").help("原列表不会改变", "The list itself stays as it is"),
                    OPERATION,
                    Input.any("value")
                            .visibleWhen("operation", "add", "insert", "set", "remove_value", "concat")
                            .label("值", "Value")
                            .help("要添加、写入、删除的值，或要合并的列表", "The value to add, write or remove, or the list to append"),
                    Input.number("index")
                            .wholeNumber()
                            .visibleWhen("operation", "insert", "set", "remove", "slice")
                            .label("位置", "Position")
                            .help("从 0 开始，负数从末尾算起", "From 0; negative counts from the end"),
                    Input.number("end")
                            .wholeNumber()
                            .visibleWhen("operation", "slice")
                            .label("结束位置", "End")
                            .help("不包含；留空到末尾", "Exclusive; absent goes to the end"),
                    ORDER,
                    Input.text("by")
                            .literal()
                            .visibleWhen("operation", "sort", "unique")
                            .label("字段", "Field")
                            .help("按元素的字段比较，例如 address.city", "Compare a field of the elements, as in address.city"),
                    EXPRESSION)
            .output(
                    Output.list("result").label("结果", "Result").help("修改后的列表", "The changed list"),
                    Output.number("count").label("元素个数", "Count").help("结果的元素个数", "Elements of the result"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("按字段排序", "Sort by a field"),
                    Map.of(
                            "list", List.of(Map.of("age", 30), Map.of("age", 4)),
                            "operation", "sort",
                            "by", "age"),
                    Map.of("result", List.of(Map.of("age", 4), Map.of("age", 30)), "count", 2)))
            .example(new ModuleExample(
                    new LocalizedText("去重", "Leave each value once"),
                    Map.of("list", Arrays.asList(1, 2, 1), "operation", "unique"),
                    Map.of("result", Arrays.asList(1, 2), "count", 2)))
            .example(new ModuleExample(
                    new LocalizedText("按条件筛选", "Keep what meets a condition"),
                    Map.of(
                            "list", List.of(Map.of("price", 12), Map.of("price", 8)),
                            "operation", "filter",
                            "expression", "item.price > 10"),
                    Map.of("result", List.of(Map.of("price", 12)), "count", 1)))
            .example(new ModuleExample(
                    new LocalizedText("逐个计算", "Compute with each element"),
                    Map.of("list", List.of(3, 5), "operation", "map", "expression", "item * 2 + index"),
                    Map.of("result", List.of(6, 11), "count", 2)))
            .check(ListEdit::checkExpression)
            .build();

    private static void checkExpression(Parameters parameters, ParameterCheck.Findings findings) {
        String written = parameters.literalText("operation").orElse("");
        String operation = OPERATION.optionNamed(written);
        boolean needed = "filter".equals(operation) || "map".equals(operation);
        Object expression = parameters.get("expression");
        if (needed && (expression == null || expression instanceof String text && text.isBlank())) {
            findings.error(
                    "expression",
                    "the operation " + operation + " needs an expression",
                    "write one such as item.price > 10; item is the element, index its position");
        }
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        List<@Nullable Object> list = step.list("list");
        String operation = step.option("operation", "");
        if (OPERATION.optionNamed(operation) == null) {
            return Unknown.option(OPERATION, operation);
        }
        List<@Nullable Object> result = Plain.list(edited(step, operation, list));
        return StepResult.done("result", result, "count", (long) result.size());
    }

    private static List<@Nullable Object> edited(StepContext step, String operation, List<@Nullable Object> list) {
        return switch (operation) {
            case "add" -> insert(list, list.size(), step.input("value"));
            case "insert" -> insert(list, position(step, list.size() + 1), step.input("value"));
            case "set" -> set(list, position(step, list.size()), step.input("value"));
            case "remove" -> remove(list, position(step, list.size()));
            case "remove_value" -> removeValue(list, step.input("value"));
            case "concat" -> concat(list, step.list("value"));
            case "sort" -> sort(step, list);
            case "reverse" -> reverse(list);
            case "unique" -> unique(list, SortKey.field(step));
            case "filter" -> filter(list, step.expression("expression"));
            case "map" -> map(list, step.expression("expression"));
            default -> slice(step, list);
        };
    }

    private static List<@Nullable Object> insert(List<@Nullable Object> list, int at, @Nullable Object value) {
        ResultSize.elements(list.size() + 1L);
        List<@Nullable Object> copy = new ArrayList<>(list.size() + 1);
        copy.addAll(list.subList(0, at));
        copy.add(value);
        copy.addAll(list.subList(at, list.size()));
        return copy;
    }

    private static List<@Nullable Object> set(List<@Nullable Object> list, int at, @Nullable Object value) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        copy.set(at, value);
        return copy;
    }

    private static List<@Nullable Object> remove(List<@Nullable Object> list, int at) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        copy.remove(at);
        return copy;
    }

    private static List<@Nullable Object> removeValue(List<@Nullable Object> list, @Nullable Object value) {
        Object unwanted = StrictKey.of(value);
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object element : list) {
            if (!Objects.equals(unwanted, StrictKey.of(element))) {
                copy.add(element);
            }
        }
        return copy;
    }

    private static List<@Nullable Object> concat(List<@Nullable Object> list, List<@Nullable Object> more) {
        ResultSize.elements((long) list.size() + more.size());
        List<@Nullable Object> copy = new ArrayList<>(list.size() + more.size());
        copy.addAll(list);
        copy.addAll(more);
        return copy;
    }

    private static List<@Nullable Object> sort(StepContext step, List<@Nullable Object> list) {
        String order = step.option("order", "ascending");
        if (ORDER.optionNamed(order) == null) {
            throw new StepFailedException("Unknown option", "input \"order\" must be ascending or descending");
        }
        return SortKey.sorted(list, SortKey.field(step), order.equals("descending"));
    }

    private static List<@Nullable Object> reverse(List<@Nullable Object> list) {
        List<@Nullable Object> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static List<@Nullable Object> unique(List<@Nullable Object> list, SortKey.Field field) {
        Set<@Nullable Object> seen = new HashSet<>();
        List<@Nullable Object> copy = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            if (seen.add(StrictKey.of(field.of(element, i)))) {
                copy.add(element);
            }
        }
        return copy;
    }

    private static List<@Nullable Object> filter(List<@Nullable Object> list, ValueExpression condition) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            if (condition.test(element, (long) i)) {
                copy.add(element);
            }
        }
        return copy;
    }

    private static List<@Nullable Object> map(List<@Nullable Object> list, ValueExpression expression) {
        MadeText made = new MadeText();
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            copy.add(made.counted(expression.evaluate(list.get(i), (long) i)));
        }
        return copy;
    }

    private static List<@Nullable Object> slice(StepContext step, List<@Nullable Object> list) {
        int size = list.size();
        int from = clamped(step.wholeNumber("index", 0), size);
        int to = clamped(step.wholeNumber("end", size), size);
        return from < to ? new ArrayList<>(list.subList(from, to)) : List.of();
    }

    private static int clamped(long position, int size) {
        return (int) Math.max(0, Math.min(size, position < 0 ? position + size : position));
    }

    /** A position from 0 to {@code places - 1}. */
    private static int position(StepContext step, int places) {
        long index = step.wholeNumber("index");
        long position = index < 0 ? index + places : index;
        if (position < 0 || position >= places) {
            throw new StepFailedException(
                    "No such position",
                    "input \"index\" is " + index + ", but there "
                            + (places == 1 ? "is 1 position" : "are " + places + " positions")
                            + "; test the list's count first");
        }
        return (int) position;
    }
}
