package dev.millrace.module;

import java.util.Locale;

/** The groups of the module catalogue, in its order (document 001, module categories). */
public enum Category {
    TRIGGER(
            "ic_trigger",
            new LocalizedText("触发器", "Triggers"),
            new LocalizedText("工作流触发条件", "Workflow trigger conditions")),
    UI_INTERACTION(
            "ic_ui",
            new LocalizedText("界面交互", "UI Interaction"),
            new LocalizedText("UI自动化操作", "UI automation operations")),
    LOGIC("ic_logic", new LocalizedText("逻辑控制", "Logic Control"), new LocalizedText("条件判断与循环", "Conditions and loops")),
    DATA("ic_data", new LocalizedText("数据", "Data"), new LocalizedText("变量与数据处理", "Variables and data processing")),
    FILE("ic_file", new LocalizedText("文件", "File"), new LocalizedText("文件操作", "File operations")),
    NETWORK("ic_network", new LocalizedText("网络", "Network"), new LocalizedText("网络请求", "Network requests")),
    SYSTEM(
            "ic_system",
            new LocalizedText("应用与系统", "App & System"),
            new LocalizedText("系统控制与应用管理", "System control and app management")),
    SHIZUKU(
            "ic_shizuku",
            new LocalizedText("Shizuku", "Shizuku"),
            new LocalizedText("高级系统操作", "Advanced system operations"));

    private final String icon;
    private final LocalizedText title;
    private final LocalizedText description;

    Category(String icon, LocalizedText title, LocalizedText description) {
        this.icon = icon;
        this.title = title;
        this.description = description;
    }

    /** The id on the wire, in lower snake case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String icon() {
        return icon;
    }

    public LocalizedText title() {
        return title;
    }

    public LocalizedText description() {
        return description;
    }
}
