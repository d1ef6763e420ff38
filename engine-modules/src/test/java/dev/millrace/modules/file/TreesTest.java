package dev.millrace.modules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.module.Effect;
import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import dev.millrace.test.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Listing, copying and moving files and folders. */
class TreesTest {
    @TempDir
    Path folder;

    /** A cancelled module leaves the interrupt to its thread, which here is the next test's. */
    @AfterEach
    void clear_the_interrupt() {
        Thread.interrupted();
    }

    /** How folders are opened: as this platform can, and as every platform can. */
    enum Way {
        BY_HANDLE,
        BY_PATH;

        FileRoots roots(Path folder) {
            FileRoot root = FileRoot.readWrite(folder);
            return FileRoots.of(this == BY_HANDLE ? root : root.byPath());
        }
    }

    private ModuleTester listing(String path) {
        return ModuleTester.of(new FileList())
                .service(FileRoots.class, FileRoots.of(folder))
                .with("path", path);
    }

    private ModuleTester copying(String source, String target) {
        return from(new FileCopy(), source, target);
    }

    private ModuleTester moving(String source, String target) {
        return from(new FileMove(), source, target);
    }

    private ModuleTester from(Module module, String source, String target) {
        return ModuleTester.of(module)
                .service(FileRoots.class, FileRoots.of(folder))
                .with("source", source)
                .with("target", target);
    }

    private void tree() throws IOException {
        Files.createDirectories(folder.resolve("d/inner/empty"));
        Files.writeString(folder.resolve("d/b.txt"), "bb");
        Files.writeString(folder.resolve("d/A.txt"), "a");
        Files.writeString(folder.resolve("d/inner/中.csv"), "ccc");
    }

