package dev.millrace.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.module.BlockRole;
import dev.millrace.module.Category;
import dev.millrace.module.Constraints;
import dev.millrace.module.Input;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages of {@code docs/modules/}, written from what the modules say of themselves: one for each category. */
final class ModulePages {
    /** In the order of keys, because the order of an example's is not the same in every JVM. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final PageLanguage language;
    private final Map<Category, List<ModuleDescriptor>> offered = new LinkedHashMap<>();
    private final List<ModuleDescriptor> unavailable = new ArrayList<>();

    private ModulePages(PageLanguage language, Collection<ModuleCatalogue.Entry> entries) {
        this.language = language;
        for (Category category : Category.values()) {
            offered.put(category, new ArrayList<>());
        }
        for (ModuleCatalogue.Entry entry : entries) {
            ModuleDescriptor module = entry.descriptor();
            if (entry.available()) {
                offered.getOrDefault(module.category(), List.of()).add(module);
            } else {
                unavailable.add(module);
            }
        }
        offered.values().removeIf(List::isEmpty);
    }

    /** File names and contents. */
    static Map<String, String> of(Collection<ModuleCatalogue.Entry> entries) {
        Map<String, String> pages = new TreeMap<>();
        for (PageLanguage language : PageLanguage.values()) {
            pages.putAll(new ModulePages(language, entries).pages());
        }
        return pages;
    }

