package dev.millrace.modules.text;

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
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Compiled;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import dev.millrace.value.SafePattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins, splits, replaces, or finds by a regular expression (spec vflow-model 6.3, text_processing). */
final class TextProcess implements Module {
    private static final Compiled<SafePattern> PATTERNS = Compiled.with(SafePattern::compile);

    private static final Input OPERATION = Input.options("operation", "join", "split", "replace", "regex_extract")
            .required()
            .withDefault("join")
            .legacyOption("拼接", "join")
            .legacyOption("Join", "join")
            .legacyOption("分割", "split")
            .legacyOption("Split", "split")
            .legacyOption("替换", "replace")
            .legacyOption("Replace", "replace")
            .legacyOption("正则提取", "regex_extract")
            .legacyOption("Regex Extract", "regex_extract")
            .label("操作", "Operation")
            .help("要进行的文本操作", "What to do with the text");

    private static final Output RESULT_TEXT =
            Output.text("result_text").label("结果文本", "Result Text").help("拼接或替换的结果", "What joining or replacing gives");
    private static final Output RESULT_LIST = Output.list("result_list")
            .label("结果列表", "Result List")
            .help("分割或正则提取的结果", "What splitting or extracting gives");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("text_process")
            .alias("vflow.data.text_processing")
            .category(Category.DATA)
            .name("文本处理", "Process Text")
            .description("拼接、分割、替换文本，或用正则表达式提取", "Join, split or replace text, or extract by a regular expression")
            .input(
                    OPERATION,
                    Input.any("join_list")
                            .visibleWhen("operation", "join")
                            .label("列表", "List")
                            .help("要拼接的列表", "The list whose elements are joined"),
                    part("join_delimiter", ",", "连接符", "Delimiter", "元素之间的文本", "Text between the elements"),
                    part("join_prefix", "", "前缀", "Prefix", "结果之前的文本", "Text before the result"),
                    part("join_suffix", "", "后缀", "Suffix", "结果之后的文本", "Text after the result"),
                    Input.text("source_text")
                            .visibleWhen("operation", "split", "replace", "regex_extract")
                            .label("源文本", "Source Text")
                            .help("要处理的文本，不能为空", "The text to work on; must not be empty"),
                    Input.text("split_delimiter")
                            .withDefault(",")
                            .visibleWhen("operation", "split")
                            .label("分隔符", "Delimiter")
                            .help("按原样匹配", "Matched literally"),
                    Input.text("replace_from")
                            .visibleWhen("operation", "replace")
                            .label("查找", "Find")
                            .help("按原样匹配，不能为空", "Matched literally; must not be empty"),
                    Input.text("replace_to")
                            .withDefault("")
                            .visibleWhen("operation", "replace")
                            .label("替换为", "Replace With")
                            .help("留空则删除", "Empty deletes"),
                    Input.text("regex_pattern")
                            .visibleWhen("operation", "regex_extract")
                            .label("正则表达式", "Regular Expression")
                            .help("Java 正则语法，不能为空", "In the syntax of Java; must not be empty"),
                    Input.number("regex_group")
                            .wholeNumber()
                            .lenient()
                            .withDefault(0)
                            .visibleWhen("operation", "regex_extract")
                            .label("分组", "Group")
                            .help("0 为整个匹配", "0 is the whole match"))
            .output(RESULT_TEXT, RESULT_LIST)
            .outputs(TextProcess::outputsOf)
            .effect(Effect.PURE)
            .check(new PatternCheck())
            .example(new ModuleExample(
                    new LocalizedText("拼接", "Join"),
                    Map.of("operation", "join", "join_list", List.of("a", "b"), "join_delimiter", "-"),
                    Map.of("result_text", "a-b")))
            .example(new ModuleExample(
                    new LocalizedText("提取所有数字", "Extract all numbers"),
                    Map.of("operation", "regex_extract", "source_text", "a1b22", "regex_pattern", "[0-9]+"),
                    Map.of("result_list", List.of("1", "22"))))
            .build();

    private static Input part(
            String id, String value, String chinese, String english, String chineseHelp, String help) {
        return Input.text(id)
                .withDefault(value)
                .visibleWhen("operation", "join")
                .label(chinese, english)
                .help(chineseHelp, help);
    }

    private static List<Output> outputsOf(Parameters parameters) {
        String text = parameters.literalText("operation").orElse("");
        String operation = OPERATION.optionNamed(text);
        if (operation == null) {
            return List.of(RESULT_TEXT, RESULT_LIST);
        }
        return List.of(operation.equals("join") || operation.equals("replace") ? RESULT_TEXT : RESULT_LIST);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String operation = step.option("operation", "");
        return switch (operation) {
            case "" -> Texts.missing("operation");
            case "join" -> join(step);
            case "split" -> split(step);
            case "replace" -> replace(step);
            case "regex_extract" -> extract(step);
            default -> Unknown.option(OPERATION, operation);
        };
    }

    private static StepResult join(StepContext step) {
        List<@Nullable Object> elements = step.list("join_list");
        String delimiter = step.text("join_delimiter", ",");
        String prefix = step.text("join_prefix", "");
        return StepResult.done("result_text", Texts.join(elements, delimiter, prefix, step.text("join_suffix", "")));
    }

    private static StepResult split(StepContext step) {
        String text = step.text("source_text", "");
        if (text.isEmpty()) {
            return Texts.missing("source_text");
        }
        String delimiter = step.text("split_delimiter", ",");
        return StepResult.done("result_list", delimiter.isEmpty() ? framed(text) : Texts.split(text, delimiter));
    }

    /** Without a delimiter the phone app puts an empty text before and after the characters; files rely on it. */
    private static List<@Nullable Object> framed(String text) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add("");
        parts.addAll(Texts.characters(text));
        parts.add("");
        return Collections.unmodifiableList(parts);
    }

    private static StepResult replace(StepContext step) {
        String text = step.text("source_text", "");
        String find = step.text("replace_from", "");
        if (text.isEmpty()) {
            return Texts.missing("source_text");
        }
        if (find.isEmpty()) {
            return Texts.missing("replace_from");
        }
        return StepResult.done("result_text", Texts.replace(text, find, step.text("replace_to", "")));
    }

    private static StepResult extract(StepContext step) {
        String text = step.text("source_text", "");
        String regex = step.text("regex_pattern", "");
        if (text.isEmpty()) {
            return Texts.missing("source_text");
        }
        if (regex.isEmpty()) {
            return Texts.missing("regex_pattern");
        }
        int group = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, step.wholeNumber("regex_group", 0)));
        try {
            List<String> found = group < 0 ? List.of() : PATTERNS.of(regex).findAll(text, group);
            ResultSize.elements(found.size());
            return StepResult.done("result_list", found);
        } catch (IllegalArgumentException | SafePattern.RegexLimitException e) {
            return StepResult.failed("Invalid regular expression", String.valueOf(e.getMessage()));
        }
    }

    /** A regular expression that cannot be read is found before the workflow runs. */
    private static final class PatternCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters
                    .literalText("regex_pattern")
                    .filter(regex -> !regex.isEmpty())
                    .ifPresent(regex -> {
                        try {
                            SafePattern.compile(regex);
                        } catch (IllegalArgumentException e) {
                            findings.error(
                                    "regex_pattern",
                                    "the regular expression " + Excerpt.quoted(regex) + " cannot be read: "
                                            + e.getMessage(),
                                    "correct it, or put a backslash before characters that are meant literally");
                        }
                    });
        }
    }
}
