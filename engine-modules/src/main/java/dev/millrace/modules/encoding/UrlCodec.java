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
import dev.millrace.value.Excerpt;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Percent-encoding of UTF-8 (RFC 3986), or the form encoding in which a space is a plus sign. */
final class UrlCodec implements Module {
    /** What a decoder puts in place of bytes that it cannot read. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final Input OPERATION = Input.options("operation", "encode", "decode")
            .withDefault("encode")
            .legacyOption("编码", "encode")
            .legacyOption("解码", "decode")
            .label("操作", "Operation")
            .help("编码或解码", "Encode or decode");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("url_codec")
            .category(Category.DATA)
            .name("URL 编解码", "URL Codec")
            .description("对文本进行 URL 编码或解码", "Encode a text for use in a URL, or read it back")
            .input(
                    OPERATION,
                    Input.text("text").required().label("文本", "Text").help("要转换的文本", "The text to convert"),
                    Input.truth("form")
                            .withDefault(false)
                            .label("表单格式", "Form Encoding")
                            .help("空格写作加号，而不是 %20", "A space is a plus sign instead of %20"))
            .output(Output.text("result").label("结果", "Result").help("转换后的文本", "The converted text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("编码查询参数", "Encode a query value"),
                    Map.of("operation", "encode", "text", "a b&c=中"),
                    Map.of("result", "a%20b%26c%3D%E4%B8%AD")))
            .example(new ModuleExample(
                    new LocalizedText("解码表单", "Decode a form value"),
                    Map.of("operation", "decode", "text", "a+b", "form", true),
                    Map.of("result", "a b")))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String operation = step.option("operation", "encode");
        boolean form = step.truth("form", false);
        return switch (operation) {
            case "encode" -> encode(step.text("text"), form);
            case "decode" -> decode(step.text("text"), form);
            default -> Unknown.option(OPERATION, operation);
        };
    }

    private static StepResult encode(String text, boolean form) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String result =
                form ? encoded : encoded.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        ResultSize.text(result.length());
        return StepResult.done("result", result);
    }

    private static boolean holdsReplacement(String source) {
        return source.indexOf(REPLACEMENT) >= 0
                || source.toUpperCase(Locale.ROOT).contains("%EF%BF%BD");
    }

    private static StepResult decode(String text, boolean form) {
        try {
            String source = form ? text : text.replace("+", "%2B");
            String decoded = URLDecoder.decode(source, StandardCharsets.UTF_8);
            return decoded.indexOf(REPLACEMENT) >= 0 && !holdsReplacement(source)
                    ? StepResult.failed("Not a text", "the decoded bytes are no text in UTF-8")
                    : StepResult.done("result", decoded);
        } catch (IllegalArgumentException e) {
            return StepResult.failed(
                    "Invalid URL encoding",
                    "input \"text\" is " + Excerpt.quoted(text)
                            + ", in which a % is not followed by two hexadecimal digits; write a plain % as %25");
        }
    }
}
