package dev.millrace.modules.host;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.LogLevel;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.Optional;

/** Posts a notification; without a callback a log entry (spec vflow-model 6.5). */
final class SendNotification implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("send_notification")
            .alias("vflow.notification.send_notification")
            .category(Category.SYSTEM)
            .name("发送通知", "Send Notification")
            .description("发送一条通知", "Post a notification")
            .input(
                    Input.text("title")
                            .withDefault("")
                            .label("标题", "Title")
                            .help("通知的标题", "The title of the notification"),
                    Input.text("message")
                            .required()
                            .label("内容", "Message")
                            .help("通知的内容", "The text of the notification"))
            .output(Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("报告完成", "Report the end"),
                    Map.of("title", "Report", "message", "Done"),
                    Map.of("success", true)))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String title = step.text("title", "");
        String message = step.text("message", "");
        Optional<Notifications> notifications = step.service(Notifications.class);
        if (notifications.isPresent()) {
            notifications.get().send(title, message, step.idempotencyKey());
        } else {
            step.log(LogLevel.INFO, title.isEmpty() ? message : title + ": " + message, Map.of());
        }
        return StepResult.done("success", true);
    }
}
