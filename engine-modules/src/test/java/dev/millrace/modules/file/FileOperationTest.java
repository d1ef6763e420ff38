package dev.millrace.modules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.module.Output;
import dev.millrace.test.ModuleTester;
import dev.millrace.test.Outcome;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileOperationTest {
    private static final Module MODULE = new FileOperation();

    @TempDir
    Path folder;

    /** A cancelled module leaves the interrupt to its thread, which here is the next test's. */
    @AfterEach
    void clear_the_interrupt() {
        Thread.interrupted();
    }

    private ModuleTester file(String operation, String path) {
        return ModuleTester.of(MODULE)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("operation", operation)
                .with("file_path", path);
    }

    private ModuleTester creating(String name) {
        return ModuleTester.of(MODULE)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("operation", "create")
                .with("directory_path", folder.toString())
                .with("file_name", name);
    }

    private String absolute(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void without_a_root_every_module_says_how_to_give_one() {
        for (Module module : FileModules.all()) {
            ModuleTester.of(module)
                    .run()
                    .failed()
                    .withTitle("Files are off")
                    .withMessageContaining("--files DIR", "MillraceBuilder.service(FileRoots.class");
        }
    }

    @Test
    void text_is_read_with_its_name_type_and_length() throws IOException {
        Files.writeString(folder.resolve("报告.csv"), "a,b\n中😀");

        Outcome read = file("read", absolute("报告.csv")).run();

        read.hasOutputs(Map.of("content", "a,b\n中😀", "file_name", "报告.csv", "mime_type", "text/csv", "size", 7));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a.txt, text/plain",
        "a.JSON, application/json",
        "a.tar.gz, application/gzip",
        "a.jpeg, image/jpeg",
        "a.unknown, application/octet-stream",
        "noextension, application/octet-stream",
        ".json, application/json"
    })
    void media_type_comes_from_the_extension(String name, String type) throws IOException {
        Files.writeString(folder.resolve(name), "x");

        file("read", name).run().hasOutput("mime_type", type);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-8", "GBK", "GB2312"})
    void text_is_written_and_read_in_every_encoding(String encoding) throws IOException {
        file("write", "t.txt")
                .with("content", "中文 text")
                .with("encoding", encoding)
                .run()
                .hasOutput("success", true);

        assertThat(Files.readAllBytes(folder.resolve("t.txt")))
                .isEqualTo("中文 text".getBytes(Charset.forName(encoding)));
        file("read", "t.txt").with("encoding_read", encoding).run().hasOutput("content", "中文 text");
    }

    @Test
    void latin_text_is_written_and_read_in_one_byte_a_character() throws IOException {
        file("write", "t.txt")
                .with("content", "né")
                .with("encoding", "ISO-8859-1")
                .run()
                .isDone();

        assertThat(Files.readAllBytes(folder.resolve("t.txt"))).containsExactly('n', 0xe9);
        file("read", "t.txt").with("encoding_read", "iso-8859-1").run().hasOutput("content", "né");
    }

    @Test
    void character_that_an_encoding_lacks_is_never_replaced() throws IOException {
        Files.write(folder.resolve("bad.txt"), new byte[] {'a', (byte) 0xff});

        file("write", "t.txt")
                .with("content", "中")
                .with("encoding", "ISO-8859-1")
                .run()
                .failed()
                .withTitle("Not in this encoding")
                .withMessageContaining("ISO-8859-1", "UTF-8");
        file("read", "bad.txt").run().failed().withTitle("Not in this encoding").withMessageContaining("encoding_read");
        assertThat(folder.resolve("t.txt")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"write, encoding", "append, encoding", "create, encoding", "read, encoding_read"})
    void unknown_encoding_fails(String operation, String input) throws IOException {
        Files.writeString(folder.resolve("t.txt"), "x");

        file(operation, "t.txt")
                .with("directory_path", ".")
                .with("file_name", "n.txt")
                .with(input, "UTF-32")
                .run()
                .failed()
                .withTitle("Unknown encoding")
                .withMessageContaining(input, "\"UTF-32\"", "GB2312");
    }

    @Test
    void write_replaces_and_append_goes_on() throws IOException {
        file("write", "t.txt")
                .with("content", "one")
                .run()
                .hasOutputs(Map.of("success", true, "message", "3 characters written to t.txt"));
        file("append", "t.txt").with("content", "+two").run().hasOutput("success", true);
        file("write", "t.txt")
                .with("content", "+three")
                .with("overwrite", false)
                .run()
                .hasOutput("success", true);
        assertThat(folder.resolve("t.txt")).hasContent("one+two+three");

        file("write", "t.txt").with("content", "four").run().isDone();
        assertThat(folder.resolve("t.txt")).hasContent("four");
    }

    @Test
    void append_creates_the_file_and_absent_content_is_empty() {
        file("append", "new.txt").run().isDone();

        assertThat(folder.resolve("new.txt")).isEmptyFile();
    }

    @Test
    void create_makes_a_file_that_was_not_there() {
        creating("n.txt")
                .with("create_content", "hello")
                .run()
                .hasOutputs(Map.of(
                        "success",
                        true,
                        "message",
                        "n.txt created",
                        "file_path",
                        absolute("n.txt"),
                        "file_name",
                        "n.txt"));

        assertThat(folder.resolve("n.txt")).hasContent("hello");
        creating("n.txt").with("create_content", "other").run().failed().withTitle("File exists");
        assertThat(folder.resolve("n.txt")).hasContent("hello");
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().endsWith(".tmp"));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", " ", "a/b.txt", "../x.txt", "a\\b.txt", "CON", "a.txt.", ".."})
    void create_takes_a_single_name_only(String name) {
        creating(name).run().failed().withTitle("Invalid file name");
    }

    @Test
    void delete_takes_a_file_or_an_empty_folder_that_exists() throws IOException {
        Files.writeString(folder.resolve("t.txt"), "x");
        Files.createDirectories(folder.resolve("full/empty"));

        file("delete", "t.txt").run().hasOutputs(Map.of("success", true, "message", "t.txt deleted"));
        file("delete", "t.txt").run().failed().withTitle("File not found");
        file("delete", "full").run().failed().withTitle("Folder not empty");
        file("delete", "full/empty").run().isDone();
        assertThat(folder.resolve("full")).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"read", "delete"})
    void missing_file_fails(String operation) {
        file(operation, "none.txt").run().failed().withTitle("File not found").withMessageContaining("none.txt");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"write", "append"})
    void folder_of_a_new_file_must_exist(String operation) {
        file(operation, "none/t.txt").run().failed().withTitle("File not found");
        creating("t.txt")
                .with("directory_path", absolute("none"))
                .run()
                .failed()
                .withTitle("File not found");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"read", "write", "append"})
    void folder_is_no_file(String operation) throws IOException {
        Files.createDirectory(folder.resolve("d"));

        file(operation, "d").run().failed().withTitle("Not a file").withMessageContaining("folder");
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "读取, read",
        "Read, read",
        "写入, write",
        "Write, write",
        "删除, delete",
        "Delete, delete",
        "追加, append",
        "Append, append",
        "创建, create",
        "Create, create"
    })
    void labels_of_older_files_mean_an_operation(String label, String operation) {
        Outcome byLabel = file(label, "none/none.txt")
                .with("directory_path", "none")
                .with("file_name", "x")
                .run();
        Outcome byId = file(operation, "none/none.txt")
                .with("directory_path", "none")
                .with("file_name", "x")
                .run();

        assertThat(byLabel.failed().error()).isEqualTo(byId.failed().error());
    }

    @Test
    void operation_is_to_read_unless_the_step_says_another() throws IOException {
        Files.writeString(folder.resolve("t.txt"), "x");

        ModuleTester.of(MODULE)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("filePath", "t.txt")
                .run()
                .hasOutput("content", "x");
        file("rename", "t.txt")
                .run()
                .failed()
                .withTitle("Unknown option")
                .withMessageContaining("\"rename\"", "append");
    }

    @Test
    void inputs_answer_to_both_spellings() {
        ModuleTester.of(MODULE)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("operation", "create")
                .with("directoryPath", ".")
                .with("fileName", "n.txt")
                .with("createContent", "né")
                .with("encoding", "ISO-8859-1")
                .run()
                .hasOutput("file_name", "n.txt");

        ModuleTester.of(MODULE)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("filePath", "n.txt")
                .with("encodingRead", "ISO-8859-1")
                .run()
                .hasOutput("content", "né");
    }

    @ParameterizedTest(name = "{0} overwrite {1}: {2}")
    @MethodSource
    void effect_follows_the_operation(String operation, Object overwrite, Effect effect) {
        assertThat(MODULE.descriptor().effect(Written.of("operation", operation, "overwrite", overwrite)))
                .isEqualTo(effect);
    }

    static Stream<Arguments> effect_follows_the_operation() {
        return Stream.of(
                arguments(null, null, Effect.REPEATABLE),
                arguments("read", null, Effect.REPEATABLE),
                arguments("读取", null, Effect.REPEATABLE),
                arguments("write", null, Effect.REPEATABLE),
                arguments("write", true, Effect.REPEATABLE),
                arguments("write", false, Effect.ONCE),
                arguments("write", "{{a.b}}", Effect.ONCE),
                arguments("append", null, Effect.ONCE),
                arguments("create", null, Effect.ONCE),
                arguments("delete", null, Effect.ONCE),
                arguments("{{a.b}}", null, Effect.ONCE));
    }

    @Test
    void outputs_follow_the_operation() {
        assertThat(outputs("read")).containsExactly("content", "file_name", "mime_type", "size");
        assertThat(outputs("创建")).containsExactly("success", "message", "file_path", "file_name");
        assertThat(outputs("append")).containsExactly("success", "message");
        assertThat(outputs("{{a.b}}")).contains("content", "message", "file_path");
    }

    private static List<String> outputs(String operation) {
        return MODULE.descriptor().outputs(Written.of("operation", operation)).stream()
                .map(Output::id)
                .toList();
    }

    @Test
    void file_beyond_the_limit_is_neither_read_nor_written() throws IOException {
        Files.write(folder.resolve("big.txt"), new byte[101]);
        FileRoots small = FileRoots.of(folder).withLimits(FileLimits.DEFAULT.withMaxFileBytes(100));

        file("read", "big.txt")
                .service(FileRoots.class, small)
                .run()
                .failed()
                .withTitle("Too much")
                .withMessageContaining("100 bytes");
        file("write", "t.txt")
                .service(FileRoots.class, small)
                .with("content", "中".repeat(34))
                .run()
                .failed()
                .withTitle("Too much");
        Files.write(folder.resolve("log.txt"), new byte[60]);
        file("append", "log.txt")
                .service(FileRoots.class, small)
                .with("content", "x".repeat(40))
                .run()
                .isDone();
        file("append", "log.txt")
                .service(FileRoots.class, small)
                .with("content", "x")
                .run()
                .failed()
                .withTitle("Too much");
        assertThat(folder.resolve("log.txt")).hasSize(100);
        assertThat(folder.resolve("t.txt")).doesNotExist();
    }

    @Test
    void text_longer_than_a_value_may_be_is_not_read() throws IOException {
        Files.writeString(folder.resolve("long.txt"), "x".repeat(20_000_001));

        file("read", "long.txt").run().failed().withTitle("Result too large");
    }

    @Test
    void reading_stops_when_the_step_is_cancelled() throws IOException {
        Files.writeString(folder.resolve("t.txt"), "x");

        file("read", "t.txt").cancelled().run().failed().withTitle("Interrupted");
    }

    @Test
    void root_to_read_only_is_only_read() throws IOException {
        Files.writeString(folder.resolve("t.txt"), "x");
        FileRoots reading = FileRoots.of(FileRoot.readOnly(folder));

        file("read", "t.txt").service(FileRoots.class, reading).run().hasOutput("content", "x");
        for (String operation : List.of("write", "append", "delete")) {
            file(operation, "t.txt")
                    .service(FileRoots.class, reading)
                    .run()
                    .failed()
                    .withTitle("Access denied");
        }
        creating("n.txt").service(FileRoots.class, reading).run().failed().withTitle("Access denied");
        assertThat(folder.resolve("t.txt")).hasContent("x");
    }

    @Test
    void bytes_are_replaced_at_once_and_nothing_is_left_beside_them() throws IOException {
        Files.writeString(folder.resolve("t.txt"), "old");

        file("write", "t.txt").with("content", "new").run().isDone();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("t.txt"));
        }
        assertThat(Files.readString(folder.resolve("t.txt"), StandardCharsets.UTF_8))
                .isEqualTo("new");
    }
}
