package dev.millrace.form.step;

import dev.millrace.form.ObjectPage;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code object_load} and {@code object_query}. */
final class ReadingModules {
    static final Module LOAD = ObjectStep.module(
            ObjectStep.descriptor("object_load", "flow.object.load", Effect.REPEATABLE)
                    .name("读取业务对象", "Load Object")
                    .description("按标识读取一个业务对象", "Reads a business object by its id")
                    .input(ObjectStep.schemaCode(), ObjectStep.bizObjectId())
                    .output(Output.dictionary("bizObject")
                            .label("业务对象", "Object")
                            .help("对象的字段", "The fields of the object"))
                    .example(new ModuleExample(
                            new LocalizedText("读取采购单", "Load a purchase order"),
                            Map.of("schemaCode", "Purchase", "bizObjectId", "6d0a6d1e-6a57-4f0a-9f40-0f7bb2a0c001"),
                            Map.of()))
                    .build(),
            (objects, step) -> CompletableFuture.completedFuture(
                    Map.of("bizObject", objects.load(step.text("schemaCode"), step.text("bizObjectId")))));

    static final Module QUERY = ObjectStep.module(
            ObjectStep.descriptor("object_query", "flow.object.query", Effect.REPEATABLE)
                    .name("查询业务对象", "Query Objects")
                    .description("按条件读取业务对象，最多 500 个", "Reads the business objects that match, at most 500")
                    .input(
                            ObjectStep.schemaCode(),
                            Input.dictionary("filter")
                                    .label("过滤条件", "Filter")
                                    .help(
                                            "FromRowNum、ToRowNum、RequireCount、ReturnItems、SortByCollection 和 Matcher",
                                            "FromRowNum, ToRowNum, RequireCount, ReturnItems, SortByCollection and Matcher"))
                    .output(
                            Output.list("bizObjects").label("业务对象", "Objects").help("对象列表", "The objects, in order"),
                            Output.number("totalCount")
                                    .label("总数", "Total")
                                    .help("符合条件的总数；未要求时为 -1", "How many match; -1 unless asked for"))
                    .example(new ModuleExample(
                            new LocalizedText("前十个采购单", "Ten purchase orders"),
                            Map.of("schemaCode", "Purchase", "filter", Map.of("ToRowNum", 10)),
                            Map.of()))
                    .build(),
            (objects, step) -> {
                ObjectPage page = objects.query(
                        step.text("schemaCode"),
                        step.has("filter") ? step.dictionary("filter") : Collections.emptyMap());
                return CompletableFuture.completedFuture(
                        Map.of("bizObjects", page.objects(), "totalCount", page.total()));
            });

    private ReadingModules() {}
}
