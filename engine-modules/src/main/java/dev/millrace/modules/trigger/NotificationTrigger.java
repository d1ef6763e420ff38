package dev.millrace.modules.trigger;

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
import java.util.List;
import java.util.Map;

/** A notification that the host has seen and fires with its data; every key of the data becomes an output. */
final class NotificationTrigger implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("trigger_notification")
            .alias("vflow.trigger.notification")
            .category(Category.TRIGGER)
            .name("通知触发", "Notification")
            .description("收到匹配的通知时启动，由宿主程序触发", "A matching notification arrives; fired by the host")
            .input(
                    filter("packageName", "应用包名", "Package Name", "留空匹配所有应用", "Empty matches every application"),
                    filter("titleContains", "标题包含", "Title Contains", "留空匹配所有标题", "Empty matches every title"),
                    filter("contentContains", "内容包含", "Content Contains", "留空匹配所有内容", "Empty matches every content"))
            .output(
                    Output.text("title").label("标题", "Title").help("通知的标题", "The title of the notification"),
                    Output.text("content").label("内容", "Content").help("通知的内容", "The text of the notification"),
                    Output.text("packageName")
                            .alias("package_name")
                            .label("应用包名", "Package Name")
                            .help("发出通知的应用", "The application it comes from"))
            .openOutputs()
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("某个应用的通知", "Notifications of one application"),
                    Map.of("packageName", "com.example.chat", "titleContains", "", "contentContains", "hello"),
                    Map.of()))
            .build();

    private static final List<String> DECLARED =
            DESCRIPTOR.outputs().stream().map(Output::id).toList();

    private static Input filter(String id, String chinese, String english, String chineseHelp, String help) {
        return Input.text(id).literal().withDefault("").label(chinese, english).help(chineseHelp, help);
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        return TriggerData.outputs(step, DECLARED);
    }
}
