package dev.millrace.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms in bodies that were read for their signature (RFC 7578). */
class FormPartsTest {
    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final String HEAD = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n";

    private static List<Part> parts(String body) throws ServletException {
        return FormParts.of(body.getBytes(StandardCharsets.UTF_8), TYPE);
    }

    /** {@code name/file=content} of each part. */
    private static List<String> words(String body) throws ServletException, IOException {
        List<String> words = new ArrayList<>();
        for (Part part : parts(body)) {
            String content = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(part.getSize()).isEqualTo(content.getBytes(StandardCharsets.UTF_8).length);
            words.add(part.getName() + "/" + part.getSubmittedFileName() + "=" + content);
        }
        return words;
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("no part", "--b--\r\n", List.of()),
                arguments("a field", HEAD + "x\r\n--b--", List.of("f/null=x")),
                arguments("an empty field", HEAD + "\r\n--b--\r\n", List.of("f/null=")),
                arguments(
                        "several parts, of which two have one name",
                        part("form-data; name=\"f\"", "1") + part("form-data; name=\"f\"", "2")
                                + part("form-data; name=g", "漢") + "--b--\r\n",
                        List.of("f/null=1", "f/null=2", "g/null=漢")),
                arguments(
                        "a file with a quote in its name",
                        part("form-data; name=\"f\"; filename=\"a \\\"b\\\"; c.json\"", "{}") + "--b--\r\n",
                        List.of("f/a \"b\"; c.json={}")),
                arguments(
                        "a file with back slashes",
                        part("form-data; filename=\"C:\\w.json\"; name=\"f\"", "{}") + "--b--\r\n",
                        List.of("f/C:\\w.json={}")),
                arguments(
                        "lines and hyphens that end no part",
                        HEAD + "\r\n--a\r\n-- b\r\n\r\n--\r\n--b--\r\n",
                        List.of("f/null=\r\n--a\r\n-- b\r\n\r\n--")),
                arguments(
                        "text before and after the parts, and spaces behind a boundary",
                        "see below\r\n--b  \r\ncontent-disposition: form-data; name=\"f\"\r\n\r\nx\r\n--b--\r\nthe end",
                        List.of("f/null=x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void forms(String name, String body, List<String> seen) throws Exception {
        assertThat(words(body)).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "--c\r\n",
                "--b",
                "--b\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"f\"\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nx\r\n--b\r\n",
                "--b\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
            })
    void body_that_is_no_form_is_refused(String body) {
        assertThatThrownBy(() -> parts(body)).isInstanceOf(ServletException.class);
    }

    @Test
    void headers_of_a_part_have_a_limit_and_so_has_the_number_of_parts() {
        assertThatThrownBy(() -> parts("--b\r\nX: " + "x".repeat(9_000) + "\r\n" + HEAD + "x\r\n--b--\r\n"))
                .isInstanceOf(ServletException.class);
        assertThatThrownBy(() -> parts((HEAD + "x\r\n").repeat(1_001) + "--b--\r\n"))
                .hasMessageContaining("more than 1000 parts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data; boundary=\"a b\"", "multipart/form-data; charset=utf-8; BOUNDARY=\"a b\""})
    void boundary_may_be_quoted_and_stand_behind_others(String type) throws Exception {
        byte[] body = "--a b\r\nContent-Disposition: form-data; name=f\r\nContent-Type: text/x\r\n\r\nx\r\n--a b--"
                .getBytes(StandardCharsets.UTF_8);

        Part part = FormParts.of(body, type).get(0);

        assertThat(part.getContentType()).isEqualTo("text/x");
        assertThat(part.getHeaders("CONTENT-TYPE")).containsExactly("text/x");
        assertThat(part.getHeaderNames()).containsExactly("content-disposition", "content-type");
    }

    @Test
    void type_without_a_boundary_is_refused() {
        assertThatThrownBy(() -> FormParts.of(new byte[0], "multipart/form-data"))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("boundary");
    }
}
