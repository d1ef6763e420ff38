package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What no response may tell of the machine: every response that a test gets is looked through. */
final class Leaks {
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("\\b(java|javax|jakarta|jdk|sun|com|org|net|io|dev)(\\.[a-z_0-9]+){1,9}\\.[A-Z]\\w+"),
            Pattern.compile("\\b[A-Z]\\w*(Exception|Error)\\b(?=[:\\s])"),
            Pattern.compile("\\bat [\\w.$/<>]+\\([\\w ]+(\\.java)?(:\\d+)?\\)"),
            Pattern.compile("(?i)\\bjetty\\b|\\bjackson\\b|\\bservlet\\b|\\bcaffeine\\b"));

    /** Folders of this machine; others may be what a client sent. */
    private static final List<String> FOLDERS = Stream.of("user.dir", "user.home", "java.home", "java.io.tmpdir")
            .map(System::getProperty)
            .map(folder -> folder + File.separator)
            .toList();

    private Leaks() {}

    /** The text itself, if it is clean. */
    static String refuse(String response) {
        for (Pattern pattern : PATTERNS) {
            assertThat(response).as("a response").doesNotContainPattern(pattern);
        }
        assertThat(FOLDERS).as("a response").noneMatch(response::contains);
        return response;
    }
}
