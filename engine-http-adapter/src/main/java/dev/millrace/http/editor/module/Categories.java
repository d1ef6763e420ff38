package dev.millrace.http.editor.module;

import dev.millrace.module.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The categories as clients see them, and the names they have elsewhere (decision D5). */
final class Categories {
    /** Ids and labels of the phone app that are neither ids nor labels here; its finer groups are part of these. */
    private static final Map<String, Category> OF_THE_APP = Map.ofEntries(
            Map.entry("interaction", Category.UI_INTERACTION),
            Map.entry("屏幕交互", Category.UI_INTERACTION),
            Map.entry("template", Category.UI_INTERACTION),
            Map.entry("templates", Category.UI_INTERACTION),
            Map.entry("模板", Category.UI_INTERACTION),
            Map.entry("ui", Category.UI_INTERACTION),
            Map.entry("ui control", Category.UI_INTERACTION),
            Map.entry("ui控制", Category.UI_INTERACTION),
            Map.entry("ui 组件", Category.UI_INTERACTION),
            Map.entry("逻辑", Category.LOGIC),
            Map.entry("数据处理", Category.DATA),
            Map.entry("feishu", Category.NETWORK),
            Map.entry("飞书", Category.NETWORK),
            Map.entry("device", Category.SYSTEM),
            Map.entry("设备与系统", Category.SYSTEM),
            Map.entry("core", Category.SHIZUKU),
            Map.entry("core (beta)", Category.SHIZUKU),
            Map.entry("核心 (beta)", Category.SHIZUKU));

    private Categories() {}

    /** The category with this id or label, in any case of letters. */
    static Optional<Category> named(String text) {
        for (Category category : Category.values()) {
            if (text.equalsIgnoreCase(category.id())
                    || text.equalsIgnoreCase(category.title().chinese())
                    || text.equalsIgnoreCase(category.title().english())) {
                return Optional.of(category);
            }
        }
        return Optional.ofNullable(OF_THE_APP.get(text.toLowerCase(Locale.ROOT)));
    }

    /** All of them, in their order. */
    static List<Map<String, @Nullable Object>> all() {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Category category : Category.values()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("id", category.id());
            fields.put("name", category.title().chinese());
            fields.put("nameEn", category.title().english());
            fields.put("icon", category.icon());
            fields.put("description", category.description().chinese());
            fields.put("descriptionEn", category.description().english());
            fields.put("order", all.size());
            all.add(fields);
        }
        return all;
    }
}
