package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks, Bark, Discord and Telegram: what they are sent, and what is made of their answers. */
class PushModulesTest {
    private static final String JSON = "application/json; charset=utf-8";

    private final LocalNetwork network = new LocalNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private ModuleTester webhook(StubServer server) {
        return network.tester(new WebhookPush())
                .with("url", server.url("/hook/secret"))
                .with("message", "Größe 中");
    }

    private ModuleTester bark(StubServer server) {
        return network.tester(new BarkPush())
                .with("server_url", server.url("/"))
                .with("device_key", "k/1")
                .with("body", "done");
    }

    private ModuleTester discord(StubServer server) {
        return network.tester(new DiscordPush())
                .with("webhook_url", server.url("/api/secret"))
                .with("content", "hi");
    }

    private ModuleTester telegram(StubServer server) {
        return network.tester(new TelegramPush())
                .with("serverUrl", server.url("//"))
                .with("bot_token", "123:secret")
                .with("chat_id", -42L)
                .with("text", "hi 中");
    }

    // ---------------------------------------------------------------- webhook

    static Stream<Arguments> webhooks() {
        String json = "{\"title\":\"T\",\"message\":\"Größe 中\",\"timestamp\":1767225600000}";
        String noTitle = "{\"message\":\"Größe 中\",\"timestamp\":1767225600000}";
        String form = "application/x-www-form-urlencoded";
        String plain = "text/plain; charset=utf-8";
        return Stream.of(
                Arguments.of("json", Map.of("title", "T"), JSON, json),
                Arguments.of("json, no title", Map.of("title", " "), JSON, noTitle),
                Arguments.of("json is the default", Map.of("body_type", "json"), JSON, noTitle),
                Arguments.of(
                        "custom",
                        Map.of("body_type", "custom_json", "custom_json_body", "{\"a\": [1]}"),
                        JSON,
                        "{\"a\": [1]}"),
                Arguments.of("raw", Map.of("body_type", "raw", "raw_body", "own"), plain, "own"),
                Arguments.of("raw, blank", Map.of("bodyType", "raw", "title", "T"), plain, "T\nGröße 中"),
                Arguments.of("raw, no title", Map.of("body_type", "raw"), plain, "Größe 中"),
                Arguments.of(
                        "form",
                        Map.of("body_type", "form", "form_fields_json", "{\"a\":1,\"b\":\"x y\",\"c\":null}"),
                        form,
                        "a=1&b=x+y"),
                Arguments.of(
                        "form, blank",
                        Map.of("body_type", "form", "title", "T"),
                        form,
                        "title=T&message=Gr%C3%B6%C3%9Fe+%E4%B8%AD"),
                Arguments.of("form, no title", Map.of("body_type", "form"), form, "message=Gr%C3%B6%C3%9Fe+%E4%B8%AD"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("webhooks")
    void webhook_gets_its_body(String row, Map<String, String> parameters, String contentType, String body) {
        StubServer server = network.server(Reply.text(200, "text/plain", "ok"));

        webhook(server)
                .with(parameters)
                .run()
                .hasOutputs(Map.of("success", true, "status_code", 200, "response_body", "ok", "error", ""));

        assertThat(server.only().line()).isEqualTo("POST /hook/secret HTTP/1.1");
        assertThat(server.only().header("Content-Type")).isEqualTo(contentType);
        assertThat(server.only().body()).isEqualTo(body);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void webhook_is_called_with_its_method_and_headers(String method) {
        StubServer server = network.server(Reply.text(204, "text/plain", ""));

        webhook(server)
                .with("method", method)
                .with("headers_json", "{\"X-Token\": \"t\", \"X-Number\": 5}")
                .run()
                .isDone();

        assertThat(server.only().line()).startsWith(method + " ");
        assertThat(server.only().header("X-Token")).isEqualTo("t");
        assertThat(server.only().header("X-Number")).isEqualTo("5");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {300, 304, 400, 404, 500, 503})
    void webhook_that_answers_with_another_status_fails_with_what_is_known(int status) {
        String body = status == 304 ? "" : "no"; // a 304 has none
        StubServer server = network.server(Reply.text(status, "text/plain", body));

        var failure =
                webhook(server).run().failed().withTitle("Not accepted").withMessageContaining("status " + status);

        assertThat(failure.error().message()).doesNotContain("secret");
        assertThat(failure.partialOutputs())
                .containsEntry("success", false)
                .containsEntry("status_code", (long) status)
                .containsEntry("response_body", body)
                .containsEntry("error", failure.error().message());
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "url,''",
        "message,' '",
        "method,GET",
        "body_type,xml",
        "headers_json,[1]",
        "headers_json,{",
        "headers_json,\"{\"\"X\"\": \"\"a\\nb\"\"}\""
    })
    void webhook_says_which_input_is_wrong(String input, String value) {
        StubServer server = network.server(Reply.text(200, "text/plain", "ok"));

        webhook(server).with(input, value).run().failed();

        assertThat(server.received()).isEmpty();
    }

    @Test
    void webhook_s_own_json_must_be_there_and_be_json() {
        StubServer server = network.server(Reply.text(200, "text/plain", "ok"));
        ModuleTester custom = webhook(server).with("body_type", "custom_json");

        custom.run().failed().withMessageContaining("custom_json_body");
        custom.with("custom_json_body", "{oops").run().failed().withTitle("Invalid JSON");
        custom.with("custom_json_body", "{}").with("message", "").run().isDone();
    }

    // ---------------------------------------------------------------- bark

    @Test
    void bark_gets_what_is_set() {
        StubServer server = network.server(Reply.json("{\"code\":200,\"message\":\"success\",\"timestamp\":1}"));

        bark(server)
                .run()
                .hasOutputs(Map.of(
                        "success",
                        true,
                        "response_code",
                        200,
                        "response_message",
                        "success",
                        "response_json",
                        Map.of("code", 200L, "message", "success", "timestamp", 1L),
                        "error",
                        ""));
        bark(server)
                .with("title", "T")
                .with("subtitle", "S")
                .with("level", "critical")
                .with("volume", 7)
                .with("badge", 2)
                .with("icon", "i")
                .with("image", "p")
                .with("autoCopy", true)
                .with("copy", "c")
                .with("jump_url", "app://x")
                .run()
                .isDone();

        assertThat(server.received().get(0).line()).isEqualTo("POST /k%2F1 HTTP/1.1");
        assertThat(server.received().get(0).header("Content-Type")).isEqualTo(JSON);
        assertThat(server.received().get(0).body()).isEqualTo("{\"title\":\"\",\"body\":\"done\"}");
        assertThat(server.received().get(1).body())
                .isEqualTo(
                        "{\"title\":\"T\",\"body\":\"done\",\"subtitle\":\"S\",\"level\":\"critical\",\"icon\":\"i\","
                                + "\"image\":\"p\",\"copy\":\"c\",\"url\":\"app://x\",\"badge\":2,\"volume\":7,\"autoCopy\":\"1\"}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"active", "timeSensitive", "passive", "critical"})
    void bark_knows_its_levels(String level) {
        StubServer server = network.server(Reply.json("{\"code\":200}"));

        bark(server).with("level", level).run().isDone();

        assertThat(server.only().body()).contains("\"level\":\"" + level + "\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"code\":400,\"message\":\"bad key\"} | 400 | bad key",
                "200 | {\"code\":500,\"message\":\"down\"}    | 500 | down",
                "200 | not json                               | 200 | no JSON object",
                "200 | [200]                                  | 200 | no JSON object",
                "200 | {}                                     | 200 | no JSON object",
                "502 | ''                                     | 502 | no JSON object"
            })
    void bark_that_does_not_answer_with_200_fails(int status, String answer, long code, String message) {
        StubServer server = network.server(Reply.text(status, "application/json", answer));

        var failure = bark(server).run().failed().withTitle("Not accepted").withMessageContaining(message);

        assertThat(failure.partialOutputs())
                .containsEntry("success", false)
                .containsEntry("response_code", code)
                .containsEntry("error", failure.error().message());
    }

    // ---------------------------------------------------------------- discord

    @Test
    void discord_gets_content_with_mentions_and_what_is_set() {
        StubServer server = network.server(Reply.text(204, "text/plain", ""));

        discord(server).run().hasOutput("final_content", "hi").hasOutput("status_code", 204);
        discord(server)
                .with("mention_user_ids", "1|2, 3\n4,,")
                .with("username", "Bot")
                .with("avatarUrl", "https://a/b.png")
                .with("tts", true)
                .run()
                .hasOutput("final_content", "<@1> <@2> <@3> <@4> hi")
                .hasOutput("success", true);

        assertThat(server.received().get(0).line()).isEqualTo("POST /api/secret HTTP/1.1");
        assertThat(server.received().get(0).body()).isEqualTo("{\"content\":\"hi\"}");
        assertThat(server.received().get(1).body())
                .isEqualTo("{\"content\":\"<@1> <@2> <@3> <@4> hi\",\"username\":\"Bot\","
                        + "\"avatar_url\":\"https://a/b.png\",\"tts\":true}");
    }

    @Test
    void discord_that_refuses_is_a_failure_with_what_is_known() {
        StubServer server = network.server(Reply.text(400, "application/json", "{\"message\":\"no\"}"));

        var failure = discord(server).run().failed().withMessageContaining("400");

        assertThat(failure.partialOutputs())
                .containsEntry("final_content", "hi")
                .containsEntry("status_code", 400L)
                .containsEntry("response_body", "{\"message\":\"no\"}");
    }

    // ---------------------------------------------------------------- telegram

    @ParameterizedTest(name = "{0}")
    @CsvSource({"none,''", "markdown,Markdown", "markdown_v2,MarkdownV2", "html,HTML"})
    void telegram_gets_its_message(String mode, String sent) {
        StubServer server =
                network.server(Reply.json("{\"ok\":true,\"result\":{\"message_id\":7,\"chat\":{\"id\":-42}}}"));

        telegram(server)
                .with("parse_mode", mode)
                .run()
                .hasOutput("ok", true)
                .hasOutput("message_id", 7)
                .hasOutput("chat_id", -42)
                .hasOutput("description", "")
                .hasOutput("error", "");

        assertThat(server.only().line()).isEqualTo("POST /bot123:secret/sendMessage HTTP/1.1");
        String parseMode = sent.isEmpty() ? "" : ",\"parse_mode\":\"" + sent + "\"";
        assertThat(server.only().body()).isEqualTo("{\"chat_id\":\"-42\",\"text\":\"hi 中\"" + parseMode + "}");
    }

    @Test
    void telegram_gets_the_thread_and_no_preview_if_asked_to() {
        StubServer server = network.server(Reply.json("{\"ok\":true}"));

        telegram(server)
                .with("disable_web_page_preview", true)
                .with("messageThreadId", "9")
                .run()
                .isDone();

        assertThat(server.only().body()).endsWith("\"disable_web_page_preview\":true,\"message_thread_id\":9}");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"ok\":false,\"description\":\"chat not found\"} | chat not found",
                "200 | {\"ok\":\"yes\"} | 200",
                "200 | no json | 200",
                "500 | [] | 500"
            })
    void telegram_that_is_not_ok_fails(int status, String answer, String message) {
        StubServer server = network.server(Reply.text(status, "application/json", answer));

        var failure = telegram(server).run().failed().withMessageContaining(message);

        assertThat(failure.error().message()).doesNotContain("secret");
        assertThat(failure.partialOutputs())
                .containsEntry("ok", false)
                .containsKeys("description", "message_id", "error");
    }

    // ---------------------------------------------------------------- all of them

    private Stream<ModuleTester> all(StubServer server) {
        return Stream.of(webhook(server), bark(server), discord(server), telegram(server));
    }

    @Test
    void message_that_nobody_answers_fails_and_tells_no_secret() {
        StubServer broken = network.server(Reply.raw(""));

        assertThat(all(broken)).allSatisfy(push -> {
            var failure = push.run().failed().withTitle("Connection broken");
            assertThat(failure.error().message()).contains(broken.authority()).doesNotContain("secret", "k/1", "k%2F1");
            assertThat(failure.partialOutputs())
                    .containsEntry("error", failure.error().message());
        });
    }

    @Test
    void message_that_takes_too_long_fails() {
        StubServer silent = network.server(Reply.silence());

        assertThat(all(silent))
                .allSatisfy(push -> push.with("timeout", 0.05).run().failed().withTitle("Timeout"));
    }

    @Test
    void huge_messages_are_sent() {
        String huge = "中".repeat(1_000_000);
        StubServer server = network.server(Reply.json("{\"ok\":true,\"code\":200}"));
        Map<Module, String> texts = new LinkedHashMap<>();
        texts.put(new WebhookPush(), "message");
        texts.put(new BarkPush(), "body");
        texts.put(new DiscordPush(), "content");
        texts.put(new TelegramPush(), "text");
        List<ModuleTester> pushes = all(server).toList();

        int i = 0;
        for (String input : texts.values()) {
            pushes.get(i++).with(input, huge).run().isDone();
        }

        assertThat(server.received())
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.body()).contains(huge));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bark,level,loud",
        "telegram,parse_mode,bbcode",
        "bark,device_key,''",
        "bark,body,' '",
        "discord,content,''",
        "discord,webhook_url,' '",
        "telegram,bot_token,''",
        "telegram,chat_id,' '",
        "telegram,text,''",
        "telegram,message_thread_id,x",
        "bark,badge,x",
        "bark,volume,x"
    })
    void wrong_input_is_named_and_nothing_is_sent(String module, String input, String value) {
        StubServer server = network.server(Reply.json("{}"));
        ModuleTester push = switch (module) {
            case "bark" -> bark(server);
            case "discord" -> discord(server);
            default -> telegram(server);
        };

        push.with(input, value).run().failed().withMessageContaining(input);

        assertThat(server.received()).isEmpty();
    }

    @Test
    void missing_inputs_are_named() {
        ModuleTester.of(new WebhookPush()).run().failed().withMessageContaining("\"url\"");
        ModuleTester.of(new BarkPush()).run().failed().withMessageContaining("\"device_key\"");
        ModuleTester.of(new DiscordPush()).run().failed().withMessageContaining("\"webhook_url\"");
        ModuleTester.of(new TelegramPush()).run().failed().withMessageContaining("\"bot_token\"");
    }

    @Test
    void message_is_sent_at_most_once() {
        assertThat(Stream.of(new WebhookPush(), new BarkPush(), new DiscordPush(), new TelegramPush()))
                .allSatisfy(module -> assertThat(module.descriptor().effect()).isEqualTo(Effect.ONCE));
    }

    @Test
    void blank_literals_are_found_before_anything_runs() {
        assertThat(ModuleTester.of(new WebhookPush()).with("url", " ").check())
                .singleElement()
                .satisfies(finding -> assertThat(finding.input()).isEqualTo("url"));
        assertThat(ModuleTester.of(new TelegramPush())
                        .with("bot_token", "{{a.b}}")
                        .with("chat_id", "1")
                        .with("text", "")
                        .check())
                .singleElement()
                .satisfies(finding -> assertThat(finding.input()).isEqualTo("text"));
    }
}
