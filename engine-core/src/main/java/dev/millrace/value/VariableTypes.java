package dev.millrace.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types a created variable can have, and the labels that older files use for them (spec vflow-model appendix A). */
public final class VariableTypes {
    /** Label → the id of the type. */
    public static final Map<String, String> LEGACY = Map.ofEntries(
            Map.entry("文本", "string"),
            Map.entry("Text", "string"),
            Map.entry("数字", "number"),
            Map.entry("Number", "number"),
            Map.entry("布尔", "boolean"),
            Map.entry("Boolean", "boolean"),
            Map.entry("字典", "dictionary"),
            Map.entry("Dictionary", "dictionary"),
            Map.entry("列表", "list"),
            Map.entry("List", "list"),
            Map.entry("图像", "image"),
            Map.entry("图片", "image"),
            Map.entry("Image", "image"),
            Map.entry("坐标", "coordinate"),
            Map.entry("Coordinate", "coordinate"));

    private VariableTypes() {}

    /** The declared type: a short name, a type id, or a legacy label; text when it is absent or unknown. */
    public static ValueType declared(@Nullable Object written) {
        if (written == null) {
            return ValueType.STRING;
        }
        String text = WhiteSpace.trim(written.toString());
        return ValueType.named(LEGACY.getOrDefault(text, text)).orElse(ValueType.STRING);
    }
}
