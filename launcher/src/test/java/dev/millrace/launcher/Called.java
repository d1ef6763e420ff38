package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a call of the program gave. */
record Called(int exitCode, String out, String err) {
    static Called with(String... arguments) {
        return withInput("", arguments);
    }

    static Called withInput(String standardInput, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Launcher.run(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)), out, err, arguments);
        Called called =
                new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(called.err()).doesNotContain("Exception", "\tat ");
        return called;
    }

    /** The whole standard output, which must be one JSON value. */
    JsonNode json() throws IOException {
        return new ObjectMapper()
                .readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(out);
    }
}
