package dev.millrace.modules.network;

import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.StubProxy;
import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Received;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.egress.TestCertificate;
import dev.millrace.modules.host.MailServer;
import java.util.List;
import java.util.Map;

/** The services that examples of modules name, played by a stub: no test reaches them. */
public final class ExampleNetwork implements AutoCloseable {
    private static final String ADDRESS_V4 = "203.0.113.7";
    private static final Map<String, String> ANSWERS = Map.of(
            "api.example.com", "[]",
            "hooks.example.com", "{}",
            "discord.com", "{}",
            "api.ipify.org", ADDRESS_V4,
            "api6.ipify.org", "2001:db8::7",
            "api.day.app", "{\"code\":200,\"message\":\"success\"}",
            "api.telegram.org", "{\"ok\":true,\"result\":{\"message_id\":1,\"chat\":{\"id\":42}}}",
            "api.openai.com", "{\"choices\":[{\"message\":{\"content\":\"It is.\"}}]}");
    private static final TestCertificate CERTIFICATE =
            TestCertificate.create(ANSWERS.keySet().toArray(String[]::new));

    private final StubServer server = StubServer.secured(CERTIFICATE.shown(), ExampleNetwork::answer);
    private final StubProxy proxy = StubProxy.leadingTo(server.port());
    private final StubMailServer mail = StubMailServer.plain();
    private final HttpClient client = HttpClient.builder()
            .policy(EgressPolicy.builder()
                    .trustProxy()
                    .allow("127.0.0.1:" + mail.port())
                    .build())
            .tls(CERTIFICATE.trusted())
            .proxy(proxy.url())
            .build();

    private static Reply answer(Received request) {
        String answer = ANSWERS.get(request.header("Host"));
        return answer == null ? Reply.text(404, "text/plain", "") : Reply.text(200, "text/plain", answer);
    }

    /** A client that reaches these services and no others. */
    public HttpClient client() {
        return client;
    }

    /** The server that takes all mail. */
    public MailServer mailServer() {
        return new MailServer("127.0.0.1", mail.port(), MailServer.Security.NONE, "", "", "desk@example.com");
    }

    /** The hosts that were called, in order. */
    public List<String> called() {
        return server.received().stream().map(request -> request.header("Host")).toList();
    }

    @Override
    public void close() {
        client.close();
        proxy.close();
        server.close();
        mail.close();
    }
}
