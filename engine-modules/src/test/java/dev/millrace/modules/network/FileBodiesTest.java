package dev.millrace.modules.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.egress.StubServer;
import dev.millrace.egress.StubServer.Reply;
import dev.millrace.modules.file.FileLimits;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.test.ModuleTester;
import dev.millrace.value.ImageReference;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of files (spec vflow-model 6.4): data URIs always, files where the host has given a folder. */
class FileBodiesTest {
    private final LocalNetwork network = new LocalNetwork();
    private final StubServer server = network.server(Reply.text(201, "text/plain", ""));

    @TempDir
    Path root;

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(root.resolve("a b.txt"), "hello");
        Files.writeString(root.resolve("图.png"), "picture");
    }

    @AfterEach
    void close() {
        network.close();
    }

    private ModuleTester sending(@Nullable Object body) {
        return network.tester(new HttpRequestModule())
                .with("url", server.url("/path"))
                .with("method", "POST")
                .with("body_type", "file")
                .with("body", body);
    }

    private ModuleTester sendingFrom(FileRoots roots, @Nullable Object body) {
        return sending(body).service(FileRoots.class, roots);
    }

    @Test
    void files_come_from_data_uris() {
        String png = "data:image/png;base64,iVBORw==";

        sending(png).run().isDone();
        sending(List.of(new ImageReference(png), "data:;base64,eA==")).run().isDone();

        assertThat(server.received().get(0).body())
                .contains("name=\"file\"; filename=\"file.png\"\r\nContent-Type: image/png\r\n");
        assertThat(server.received().get(1).body())
                .contains("name=\"file0\"; filename=\"file0.png\"")
                .contains(
                        "name=\"file1\"; filename=\"file1.octet-stream\"\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "relative path, a b.txt",
        "absolute path, ROOT/a b.txt",
        "address, file://ROOT/a%20b.txt",
        "short address, file:ROOT/a%20b.txt"
    })
    void file_below_a_root_is_sent_under_its_name(String row, String written) {
        sendingFrom(FileRoots.of(root), written.replace("ROOT", root.toString()))
                .run()
                .isDone();

        assertThat(server.only().body())
                .contains("name=\"file\"; filename=\"a b.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--");
    }

    @Test
    void several_files_of_all_kinds_are_numbered() {
        ImageReference picture =
                new ImageReference(root.resolve("图.png").toUri().toString());

        sendingFrom(FileRoots.of(root), List.of(picture, "data:text/plain;base64,eA==", "a b.txt"))
                .run()
                .isDone();

        assertThat(server.only().body())
                .contains("name=\"file0\"; filename=\"图.png\"\r\nContent-Type: image/png\r\n\r\npicture")
                .contains("name=\"file1\"; filename=\"file1.plain\"")
                .contains("name=\"file2\"; filename=\"a b.txt\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a b.txt", "/etc/passwd", "file:///etc/passwd"})
    void without_a_root_no_file_is_sent(String written) {
        sending(written).run().failed().withTitle("Files are off").withMessageContaining("--files DIR", "FileRoots");
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/etc/passwd, Invalid path",
        "file:///etc/passwd, Invalid path",
        "../other.txt, Invalid path",
        "file:ROOT/%2e%2e/other.txt, Invalid path",
        "http://127.0.0.1/a.png, Invalid path",
        "content://media/1, Invalid path",
        "missing.txt, File not found",
        "., Not a file"
    })
    void what_is_not_a_file_below_a_root_is_not_sent(String written, String title) {
        sendingFrom(FileRoots.of(root), written.replace("ROOT", root.toString()))
                .run()
                .failed()
                .withTitle(title);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void link_out_of_the_root_is_not_sent(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), secret);

        sendingFrom(FileRoots.of(root), "link.txt").run().failed().withTitle("Invalid path");

        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"data:text/plain,abc", "data:;base64,*", "data:", "", "  "})
    void text_that_names_no_file_fails_and_says_what_does(String written) {
        sending(written)
                .run()
                .failed()
                .withTitle("Invalid file")
                .withMessageContaining("\"body\"", "file:///...", "data:TYPE;base64");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void value_that_is_no_text_names_no_file() {
        sending(5).run().failed().withTitle("Invalid file").withMessageContaining("\"5\"");
        sending(Map.of("a", 1)).run().failed().withTitle("Invalid file");
        sending(Collections.singletonList(null)).run().failed().withTitle("Invalid file");
    }

    @Test
    void files_that_are_too_large_for_the_host_or_for_a_request_are_not_sent() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(root.resolve("huge.bin").toFile(), "rw")) {
            sparse.setLength((32L << 20) + 1);
        }
        FileRoots small = FileRoots.of(root).withLimits(FileLimits.DEFAULT.withMaxFileBytes(4));

        sendingFrom(small, "a b.txt").run().failed().withTitle("Too much").withMessageContaining("4 bytes");
        sendingFrom(FileRoots.of(root), "huge.bin")
                .run()
                .failed()
                .withTitle("Too much")
                .withMessageContaining("33554432 bytes", "take less at once");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void files_together_have_the_limits_of_one_step() {
        FileRoots few = FileRoots.of(root).withLimits(FileLimits.DEFAULT.withMaxEntries(3));
        FileRoots small = FileRoots.of(root).withLimits(FileLimits.DEFAULT.withMaxTotalBytes(12));

        sendingFrom(few, Collections.nCopies(4, "a b.txt")).run().failed().withMessageContaining("more than 3 files");
        sendingFrom(small, Collections.nCopies(3, "a b.txt"))
                .run()
                .failed()
                .withMessageContaining("more than 12 bytes");
    }

    @Test
    void cancelled_step_reads_no_file_to_its_end() {
        sendingFrom(FileRoots.of(root), "a b.txt").cancelled().run().failed().withTitle("Interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "DELETE"})
    void method_without_a_body_reads_no_file(String method) {
        sending("/etc/passwd").with("method", method).run().isDone();

        assertThat(server.only().body()).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({"file,true", "文件,true", "File,true", "{{a.b}},true", "json,false", "none,false", "'',false", ",false"})
    void only_files_need_a_thread_that_may_wait(@Nullable String bodyType, boolean blocks) {
        Literal written = new Literal(bodyType == null ? Map.of() : Map.of("body_type", bodyType));

        assertThat(new HttpRequestModule().descriptor().blocks(written)).isEqualTo(blocks);
    }
}
