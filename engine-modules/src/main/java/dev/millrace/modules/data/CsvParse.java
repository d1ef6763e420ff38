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
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.modules.guard.Stop;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads CSV (RFC 4180): rows as dictionaries under the names of the first row, or as lists. Every field is a text. */
final class CsvParse implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("csv_parse")
            .category(Category.DATA)
            .name("解析 CSV", "Parse CSV")
            .description("把 CSV 文本解析成行的列表", "Read CSV text into a list of rows")
            .input(
                    Input.text("text")
                            .required()
                            .label("CSV 文本", "CSV Text")
                            .help("空行会被忽略", "Empty lines do not count"),
                    Input.truth("header")
                            .withDefault(true)
                            .label("首行为列名", "First Row Has Names")
                            .help("开启后每行是字典，否则是列表", "Rows are dictionaries with it, lists without"),
                    Input.text("delimiter")
                            .withDefault(",")
                            .label("分隔符", "Delimiter")
                            .help("例如 , 或 ;", "As in , or ;"))
            .output(
                    Output.list("rows").label("行", "Rows").help("字典或列表", "Dictionaries or lists"),
                    Output.list("columns")
                            .label("列名", "Columns")
                            .help("首行的列名，没有则为空列表", "Names of the first row, or an empty list"),
                    Output.number("count").label("行数", "Count").help("不含列名行", "Without the row of names"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("带列名", "With names"),
                    Map.of("text", "name,age\nAnn,30\n\"Li, Bo\",25\n"),
                    Map.of(
                            "rows", List.of(row("Ann", "30"), row("Li, Bo", "25")),
                            "columns", List.of("name", "age"),
                            "count", 2)))
            .build();

    private static Map<String, String> row(String name, String age) {
        return Map.of("name", name, "age", age);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        String text = step.text("text", "");
        String source = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<List<@Nullable Object>> records = records(step, source);
        boolean header = step.truth("header", true) && !records.isEmpty();
        List<@Nullable Object> columns = header ? records.get(0) : List.of();
        List<?> rows = header ? dictionaries(columns, records) : records;
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>(4);
        outputs.put("rows", Collections.unmodifiableList(rows));
        outputs.put("columns", columns);
        outputs.put("count", (long) rows.size());
        return StepResult.done(outputs);
    }

    private static List<List<@Nullable Object>> records(StepContext step, String text) throws InterruptedException {
        List<List<@Nullable Object>> records = new ArrayList<>();
        long fields = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), CsvLayout.of(step))) {
            for (CSVRecord parsed : parser) {
                Stop.check(step, records.size());
                fields += parsed.size() + 1L;
                ResultSize.elements(fields);
                records.add(Collections.unmodifiableList(new ArrayList<@Nullable Object>(parsed.toList())));
            }
        } catch (IOException e) {
            throw invalid(records.size(), String.valueOf(e.getMessage()));
        } catch (UncheckedIOException | IllegalStateException e) {
            throw invalid(records.size(), String.valueOf(e.getMessage()));
        }
        return records;
    }

    private static List<Map<String, @Nullable Object>> dictionaries(
            List<@Nullable Object> columns, List<List<@Nullable Object>> records) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(records.size());
        for (int i = 1; i < records.size(); i++) {
            rows.add(dictionary(columns, records.get(i), i));
        }
        return rows;
    }

    /** Fields that a short row lacks are null; a longer row may only go on with empty fields. */
    private static Map<String, @Nullable Object> dictionary(
            List<@Nullable Object> columns, List<@Nullable Object> fields, int index) {
        for (int i = columns.size(); i < fields.size(); i++) {
            if (!"".equals(fields.get(i))) {
                throw invalid(index, "it has " + fields.size() + " fields for " + columns.size() + " columns");
            }
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = String.valueOf(columns.get(i));
            if (row.containsKey(column)) {
                throw invalid(0, "the column " + Excerpt.quoted(column) + " occurs twice");
            }
            row.put(column, i < fields.size() ? fields.get(i) : null);
        }
        return Collections.unmodifiableMap(row);
    }

    private static StepFailedException invalid(int recordsBefore, String reason) {
        return new StepFailedException(
                "Invalid CSV",
                "row " + (recordsBefore + 1) + ": " + reason
                        + "; quote fields that contain delimiters, quotes or line breaks");
    }
}
