package dev.millrace.modules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import dev.millrace.test.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text leads out of a root: not through any of the places where a module takes a path. */
class PathsTest {
    private static final byte[] EMPTY_ZIP = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);

    @TempDir
    Path machine;

    private Path root;
    private Path secret;

    @BeforeEach
    void make_a_root_beside_a_secret() throws IOException {
        root = Files.createDirectory(machine.resolve("root"));
        secret = Files.writeString(machine.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("own.txt"), "own");
    }

    /** A place where a module takes a path; the other parameters are good ones. */
    record Sink(Module module, String input, Map<String, Object> others) {
        @Override
        public String toString() {
            return module.descriptor().id() + "." + input + " " + others;
        }
    }

    static List<Sink> sinks() {
        List<Sink> sinks = new ArrayList<>();
        for (String operation : List.of("read", "write", "append", "delete")) {
            sinks.add(new Sink(new FileOperation(), "file_path", Map.of("operation", operation)));
        }
        sinks.add(new Sink(
                new FileOperation(), "directory_path", Map.of("operation", "create", "file_name", "made.txt")));
        sinks.add(new Sink(new FileList(), "path", Map.of()));
        for (Module module : List.of(new FileCopy(), new FileMove(), new Zip())) {
            sinks.add(new Sink(module, "source", Map.of("target", "made")));
            sinks.add(new Sink(module, "target", Map.of("source", "own.txt")));
        }
        sinks.add(new Sink(new Unzip(), "source", Map.of("target", "made")));
        sinks.add(new Sink(new Unzip(), "target", Map.of("source", "empty.zip")));
        return sinks;
    }

    static Stream<Sink> every_place_with_a_path() {
        return sinks().stream();
    }

    @Test
    void list_of_places_is_complete() {
        List<String> paths = FileModules.all().stream()
                .flatMap(module -> module.descriptor().inputs().stream()
                        .filter(input -> input.id().matches(".*path|source|target"))
                        .map(input -> module.descriptor().id() + "." + input.id()))
                .toList();

        assertThat(sinks())
                .extracting(sink -> sink.module().descriptor().id() + "." + sink.input())
                .containsAll(paths);
    }

    private List<String> hostilePaths() {
        String below = root.toString();
        return List.of(
                "../secret.txt",
                "x/../../secret.txt",
                "./../secret.txt",
                "..",
                "../",
                "...",
                "..\\secret.txt",
                "x\\..\\..\\secret.txt",
                "%2e%2e/secret.txt",
                "%c0%ae%c0%ae/secret.txt",
                "．．/secret.txt",
                "..\u0000/secret.txt",
                "own.txt\u0000.png",
                "a\nb",
                below + "/../secret.txt",
                below + "/./../secret.txt",
                below + "/x/../../secret.txt",
                below + "x/secret.txt",
                secret.toString(),
                "/etc/passwd",
                "//etc/passwd",
                "/",
                "//",
                "~/secret.txt",
                "~root/secret.txt",
                "$HOME/secret.txt",
                "file://" + secret,
                "file:" + secret,
                "FILE://" + secret,
                "file://localhost" + secret,
                "file://" + below + "/../secret.txt",
                "file://" + below + "/%2e%2e/secret.txt",
                "file://" + below + "/%2E%2E%2Fsecret.txt",
                "file://" + below + "/..%5csecret.txt",
                "file://" + below + "/own.txt%00",
                "file://" + below + "/%zz",
                "file://server/share/secret.txt",
                "file:////server/share/secret.txt",
                "file:secret.txt",
                "content://media/secret",
                "http://127.0.0.1/secret",
                "jar:file:" + secret + "!/x",
                "C:\\Windows\\win.ini",
                "C:/Windows/win.ini",
                "C:secret.txt",
                "\\\\server\\share\\x",
                "//server/share/x",
                "\\\\?\\C:\\x",
                "\\\\.\\pipe\\x",
                "own.txt.",
                "own.txt ./",
                "own.txt::$DATA",
                "own.txt:stream",
                "con",
                "NUL.txt",
                "aux.",
                "com1",
                "LPT9.log",
                "COM¹",
                "a*b",
                "a?b",
                "a|b",
                "a\"b",
                "\uD800",
                "",
                "   ",
                "x".repeat(256),
                "x/".repeat(65) + "y",
                "/" + "x".repeat(5_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_place_with_a_path")
    void hostile_path_fails_and_changes_nothing(Sink sink) throws IOException {
        Files.write(
                root.resolve("empty.zip"),
                new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        for (String path : hostilePaths()) {
            run(sink, path).failed();
            assertNothingOutside(path);
        }
        assertThat(root.resolve("own.txt")).hasContent("own");
    }

    /** Nobody decodes these once more, so each is a plain name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("every_place_with_a_path")
    void name_that_only_looks_like_a_way_out_stays_inside(Sink sink) throws IOException {
        Files.write(root.resolve("empty.zip"), EMPTY_ZIP);
        for (String path :
                List.of("..%2fsecret.txt", "%2e%2e%2fsecret.txt", "..%252fsecret.txt", "~", "$HOME", "`id`", "$(id)")) {
            run(sink, path);
            run(sink, root + "/" + path);
            assertNothingOutside(path);
        }
    }

    private Outcome run(Sink sink, String path) {
        return ModuleTester.of(sink.module())
                .service(FileRoots.class, FileRoots.of(root))
                .with(sink.others())
                .with(sink.input(), path)
                .run();
    }

    private void assertNothingOutside(String path) throws IOException {
        assertThat(secret).as(path).hasContent("secret");
        assertThat(everything()).as(path).allMatch(file -> file.startsWith(root) || file.equals(secret));
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(machine)) {
            return files.filter(file -> !file.equals(machine)).toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "own.txt",
                "./own.txt",
                "ROOT/own.txt",
                "ROOT//own.txt",
                "ROOT/./own.txt",
                "file://ROOT/own.txt",
                "file:ROOT/own.txt",
                "File://localhostROOT/own.txt",
                "file://ROOT/%6fwn.txt",
                " own.txt "
            })
    void good_path_leads_to_the_file(String path) {
        read(path.replace("ROOT", root.toString())).hasOutput("content", "own");
    }

    @Test
    void names_may_hold_percent_signs_plus_signs_and_any_letters() throws IOException {
        for (String name : List.of("100%.txt", "%2e%2e", "a+b", "报告 2026.txt", "😀", ".hidden", "a..b", "..a", "a'b")) {
            Files.writeString(root.resolve(name), name);

            read(name).hasOutput("content", name);
        }
        read("file://" + root + "/a+b").hasOutput("content", "a+b");
        read("file://" + root + "/100%25.txt").hasOutput("content", "100%.txt");
        read("file://" + root + "/%E6%8A%A5%E5%91%8A%202026.txt").hasOutput("content", "报告 2026.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_place_with_a_path")
    void link_that_leads_out_of_the_root_fails(Sink sink) throws IOException {
        Path outside = Files.createDirectory(machine.resolve("outside"));
        Files.writeString(outside.resolve("own.txt"), "outside");
        Files.createSymbolicLink(root.resolve("way"), outside);
        Files.write(
                root.resolve("empty.zip"),
                new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

        for (FileRoot given :
                List.of(FileRoot.readWrite(root), FileRoot.readWrite(root).byPath())) {
            String path = sink.input().equals("path") || sink.input().equals("directory_path") ? "way" : "way/own.txt";

            ModuleTester.of(sink.module())
                    .service(FileRoots.class, FileRoots.of(given))
                    .with(sink.others())
                    .with(sink.input(), path)
                    .run()
                    .failed()
                    .withTitle("Invalid path")
                    .withMessageContaining("link");
        }
        try (Stream<Path> files = Files.walk(outside)) {
            assertThat(files).containsExactlyInAnyOrder(outside, outside.resolve("own.txt"));
        }
        assertThat(outside.resolve("own.txt")).hasContent("outside");
    }

    @Test
    void file_that_is_a_link_out_of_the_root_is_not_read_and_not_written_through() throws IOException {
        Files.createSymbolicLink(root.resolve("link.txt"), secret);

        for (FileRoot given :
                List.of(FileRoot.readWrite(root), FileRoot.readWrite(root).byPath())) {
            operation(given, "read", "link.txt").run().failed().withTitle("Invalid path");
            operation(given, "append", "link.txt").with("content", "x").run().failed();
        }
        operation(FileRoot.readWrite(root), "write", "link.txt")
                .with("content", "x")
                .run()
                .isDone();

        assertThat(secret).hasContent("secret");
        assertThat(root.resolve("link.txt")).isRegularFile().hasContent("x");
    }

    @Test
    void deleting_a_link_leaves_what_it_stands_for() throws IOException {
        Files.createSymbolicLink(root.resolve("link.txt"), secret);

        operation(FileRoot.readWrite(root), "delete", "link.txt").run().isDone();

        assertThat(root.resolve("link.txt")).doesNotExist();
        assertThat(secret).exists();
    }

    @Test
    void link_to_another_place_in_the_root_works() throws IOException {
        Path real = Files.createDirectory(root.resolve("real"));
        Files.writeString(real.resolve("t.txt"), "inside");
        Files.createSymbolicLink(root.resolve("way"), Path.of("real"));
        Files.createSymbolicLink(root.resolve("t.txt"), Path.of("real/t.txt"));

        read("way/t.txt").hasOutput("content", "inside");
        read("t.txt").hasOutput("content", "inside");
        operation(FileRoot.readWrite(root), "write", "way/new.txt")
                .with("content", "x")
                .run()
                .isDone();
        assertThat(real.resolve("new.txt")).hasContent("x");
    }

    @Test
    void folder_that_becomes_a_link_after_it_was_looked_at_is_not_entered() throws IOException {
        Files.createDirectory(root.resolve("d"));
        try (Folder opened = Folder.open(root.toRealPath())) {
            Files.delete(root.resolve("d"));
            Files.createSymbolicLink(root.resolve("d"), machine);

            assertThatThrownBy(() -> opened.folder(opened.name("d"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> opened.open(opened.name("d"), StandardOpenOption.READ))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void open_folder_stays_the_same_when_somebody_puts_a_link_in_its_place() throws IOException {
        Path inside = Files.createDirectory(root.resolve("d"));
        try (Folder opened = Folder.open(inside.toRealPath())) {
            Files.move(inside, root.resolve("moved"));
            Files.createSymbolicLink(inside, machine);

            opened.open(opened.name("t.txt"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .close();
        }
        assertThat(root.resolve("moved/t.txt")).exists();
        assertThat(machine.resolve("t.txt")).doesNotExist();
    }

    @Test
    void root_may_be_reached_through_a_link_of_the_host() throws IOException {
        Path alias = Files.createSymbolicLink(machine.resolve("alias"), root);

        ModuleTester.of(new FileOperation())
                .service(FileRoots.class, FileRoots.of(alias))
                .with("file_path", alias + "/own.txt")
                .run()
                .hasOutput("content", "own");
    }

    @Test
    void longest_root_wins_and_relative_paths_begin_at_the_first() throws IOException {
        Path inner = Files.createDirectory(root.resolve("inner"));
        Files.writeString(inner.resolve("own.txt"), "inner");
        FileRoots both = FileRoots.of(FileRoot.readWrite(root), FileRoot.readOnly(inner));

        ModuleTester.of(new FileOperation())
                .service(FileRoots.class, both)
                .with("file_path", "own.txt")
                .run()
                .hasOutput("content", "own");
        ModuleTester.of(new FileOperation())
                .service(FileRoots.class, both)
                .with("operation", "delete")
                .with("file_path", inner + "/own.txt")
                .run()
                .failed()
                .withTitle("Access denied");
    }

    @Test
    void refusal_names_a_folder_that_may_be_used() {
        read("/etc/passwd")
                .failed()
                .withTitle("Invalid path")
                .withMessageContaining("\"/etc/passwd\"", "use a path below " + root);
    }

    @Test
    void root_must_be_a_folder_that_exists() {
        assertThatThrownBy(() -> FileRoots.of(machine.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> FileRoots.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a folder");
        assertThatThrownBy(() -> FileRoots.of(new FileRoot[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileLimits.DEFAULT.withMaxEntries(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pipe_is_refused_instead_of_waiting_for_its_other_end() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();

        read("pipe").failed().withTitle("Not a file");
        operation(FileRoot.readWrite(root), "append", "pipe").run().failed().withTitle("Not a file");
    }

    private Outcome read(String path) {
        return operation(FileRoot.readWrite(root), "read", path).run();
    }

    private static ModuleTester operation(FileRoot root, String operation, String path) {
        return ModuleTester.of(new FileOperation())
                .service(FileRoots.class, FileRoots.of(root))
                .with("operation", operation)
                .with("file_path", path);
    }
}
