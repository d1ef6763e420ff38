package dev.millrace.modules.data;

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
import dev.millrace.modules.guard.BoundedText;
import dev.millrace.modules.guard.Stop;
import dev.millrace.value.Excerpt;
import dev.millrace.value.TextForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes rows as CSV (RFC 4180, lines end in CR LF). */
final class CsvWrite implements Module {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("csv_write")
            .category(Category.DATA)
            .name("生成 CSV", "Write CSV")
            .description("把行的列表写成 CSV 文本", "Write a list of rows as CSV text")
            .input(
                    Input.list("rows")
                            .required()
                            .label("行", "Rows")
                            .help("字典或列表组成的列表", "A list of dictionaries or lists"),
                    Input.list("columns")
                            .label("列名", "Columns")
                            .help(
                                    "选择并排列列；留空使用字典中出现的所有键",
                                    "Chooses and orders columns; absent takes every key in the rows"),
                    Input.truth("header")
                            .withDefault(true)
                            .label("写入列名", "Write Names")
                            .help("首行写入列名", "The first row has the names"),
                    Input.text("delimiter")
                            .withDefault(",")
                            .label("分隔符", "Delimiter")
                            .help("例如 , 或 ;", "As in , or ;"))
            .output(Output.text("result").label("CSV", "CSV").help("CSV 文本", "The CSV text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("写出字典", "Write dictionaries"),
                    Map.of("rows", List.of(Map.of("name", "Li, Bo")), "columns", List.of("name")),
                    Map.of("result", "name\r\n\"Li, Bo\"\r\n")))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws IOException, InterruptedException {
        List<@Nullable Object> rows = step.list("rows");
        List<String> columns = columns(step, rows);
        BoundedText text = new BoundedText();
        try (CSVPrinter printer = new CSVPrinter(text, CsvLayout.of(step))) {
            if (step.truth("header", true) && !columns.isEmpty()) {
                printer.printRecord(columns);
            }
            for (int i = 0; i < rows.size(); i++) {
                Stop.check(step, i);
                printer.printRecord(fields(rows.get(i), columns, i));
            }
        }
        return StepResult.done("result", marked(text.toString()));
    }

    /** Readers take a byte order mark off, so a text that begins with one needs another. */
    private static String marked(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK + text : text;
    }

    private static List<String> columns(StepContext step, List<@Nullable Object> rows) {
        if (step.has("columns")) {
            return step.list("columns").stream().map(TextForm::of).toList();
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Object row : rows) {
            if (row instanceof Map<?, ?> dictionary) {
                dictionary.keySet().forEach(key -> keys.add(String.valueOf(key)));
            }
        }
        return List.copyOf(keys);
    }

    private static List<String> fields(@Nullable Object row, List<String> columns, int index) {
        List<String> fields = new ArrayList<>();
        if (row instanceof Map<?, ?> dictionary) {
            columns.forEach(column -> fields.add(TextForm.of(dictionary.get(column))));
        } else if (row instanceof List<?> list) {
            list.forEach(field -> fields.add(TextForm.of(field)));
        } else {
            throw new StepFailedException(
                    "Invalid row",
                    "row " + (index + 1) + " must be a dictionary or a list, but is " + Excerpt.quoted(row));
        }
        return fields;
    }
}