    @Test
    void file_is_listed_with_all_that_is_known_of_it() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "中");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));

        listing(".")
                .run()
                .hasOutput("count", 1)
                .hasOutput(
                        "files",
                        List.of(Map.of(
                                "name",
                                "t.txt",
                                "path",
                                file.toString(),
                                "relativePath",
                                "t.txt",
                                "size",
                                3,
                                "modified",
                                1_700_000_000_000L,
                                "type",
                                "file")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void list_holds_what_was_asked_for(Map<String, Object> parameters, List<String> expected) throws IOException {
        tree();
        Files.createSymbolicLink(folder.resolve("d/link"), Path.of("b.txt"));

        Outcome listed = listing("d").with(parameters).run();

        assertThat((List<?>) listed.output("files")).extracting("relativePath").isEqualTo(expected);
        listed.hasOutput("count", expected.size());
    }

    static Stream<Arguments> list_holds_what_was_asked_for() {
        return Stream.of(
                arguments(Map.of(), List.of("A.txt", "b.txt", "link")),
                arguments(Map.of("include", "folders"), List.of("inner")),
                arguments(Map.of("include", "all"), List.of("A.txt", "b.txt", "inner", "link")),
                arguments(Map.of("recursive", true), List.of("A.txt", "b.txt", "inner/中.csv", "link")),
                arguments(Map.of("recursive", true, "include", "folders"), List.of("inner", "inner/empty")),
                arguments(Map.of("pattern", "*.txt"), List.of("A.txt", "b.txt")),
                arguments(Map.of("pattern", "?.csv", "recursive", true), List.of("inner/中.csv")),
                arguments(Map.of("pattern", ""), List.of("A.txt", "b.txt", "link")),
                arguments(Map.of("pattern", "none"), List.of()));
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "*, x, true", "'', '', true", "*, '', true", "?, '', false", "a*c, abbc, true", "a*c, abcd, false",
        "*a*b*, xaxbx, true", "*.txt, a.txt.bak, false", "a?c, abc, true", "a.c, abc, false", "**, x, true",
                "[a], a, false"
    })
    void pattern_matches_names(String pattern, String name, boolean matches) {
        assertThat(new Wildcard(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void pattern_of_many_stars_takes_no_longer_than_others() {
        assertThat(new Wildcard("*a".repeat(100) + "b").matches("a".repeat(255)))
                .isFalse();
    }

    @Test
    void listing_fails_clearly() throws IOException {
        tree();

        listing("none").run().failed().withTitle("File not found");
        listing("d/b.txt").run().failed().withTitle("Not a folder");
        listing("d").with("include", "links").run().failed().withTitle("Unknown option");
        listing("d").with("pattern", "x".repeat(256)).run().failed().withTitle("Invalid pattern");
        listing("d").cancelled().run().failed().withTitle("Interrupted");
    }

    @Test
    void too_many_and_too_deep_files_are_refused() throws IOException {
        tree();
        Files.createDirectories(folder.resolve("x/".repeat(40)));
        FileRoots few = FileRoots.of(folder).withLimits(FileLimits.DEFAULT.withMaxEntries(2));

        listing("d")
                .service(FileRoots.class, few)
                .run()
                .failed()
                .withTitle("Too much")
                .withMessageContaining("2 files");
        copying("d", "e").service(FileRoots.class, few).run().failed().withTitle("Too much");
        listing("x")
                .with("recursive", true)
                .run()
                .failed()
                .withTitle("Too much")
                .withMessageContaining("32 folders");
        assertThat(folder.resolve("e")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void file_is_copied(Way way) throws IOException {
        Files.write(folder.resolve("a.bin"), new byte[] {0, 1, (byte) 255});

        copying("a.bin", "b.bin")
                .service(FileRoots.class, way.roots(folder))
                .run()
                .hasOutputs(
                        Map.of("success", true, "path", folder.resolve("b.bin").toString(), "count", 1, "size", 3));

        assertThat(folder.resolve("b.bin")).hasSameBinaryContentAs(folder.resolve("a.bin"));
    }

    @ParameterizedTest
    @EnumSource
    void folder_is_copied_with_all_that_is_in_it(Way way) throws IOException {
        tree();

        copying("d", "copy")
                .service(FileRoots.class, way.roots(folder))
                .run()
                .hasOutput("count", 5)
                .hasOutput("size", 6);

        assertThat(folder.resolve("copy/inner/中.csv")).hasContent("ccc");
        assertThat(folder.resolve("copy/inner/empty")).isEmptyDirectory();
        assertThat(names()).containsExactlyInAnyOrder("d", "copy");
    }

    @ParameterizedTest
    @EnumSource
    void folder_that_exists_gets_what_is_copied(Way way) throws IOException {
        tree();
        Files.createDirectories(folder.resolve("old/inner"));
        Files.writeString(folder.resolve("old/own.txt"), "own");
        Files.writeString(folder.resolve("old/b.txt"), "before");
        ModuleTester copy = copying("d", "old").service(FileRoots.class, way.roots(folder));

        copy.run().failed().withTitle("File exists").withMessageContaining("b.txt");
        assertThat(folder.resolve("old/A.txt")).doesNotExist();
        copy.with("overwrite", true).run().isDone();

        assertThat(folder.resolve("old/own.txt")).hasContent("own");
        assertThat(folder.resolve("old/b.txt")).hasContent("bb");
        assertThat(folder.resolve("old/inner/中.csv")).hasContent("ccc");
        assertThat(names()).containsExactlyInAnyOrder("d", "old");
    }

    @Test
    void copy_never_replaces_unless_told() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("b.txt"), "b");

        copying("a.txt", "b.txt").run().failed().withTitle("File exists");
        assertThat(folder.resolve("b.txt")).hasContent("b");
        copying("a.txt", "b.txt").with("overwrite", true).run().isDone();
        assertThat(folder.resolve("b.txt")).hasContent("a");
        copying("a.txt", "a.txt").with("overwrite", true).run().isDone();
        assertThat(folder.resolve("a.txt")).hasContent("a");
    }

    @Test
    void folder_is_not_copied_or_moved_into_itself() throws IOException {
        tree();

        copying("d", "d/inner/d").run().failed().withTitle("Invalid path").withMessageContaining("inside");
        copying(".", "all").run().failed().withTitle("Invalid path");
        moving("d", "d/inner/d").run().failed().withTitle("Invalid path");
        from(new Zip(), "d", "d/inner/d.zip").run().failed().withTitle("Invalid path");
        assertThat(names()).containsExactly("d");
    }

    @Test
    void links_are_not_copied_along() throws IOException {
        tree();
        Files.createSymbolicLink(folder.resolve("d/inner/link"), Path.of("../b.txt"));

        copying("d", "copy").run().failed().withTitle("Not a file").withMessageContaining("inner/link");
        from(new Zip(), "d", "d.zip").run().failed().withTitle("Not a file").withMessageContaining("inner/link");

        assertThat(names()).containsExactly("d");
    }

    @Test
    void copy_beyond_a_limit_leaves_nothing() throws IOException {
        tree();
        FileRoots small = FileRoots.of(folder).withLimits(FileLimits.DEFAULT.withMaxTotalBytes(5));

        copying("d", "copy")
                .service(FileRoots.class, small)
                .run()
                .failed()
                .withTitle("Too much")
                .withMessageContaining("5 bytes");
        copying("d", "copy").cancelled().run().failed().withTitle("Interrupted");

        assertThat(names()).containsExactly("d");
    }

    @Test
    void copy_fails_clearly() throws IOException {
        tree();

        copying("none", "x").run().failed().withTitle("File not found").withMessageContaining("none");
        copying("d/b.txt", "none/x").run().failed().withTitle("File not found").withMessageContaining("none/x");
        copying("d/b.txt", "d/inner").with("overwrite", true).run().failed().withTitle("Not a file");
        copying("d", "d/b.txt").run().failed();
        copying("d/inner", "d/b.txt").run().failed().withTitle("Not a folder");
        copying("d/b.txt", ".").run().failed().withTitle("Invalid path");
    }

    @ParameterizedTest
    @EnumSource
    void file_and_folder_are_moved(Way way) throws IOException {
        tree();

        moving("d/b.txt", "moved.txt")
                .service(FileRoots.class, way.roots(folder))
                .run()
                .hasOutputs(Map.of(
                        "success", true, "path", folder.resolve("moved.txt").toString()));
        moving("d", "e").service(FileRoots.class, way.roots(folder)).run().isDone();

        assertThat(folder.resolve("moved.txt")).hasContent("bb");
        assertThat(folder.resolve("e/inner/中.csv")).hasContent("ccc");
        assertThat(names()).containsExactlyInAnyOrder("moved.txt", "e");
    }

    @Test
    void move_never_replaces_unless_told() throws IOException {
        tree();

        moving("d/A.txt", "d/b.txt").run().failed().withTitle("File exists");
        assertThat(folder.resolve("d/b.txt")).hasContent("bb");
        moving("d/A.txt", "d/b.txt").with("overwrite", true).run().isDone();
        assertThat(folder.resolve("d/b.txt")).hasContent("a");
        assertThat(folder.resolve("d/A.txt")).doesNotExist();
    }

    @Test
    void move_fails_clearly() throws IOException {
        tree();
        Files.createDirectory(folder.resolve("e"));

        moving("none", "x").run().failed().withTitle("File not found").withMessageContaining("none");
        moving("d/b.txt", "none/x").run().failed().withTitle("File not found").withMessageContaining("none/x");
        moving("d/b.txt", "e").with("overwrite", true).run().failed().withTitle("Not a file");
        moving("d", "e").with("overwrite", true).run().failed().withTitle("File exists");
        moving(".", "f").run().failed().withTitle("Invalid path").withMessageContaining("root");
        assertThat(folder.resolve("d/b.txt")).hasContent("bb");
    }

    @Test
    void effects_are_those_of_doing_it_twice() {
        for (Module module : List.of(new FileCopy(), new Zip(), new Unzip())) {
            assertThat(module.descriptor().effect(Written.of("overwrite", true)))
                    .isEqualTo(Effect.REPEATABLE);
            assertThat(module.descriptor().effect(Written.of("overwrite", false)))
                    .isEqualTo(Effect.ONCE);
            assertThat(module.descriptor().effect(Written.of())).isEqualTo(Effect.ONCE);
            assertThat(module.descriptor().effect(Written.of("overwrite", "{{a.b}}")))
                    .isEqualTo(Effect.ONCE);
        }
        assertThat(new FileMove().descriptor().effect(Written.of("overwrite", true)))
                .isEqualTo(Effect.ONCE);
        assertThat(new FileList().descriptor().effect(Written.of())).isEqualTo(Effect.REPEATABLE);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
