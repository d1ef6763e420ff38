package dev.millrace.modules.encoding;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.modules.guard.Unknown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Base64 of UTF-8, standard alphabet with padding (spec vflow-model 6.3, base64). */
final class Base64Text implements Module {
    private static final Input OPERATION = Input.options("operation", "encode", "decode")
            .withDefault("encode")
            .legacyOption("编码", "encode")
            .legacyOption("解码", "decode")
            .label("操作", "Operation")
            .help("编码或解码", "Encode or decode");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("base64")
            .alias("vflow.data.base64")
            .category(Category.DATA)
            .name("Base64 编解码", "Base64")
            .description("把文本编码为 Base64，或解码 Base64", "Write text as Base64, or read it back")
            .input(
                    OPERATION,
                    Input.text("source_text")
                            .required()
                            .label("文本", "Text")
                            .help("要编码的文本，或要解码的 Base64", "The text to encode, or the Base64 to decode"))
            .output(Output.text("result_text").label("结果", "Result").help("编码或解码后的文本", "The converted text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("编码", "Encode"),
                    Map.of("operation", "encode", "source_text", "Ann"),
                    Map.of("result_text", "QW5u")))
            .example(new ModuleExample(
                    new LocalizedText("解码", "Decode"),
                    Map.of("operation", "decode", "source_text", "QW5u"),
                    Map.of("result_text", "Ann")))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String operation = step.option("operation", "encode");
        return switch (operation) {
            case "encode" -> encode(step.text("source_text"));
            case "decode" -> decode(step.text("source_text"));
            default -> Unknown.option(OPERATION, operation);
        };
    }

    private static StepResult encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ResultSize.text((bytes.length + 2L) / 3 * 4);
        return StepResult.done("result_text", Base64.getEncoder().encodeToString(bytes));
    }

    private static StepResult decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return StepResult.done("result_text", decoded);
        } catch (IllegalArgumentException e) {
            return StepResult.failed("Invalid Base64", "input \"source_text\" is no Base64 text: " + e.getMessage());
        } catch (CharacterCodingException e) {
            return StepResult.failed("Not a text", "the decoded bytes are no text in UTF-8");
        }
    }
}
