package dev.millrace.modules.network;

import dev.millrace.egress.EgressException;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepError;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.modules.host.MailServer;
import dev.millrace.modules.host.MailServer.Security;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a mail through a server that the step names, or the host's {@link MailServer}. */
final class SendMail implements Module {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MAX_TIMEOUT_SECONDS = 300;
    private static final Map<Security, Integer> PORTS =
            Map.of(Security.NONE, 25, Security.STARTTLS, 587, Security.TLS, 465);

    private static final Input SECURITY = Input.options("security", "starttls", "tls", "none")
            .withDefault("starttls")
            .label("加密", "Security")
            .help("STARTTLS、TLS 或不加密", "STARTTLS, TLS from the beginning, or none");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("send_mail")
            .category(Category.NETWORK)
            .name("发送邮件", "Send Mail")
            .description("通过 SMTP 服务器发送邮件", "Send a mail through an SMTP server")
            .input(
                    Input.text("to")
                            .required()
                            .label("收件人", "To")
                            .help("地址，用逗号分隔", "Addresses with commas between them"),
                    Input.text("cc").label("抄送", "Cc").help("地址，用逗号分隔", "Addresses with commas between them"),
                    Input.text("bcc").label("密送", "Bcc").help("地址，用逗号分隔", "Addresses with commas between them"),
                    Input.text("subject").label("主题", "Subject").help("一行文本", "One line"),
                    Input.text("text").label("正文", "Text").help("纯文本正文", "The mail as plain text"),
                    Input.text("html")
                            .label("HTML 正文", "HTML")
                            .help("与正文同时填写时由收件方选择", "Beside a text, the reader's program chooses"),
                    Input.text("from").label("发件人", "From").help("留空则使用主机的设置", "Blank for the host's own"),
                    Input.text("reply_to")
                            .alias("replyTo")
                            .label("回复地址", "Reply to")
                            .help("可以为空", "May be empty"))
            .input(
                    Input.text("host")
                            .label("服务器", "Server")
                            .help("SMTP 服务器；留空则使用主机的设置", "The SMTP server; blank for the host's own"),
                    Input.number("port")
                            .range(1, 65_535)
                            .wholeNumber()
                            .label("端口", "Port")
                            .help("默认 587、465 或 25，取决于加密", "587, 465 or 25 by the security unless given"),
                    SECURITY,
                    Input.text("username").label("用户名", "User name").help("留空则不登录", "Blank to send without signing in"),
                    Input.text("password").label("密码", "Password").help("不会写入日志", "Never logged"),
                    Call.timeoutInput(TIMEOUT_SECONDS))
            .output(
                    Reports.SUCCESS,
                    Output.text("message_id")
                            .alias("messageId")
                            .label("邮件 ID", "Message id")
                            .help("邮件的 Message-ID", "The mail's Message-ID"),
                    Reports.ERROR)
            .effect(Effect.ONCE)
            .blocks()
            .check(Required.inputs("to"))
            .example(new ModuleExample(
                    new LocalizedText("发送报告", "Send a report"),
                    Map.of("to", "ann@example.com", "subject", "Report", "text", "It is done"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String security = step.option("security", "starttls");
        if (SECURITY.optionNamed(security) == null) {
            return Unknown.option(SECURITY, security);
        }
        MailServer server = server(step, Security.valueOf(security.toUpperCase(Locale.ROOT)));
        Mail mail = Mail.of(step, server.from());
        try (SmtpConnection connection = new SmtpConnection(server, limit(step))) {
            step.cancellation().onCancel(connection::abort);
            connection.send(mail, Call.client(step));
            return sent(mail);
        } catch (EgressException e) {
            return failed(new StepError(e.kind().title(), String.valueOf(e.getMessage())));
        } catch (StepFailedException e) {
            return failed(e.error());
        }
    }

    /** What the host set is used as a whole or not at all: its password is for its server. */
    private static MailServer server(StepContext step, Security security) {
        String host = step.text("host", "").strip();
        if (host.isEmpty()) {
            return step.service(MailServer.class)
                    .orElseThrow(
                            () -> new StepFailedException(
                                    "No mail server",
                                    "the step names no server in \"host\", and the host of the engine has registered no MailServer"));
        }
        long port = step.has("port") ? step.wholeNumber("port") : PORTS.getOrDefault(security, 25);
        if (port < 1 || port > 65_535) {
            throw new StepFailedException("Invalid input", "input \"port\" is " + port + "; use 1 to 65535");
        }
        return new MailServer(host, (int) port, security, step.text("username", ""), step.text("password", ""), "");
    }

    private static Duration limit(StepContext step) {
        double seconds = step.number("timeout", TIMEOUT_SECONDS).doubleValue();
        boolean isUsable = seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS;
        return Duration.ofMillis(Math.max(1, Math.round((isUsable ? seconds : TIMEOUT_SECONDS) * 1000)));
    }

    private static StepResult sent(Mail mail) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("success", true);
        outputs.put("message_id", mail.id());
        outputs.put("error", "");
        return StepResult.done(outputs);
    }

    private static StepResult failed(StepError error) {
        return Reports.failed(error, Map.of("success", false));
    }
}
