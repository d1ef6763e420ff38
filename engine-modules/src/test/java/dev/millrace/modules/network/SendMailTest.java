package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.TestCertificate;
import dev.millrace.modules.host.MailServer;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.test.ModuleTester;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendMailTest {
    private static final TestCertificate CERTIFICATE = TestCertificate.create();

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final HttpClient client = keep(HttpClient.builder()
            .policy(EgressPolicy.builder().allow("127.0.0.0/8").build())
            .resolver(host -> List.of(InetAddress.getAllByName("127.0.0.1")))
            .tls(CERTIFICATE.trusted())
            .build());

    private <T extends AutoCloseable> T keep(T closeable) {
        toClose.add(closeable);
        return closeable;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    private ModuleTester mail(StubMailServer server, String security) {
        return ModuleTester.of(new SendMail())
                .service(HttpClient.class, client)
                .with("host", "127.0.0.1")
                .with("port", server.port())
                .with("security", security)
                .with("from", "Änn <ann@example.com>")
                .with("to", "bob@example.com")
                .with("subject", "Größe")
                .with("text", "Line 1\n.\nZeile ü");
    }

    @Test
    void mail_is_sent_word_for_word() {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "none")
                .with("to", "bob@example.com, Carl <carl@example.com>; dora@example.com")
                .with("cc", "eve@example.com")
                .with("bcc", "hidden@example.com")
                .with("reply_to", "desk@example.com")
                .run()
                .hasOutput("success", true)
                .hasOutput("error", "")
                .hasOutput("message_id", "<a8ad6747-0bfd-3452-aafd-7da94da2169c@example.com>");

        assertThat(server.lines)
                .startsWith(
                        "EHLO localhost",
                        "MAIL FROM:<ann@example.com>",
                        "RCPT TO:<bob@example.com>",
                        "RCPT TO:<carl@example.com>",
                        "RCPT TO:<dora@example.com>",
                        "RCPT TO:<eve@example.com>",
                        "RCPT TO:<hidden@example.com>",
                        "DATA")
                .endsWith(".", "QUIT");
        assertThat(server.mail().lines())
                .containsExactlyInAnyOrder(
                        "Date: Thu, 1 Jan 2026 00:00:00 +0000 (UTC)",
                        "From: =?UTF-8?Q?=C3=84nn?= <ann@example.com>",
                        "Reply-To: desk@example.com",
                        "To: bob@example.com, Carl <carl@example.com>, dora@example.com",
                        "Cc: eve@example.com",
                        "Message-ID: <a8ad6747-0bfd-3452-aafd-7da94da2169c@example.com>",
                        "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?=",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "Line 1",
                        "..",
                        "Zeile =C3=BC");
    }

    @Test
    void html_stands_alone_or_beside_the_text() {
        StubMailServer alone = keep(StubMailServer.plain());
        StubMailServer both = keep(StubMailServer.plain());

        mail(alone, "none").with("text", "").with("html", "<b>hi</b>").run().isDone();
        mail(both, "none").with("text", "hi").with("html", "<b>hi</b>").run().isDone();

        assertThat(alone.mail()).contains("Content-Type: text/html; charset=UTF-8", "<b>hi</b>");
        assertThat(both.mail())
                .contains("multipart/alternative", "text/plain; charset=UTF-8", "text/html; charset=UTF-8");
        assertThat(both.mail().indexOf("text/plain")).isLessThan(both.mail().indexOf("text/html"));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"starttls,127.0.0.1", "starttls,mail.example", "tls,127.0.0.1", "tls,mail.example"})
    void connection_is_secured_before_the_password_is_told(String security, String host) {
        StubMailServer server = keep(
                security.equals("tls")
                        ? StubMailServer.secured(CERTIFICATE.shown())
                        : StubMailServer.withStartTls(CERTIFICATE.shown()));

        mail(server, security)
                .with("host", host)
                .with("username", "ann")
                .with("password", "pässword")
                .run()
                .hasOutput("success", true);

        String signIn = server.lines.stream()
                .filter(line -> line.startsWith("AUTH PLAIN "))
                .findFirst()
                .orElseThrow();
        assertThat(new String(Base64.getDecoder().decode(signIn.substring(11)), StandardCharsets.UTF_8))
                .endsWith("ann\0pässword");
        if (security.equals("starttls")) {
            assertThat(server.lines.indexOf("STARTTLS")).isLessThan(server.lines.indexOf(signIn));
        }
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({"starttls,other.example", "tls,other.example"})
    void certificate_must_be_that_of_the_host(String security, String host) {
        StubMailServer server = keep(
                security.equals("tls")
                        ? StubMailServer.secured(CERTIFICATE.shown())
                        : StubMailServer.withStartTls(CERTIFICATE.shown()));

        mail(server, security)
                .with("host", host)
                .with("username", "ann")
                .with("password", "secret")
                .run()
                .failed()
                .withTitle("TLS failed")
                .withMessageContaining(host);
        assertThat(server.lines).noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void server_without_starttls_gets_no_password() {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "starttls")
                .with("username", "ann")
                .with("password", "secret")
                .run()
                .failed()
                .withTitle("TLS failed")
                .withMessageContaining("STARTTLS", "tls or none");
        assertThat(server.lines).noneMatch(line -> line.startsWith("AUTH"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sign-in       | AUTH      | 535 bad password secret  | Sign-in refused   | user name and password",
                "sender        | MAIL FROM | 550 not you              | Mail refused      | not you",
                "recipient     | RCPT TO   | 550 nobody, not secret   | Mail refused      | 127.0.0.1",
                "mail          | .         | 554 spam                 | Mail refused      | spam",
                "greeting      | EHLO      | 500 what                 | Connection broken | 127.0.0.1"
            })
    void refusal_is_told_without_the_password(String row, String command, String reply, String title, String part) {
        StubMailServer server =
                keep(StubMailServer.plain().replying(command, reply).replying("HELO", "500 what"));

        var failure = mail(server, "none")
                .with("username", "ann")
                .with("password", "secret")
                .run()
                .failed();

        assertThat(failure.error().title()).as(failure.error().message()).isEqualTo(title);
        assertThat(failure.error().message()).contains(part).doesNotContain("secret");
        assertThat(failure.partialOutputs())
                .containsEntry("success", false)
                .containsEntry("error", failure.error().message());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"subject", "from", "to", "cc", "bcc", "reply_to"})
    void line_cannot_become_two(String input) {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "none")
                .with(input, "a@example.com\r\nBcc: evil@example.com")
                .run()
                .failed()
                .withMessageContaining(input, "line break");
        assertThat(server.lines).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "to,''",
        "to,nobody",
        "to,@",
        "to,a b@c",
        "cc,<x",
        "from,''",
        "from,'a@x.org,b@x.org'",
        "port,0",
        "port,70000",
        "port,x",
        "security,ssl"
    })
    void wrong_input_is_named(String input, String value) {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "none").with(input, value).run().failed().withMessageContaining(input);
        assertThat(server.lines).isEmpty();
    }

    @Test
    void too_many_recipients_are_refused() {
        StubMailServer server = keep(StubMailServer.plain());
        String many =
                IntStream.range(0, 101).mapToObj(i -> "a" + i + "@example.com").collect(Collectors.joining(","));

        mail(server, "none").with("to", many).run().failed().withMessageContaining("101", "100");
    }

    @Test
    void egress_policy_applies_to_the_mail_server() {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "none").with("host", "10.0.0.1").run().failed().withTitle("Target not allowed");
        ModuleTester.of(new SendMail())
                .with("host", "127.0.0.1")
                .with("port", server.port())
                .with("from", "a@example.com")
                .with("to", "b@example.com")
                .run()
                .failed()
                .withTitle("Target not allowed");
        assertThat(server.lines).isEmpty();
    }

    @Test
    void server_of_the_host_is_used_where_the_step_names_none_and_its_password_goes_nowhere_else() {
        StubMailServer own = keep(StubMailServer.plain());
        StubMailServer other = keep(StubMailServer.plain());
        MailServer usual =
                new MailServer("127.0.0.1", own.port(), MailServer.Security.NONE, "ann", "secret", "desk@example.com");

        ModuleTester.of(new SendMail())
                .service(HttpClient.class, client)
                .service(MailServer.class, usual)
                .with("to", "bob@example.com")
                .run()
                .hasOutput("success", true);
        mail(other, "none").service(MailServer.class, usual).run().isDone();

        assertThat(own.lines).contains("MAIL FROM:<desk@example.com>").anyMatch(line -> line.startsWith("AUTH"));
        assertThat(other.lines).noneMatch(line -> line.startsWith("AUTH"));
        assertThat(usual).asString().doesNotContain("secret", "ann");
    }

    @Test
    void no_server_at_all_is_told() {
        ModuleTester.of(new SendMail())
                .with("to", "bob@example.com")
                .with("from", "a@example.com")
                .run()
                .failed()
                .withTitle("No mail server")
                .withMessageContaining("MailServer");
    }

    @Test
    void silent_and_missing_servers_fail_in_time() throws IOException {
        StubMailServer silent = keep(StubMailServer.plain().replying("EHLO", ""));
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        mail(silent, "none").with("timeout", 0.1).run().failed().withTitle("Connection broken");
        mail(silent, "none").with("port", free).run().failed().withTitle("Connection failed");
    }

    @Test
    void cancelled_mail_closes_its_connection() throws InterruptedException {
        StubMailServer silent = keep(StubMailServer.plain().replying("EHLO", ""));
        Workflow workflow = Workflow.builder("w")
                .step(
                        "s",
                        "send_mail",
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                silent.port(),
                                "security",
                                "none",
                                "from",
                                "a@x.org",
                                "to",
                                "b@x.org"))
                .build();
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(new SendMail())
                .service(HttpClient.class, client)
                .build()) {
            ExecutionHandle handle = millrace.start(workflow, StartRequest.plain());
            assertThat(silent.greeted.await(30, TimeUnit.SECONDS)).isTrue();

            handle.cancel();

            assertThat(silent.hungUp.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(handle.await(Duration.ofSeconds(30)).orElseThrow().status())
                    .isEqualTo(ExecutionStatus.CANCELLED);
        }
    }

    @Test
    void huge_mail_is_sent() {
        StubMailServer server = keep(StubMailServer.plain());

        mail(server, "none").with("text", "0123456789".repeat(200_000)).run().hasOutput("success", true);

        assertThat(server.mail().replace("=\n", "")).contains("0123456789".repeat(1_000));
    }
}