    private Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        pages.put(file("README"), index());
        offered.forEach((category, modules) -> pages.put(file(category.id()), page(category, modules)));
        pages.put(file("phone"), phonePage());
        return pages;
    }

    private String file(String name) {
        return name + language.suffix() + ".md";
    }

    private String index() {
        Markdown page = new Markdown();
        page.title(1, language.say("Modules", "模块"));
        page.line(language.say("[中文](README.zh-CN.md)", "[English](README.md)"));
        page.line(language.say(
                "What a step can call, by category. The pages are written from the modules' own descriptions by the build.",
                "步骤可以调用的模块，按类别排列。这些页面由构建从模块自身的描述生成。"));
        offered.forEach((category, modules) -> {
            page.title(2, "[" + language.of(category.title()) + "](" + file(category.id()) + ")");
            List<List<String>> rows = new ArrayList<>();
            for (ModuleDescriptor module : modules) {
                String link = "[`" + module.id() + "`](" + file(category.id()) + "#" + module.id() + ")";
                rows.add(List.of(link, language.of(module.name()), language.of(module.description())));
            }
            page.table(List.of("id", language.say("name", "名称"), language.say("what it does", "作用")), rows);
        });
        page.title(2, "[" + phoneTitle() + "](" + file("phone") + ")");
        page.line(language.say(
                unavailable.size() + " modules that need a phone. Workflows with them can be kept and checked.",
                unavailable.size() + " 个需要手机的模块。含有它们的工作流可以保存和检查。"));
        return page.text();
    }

    private String page(Category category, List<ModuleDescriptor> modules) {
        Markdown page = new Markdown();
        page.title(1, language.of(category.title()));
        page.line("[" + language.say("All modules", "所有模块") + "](" + file("README") + ")");
        page.line(language.of(category.description()) + language.say(".", "。"));
        modules.forEach(module -> describe(module, page));
        return page.text();
    }

    private void describe(ModuleDescriptor module, Markdown page) {
        page.title(2, module.id());
        page.line("**" + language.of(module.name()) + "**: " + language.of(module.description())
                + language.say(".", "。"));
        page.item(facts(module));
        if (!module.inputs().isEmpty()) {
            page.table(
                    List.of(
                            language.say("input", "输入"),
                            language.say("type", "类型"),
                            language.say("default", "默认值"),
                            language.say("meaning", "含义")),
                    module.inputs().stream().map(this::row).toList());
        }
        if (!module.outputs().isEmpty()) {
            page.table(
                    List.of(language.say("output", "输出"), language.say("type", "类型"), language.say("meaning", "含义")),
                    module.outputs().stream().map(this::row).toList());
        }
        module.examples().forEach(example -> show(module, example, page));
    }

    private List<String> facts(ModuleDescriptor module) {
        List<String> facts = new ArrayList<>();
        if (!module.aliases().isEmpty()) {
            facts.add(language.say("Also called ", "也称为 ") + codes(module.aliases()));
        }
        BlockRole block = module.block();
        switch (block.position()) {
            case NONE -> {}
            case START ->
                facts.add(language.say("Begins a block that ", "开始一个块，以 ") + "`" + block.endModuleId() + "`"
                        + language.say(" ends", " 结束"));
            case MIDDLE -> facts.add(language.say("Divides a block of `", "划分块 `") + block.pairing() + "`");
            case END -> facts.add(language.say("Ends a block of `", "结束块 `") + block.pairing() + "`");
        }
        facts.add(language.effect(module.effect()));
        if (module.hasOpenOutputs()) {
            facts.add(language.say("May give outputs that are not listed", "可能给出未列出的输出"));
        }
        return facts;
    }

    private List<String> row(Input input) {
        StringBuilder name = new StringBuilder("`" + input.id() + "`");
        if (input.isRequired()) {
            name.append(language.say(" (required)", "（必填）"));
        }
        String type = input.syntax() == Input.Syntax.EXPRESSION || input.syntax() == Input.Syntax.OPEN_EXPRESSION
                ? language.say("expression", "表达式")
                : input.type().id();
        Object fallback = input.defaultValue();
        List<String> meaning = new ArrayList<>();
        meaning.add(language.of(input.label()) + language.say(": ", "：") + language.of(input.help()));
        meaning.addAll(constraints(input.constraints()));
        if (!input.aliases().isEmpty()) {
            meaning.add(language.say("also called ", "也称为 ") + codes(input.aliases()));
        }
        Input.VisibleWhen visible = input.visibleWhen();
        if (visible != null) {
            meaning.add(language.say("for `", "用于 `") + visible.input() + "` " + codes(visible.values()));
        }
        return List.of(
                name.toString(),
                type,
                fallback == null ? "" : "`" + json(fallback) + "`",
                String.join(language.say("; ", "；"), meaning));
    }

    private List<String> constraints(Constraints constraints) {
        List<String> all = new ArrayList<>();
        if (!constraints.options().isEmpty()) {
            all.add(language.say("one of ", "可选 ") + codes(constraints.options()));
        }
        Double min = constraints.min();
        if (min != null) {
            all.add(language.say("at least ", "不小于 ") + number(min));
        }
        Double max = constraints.max();
        if (max != null) {
            all.add(language.say("at most ", "不大于 ") + number(max));
        }
        if (constraints.wholeNumber()) {
            all.add(language.say("a whole number", "整数"));
        }
        if (constraints.maxLength() != null) {
            all.add(language.say("at most ", "最多 ") + constraints.maxLength() + language.say(" characters", " 个字符"));
        }
        if (constraints.pattern() != null) {
            all.add(language.say("matches ", "匹配 ") + "`" + constraints.pattern() + "`");
        }
        return all;
    }

    private List<String> row(Output output) {
        String aliases =
                output.aliases().isEmpty() ? "" : language.say("; also called ", "；也称为 ") + codes(output.aliases());
        return List.of(
                "`" + output.id() + "`",
                output.type().id(),
                language.of(output.label()) + language.say(": ", "：") + language.of(output.help()) + aliases);
    }

    private void show(ModuleDescriptor module, ModuleExample example, Markdown page) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("moduleId", module.id());
        step.put("parameters", example.parameters());
        page.line(language.of(example.name()) + language.say(":", "："));
        page.code("json", json(step));
        if (!example.outputs().isEmpty()) {
            page.line(language.say("gives", "得到"));
            page.code("json", json(example.outputs()));
        }
    }

    private String phonePage() {
        Markdown page = new Markdown();
        page.title(1, phoneTitle());
        page.line("[" + language.say("All modules", "所有模块") + "](" + file("README") + ")");
        page.line(language.say(
                "These modules act on a phone. A workflow with them can be read, checked and kept; such a step fails when it "
                        + "is reached, unless the host registers a module of its own under the id.",
                "这些模块操作手机。含有它们的工作流可以读取、检查和保存；执行到这样的步骤会失败，除非宿主以同一 id 注册了自己的模块。"));
        List<List<String>> rows = new ArrayList<>();
        for (ModuleDescriptor module : unavailable) {
            rows.add(List.of(
                    "`" + module.id() + "`",
                    language.of(module.category().title()),
                    language.of(module.name()),
                    language.of(module.description())));
        }
        page.table(
                List.of(
                        "id",
                        language.say("category", "类别"),
                        language.say("name", "名称"),
                        language.say("what it does", "作用")),
                rows);
        return page.text();
    }

    private String phoneTitle() {
        return language.say("Modules of the phone", "手机上的模块");
    }

    private static String codes(List<String> texts) {
        return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an example cannot be written as JSON", e);
        }
    }
}
