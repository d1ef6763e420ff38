package dev.millrace.modules.network;

import dev.millrace.module.Module;
import java.util.List;

/** The modules of this package, in the order of the catalogue. */
public final class NetworkModules {
    private NetworkModules() {}

    public static List<Module> all() {
        return List.of(
                new HttpRequestModule(),
                new GetIp(),
                new WebhookPush(),
                new BarkPush(),
                new DiscordPush(),
                new TelegramPush(),
                new AiCompletion(),
                new SendMail());
    }
}
