package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.test.ModuleTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AiCompletionTest {
    private static final String ANSWER =
            "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Because 光\"}}]}";

    private final LocalNetwork network = new LocalNetwork();

    @AfterEach
    void close() {
        network.close();
    }

    private ModuleTester asking(StubServer server) {
        return network.tester(new AiCompletion())
                .with("base_url", server.url("/v1/"))
                .with("api_key", "sk-secret")
                .with("prompt", "Why \"blue\"?\n");
    }

    @Test
    void question_is_sent_and_answered() {
        StubServer server = network.server(Reply.json(ANSWER));

        asking(server).run().hasOutput("result", "Because 光").hasOutput("success", true);

        assertThat(server.only().line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(server.only().header("Authorization")).isEqualTo("Bearer sk-secret");
        assertThat(server.only().header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(server.only().body())
                .isEqualTo("{\"model\":\"gpt-3.5-turbo\",\"messages\":["
                        + "{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"},"
                        + "{\"role\":\"user\",\"content\":\"Why \\\"blue\\\"?\\n\"}],\"temperature\":0.7}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"openai", "deepseek", "custom"})
    void settings_are_sent_and_the_provider_is_a_label(String provider) {
        StubServer server = network.server(Reply.json(ANSWER));

        asking(server)
                .with("provider", provider)
                .with("model", "m-1")
                .with("systemPrompt", " ")
                .with("temperature", 0)
                .run()
                .isDone();

        assertThat(server.only().body())
                .startsWith("{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\"")
                .endsWith("\"temperature\":0}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error\":{\"message\":\"no model m-1, key sk-secret\"}} | status 404: no model m-1, key …",
                "401 | {\"error\":{\"message\":\"bad key sk-se****cret\"}}       | check the API key",
                "403 | {}                                                         | check the API key",
                "500 | broken                                                     | status 500",
                "200 | {}                                                         | choices[0].message.content",
                "200 | {\"choices\":[]}                                           | choices[0].message.content",
                "200 | {\"choices\":[{\"message\":{\"content\":null}}]}           | choices[0].message.content",
                "200 | no json                                                    | choices[0].message.content"
            })
    void anything_else_is_a_failure_that_tells_no_key(int status, String answer, String message) {
        StubServer server = network.server(Reply.text(status, "application/json", answer));

        var failure = asking(server).run().failed().withMessageContaining(message);

        assertThat(failure.error().message()).doesNotContain("sk-se");
        assertThat(failure.partialOutputs()).containsEntry("success", false);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"api_key,''", "prompt,' '", "provider,other"})
    void wrong_input_is_named(String input, String value) {
        StubServer server = network.server(Reply.json(ANSWER));

        asking(server).with(input, value).run().failed().withMessageContaining(input);

        assertThat(server.received()).isEmpty();
    }

    @Test
    void key_cannot_break_its_header_and_is_not_told() {
        StubServer server = network.server(Reply.json(ANSWER));

        var failure = asking(server).with("api_key", "sk-secret\r\nX: 1").run().failed();

        assertThat(failure.error().message()).contains("Authorization").doesNotContain("secret");
        assertThat(server.received()).isEmpty();
    }
}
