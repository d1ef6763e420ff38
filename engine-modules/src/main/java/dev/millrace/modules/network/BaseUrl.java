package dev.millrace.modules.network;

import dev.millrace.module.StepContext;

/** Where a service is: its own address, or one that the step names, such as a server of one's own. */
final class BaseUrl {
    private BaseUrl() {}

    /** Without a slash at its end. */
    static String of(StepContext step, String input, String usual) {
        String text = step.text(input, usual).strip();
        String url = text.isEmpty() ? usual : text;
        while (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        return url;
    }
}
