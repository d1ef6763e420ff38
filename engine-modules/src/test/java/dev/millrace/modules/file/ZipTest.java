package dev.millrace.modules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Module;
import dev.millrace.test.ModuleTester;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packing, and unpacking what others have packed, who may mean no good. */
class ZipTest {
    private static final byte[] DIRECTORY_ENTRY = {'P', 'K', 1, 2};
    private static final int SIZE_IN_DIRECTORY = 24;
    private static final int PACKED_SIZE_IN_DIRECTORY = 20;
    private static final int CRC_IN_DIRECTORY = 16;
    private static final int FLAGS_IN_DIRECTORY = 8;

    @TempDir
    Path folder;

    /** A cancelled module leaves the interrupt to its thread, which here is the next test's. */
    @AfterEach
    void clear_the_interrupt() {
        Thread.interrupted();
    }

    private ModuleTester zipping(Object source, String target) {
        return with(new Zip(), FileRoots.of(folder)).with("source", source).with("target", target);
    }

    private ModuleTester unzipping(String source, String target) {
        return with(new Unzip(), FileRoots.of(folder)).with("source", source).with("target", target);
    }

    private static ModuleTester with(Module module, FileRoots roots) {
        return ModuleTester.of(module).service(FileRoots.class, roots);
    }

    private void archive(Consumer<Map<String, byte[]>> content) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        content.accept(entries);
        Files.write(folder.resolve("a.zip"), zip(entries));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Overwrites a number in each entry of the archive's directory. */
    private void lie(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("a.zip"));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes.length - DIRECTORY_ENTRY.length; i++) {
            if (buffer.getInt(i)
                    == ByteBuffer.wrap(DIRECTORY_ENTRY)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt()) {
                if (offset == FLAGS_IN_DIRECTORY) {
                    buffer.putShort(i + offset, (short) value);
                } else {
                    buffer.putInt(i + offset, value);
                }
            }
        }
        Files.write(folder.resolve("a.zip"), bytes);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertNothingUnpacked() throws IOException {
        assertThat(names()).containsExactly("a.zip");
    }

    @ParameterizedTest
    @EnumSource
    void what_was_packed_is_unpacked(TreesTest.Way way) throws IOException {
        Files.createDirectories(folder.resolve("d/inner/empty"));
        Files.writeString(folder.resolve("d/报告.txt"), "中");
        Files.write(folder.resolve("d/inner/bytes"), new byte[100_000]);
        Files.writeString(folder.resolve("single.txt"), "one");
        FileRoots roots = way.roots(folder);

        with(new Zip(), roots)
                .with("source", List.of("d", "single.txt"))
                .with("target", "a.zip")
                .run()
                .hasOutput("count", 6)
                .hasOutput("path", folder.resolve("a.zip").toString())
                .hasOutput("size", Files.size(folder.resolve("a.zip")));
        with(new Unzip(), roots)
                .with("source", "a.zip")
                .with("target", "out")
                .run()
                .hasOutputs(
                        Map.of("success", true, "path", folder.resolve("out").toString(), "count", 6, "size", 100_006));

        assertThat(folder.resolve("out/d/报告.txt")).hasContent("中");
        assertThat(folder.resolve("out/d/inner/bytes")).hasBinaryContent(new byte[100_000]);
        assertThat(folder.resolve("out/d/inner/empty")).isEmptyDirectory();
        assertThat(folder.resolve("out/single.txt")).hasContent("one");
        assertThat(names()).containsExactly("a.zip", "d", "out", "single.txt");
    }

    @Test
    void archive_goes_into_a_folder_that_exists_and_never_replaces_unless_told() throws IOException {
        archive(entries -> {
            entries.put("t.txt", text("new"));
            entries.put("x/y.txt", text("y"));
        });
        Files.createDirectory(folder.resolve("out"));
        Files.writeString(folder.resolve("out/t.txt"), "old");
        Files.writeString(folder.resolve("out/own.txt"), "own");

        unzipping("a.zip", "out").run().failed().withTitle("File exists").withMessageContaining("t.txt");
        assertThat(folder.resolve("out/t.txt")).hasContent("old");
        assertThat(folder.resolve("out/x")).doesNotExist();
        unzipping("a.zip", "out").with("overwrite", true).run().isDone();

        assertThat(folder.resolve("out/t.txt")).hasContent("new");
        assertThat(folder.resolve("out/x/y.txt")).hasContent("y");
        assertThat(folder.resolve("out/own.txt")).hasContent("own");
    }

    @Test
    void archive_is_not_unpacked_through_a_link_in_the_target() throws IOException {
        archive(entries -> entries.put("way/t.txt", text("x")));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path root = Files.createDirectories(folder.resolve("root/out"));
        Files.createSymbolicLink(root.resolve("way"), outside);
        Files.move(folder.resolve("a.zip"), folder.resolve("root/a.zip"));

        with(new Unzip(), FileRoots.of(folder.resolve("root")))
                .with("source", "a.zip")
                .with("target", "out")
                .with("overwrite", true)
                .run()
                .failed();

        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "../out.txt",
                "x/../../out.txt",
                "..",
                "/etc/out.txt",
                "//server/out.txt",
                "\\..\\out.txt",
                "..\\..\\out.txt",
                "C:/out.txt",
                "C:\\out.txt",
                "x//y.txt",
                "./out.txt",
                "x/./y.txt",
                "out.txt.",
                "NUL",
                "aux.txt",
                "out.txt:stream",
                "a\u0000b",
                "a\nb",
                "x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/x/too-deep"
            })
    void entry_that_leads_elsewhere_is_refused_before_anything_is_unpacked(String name) throws IOException {
        archive(entries -> {
            entries.put("good.txt", text("good"));
            entries.put(name, text("bad"));
        });

        unzipping("a.zip", "out")
                .run()
                .failed()
                .withTitle("Refused archive")
                .withMessageContaining("nothing was unpacked");

        assertNothingUnpacked();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0120777, 0010644, 0020644, 0060644, 0140755})
    void link_and_device_are_refused(int mode) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("link");
            link.setUnixMode(mode);
            zip.putArchiveEntry(link);
            zip.write(text("/etc/passwd"));
            zip.closeArchiveEntry();
        }
        Files.write(folder.resolve("a.zip"), bytes.toByteArray());

        unzipping("a.zip", "out").run().failed().withTitle("Refused archive").withMessageContaining("link");

        assertNothingUnpacked();
    }

    @Test
    void name_that_occurs_twice_is_refused() throws IOException {
        archive(entries -> {
            entries.put("a.txt", text("1"));
            entries.put("b.txt", text("2"));
        });
        byte[] bytes = new String(Files.readAllBytes(folder.resolve("a.zip")), StandardCharsets.ISO_8859_1)
                .replace("b.txt", "a.txt")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("a.zip"), bytes);

        unzipping("a.zip", "out").run().failed().withTitle("Refused archive").withMessageContaining("twice");

        assertNothingUnpacked();
    }

    @Test
    void file_that_would_also_be_a_folder_fails() throws IOException {
        archive(entries -> {
            entries.put("a", text("1"));
            entries.put("a/b", text("2"));
        });

        unzipping("a.zip", "out").run().failed();

        assertNothingUnpacked();
    }

    @Test
    void bomb_is_stopped_by_what_is_counted() throws IOException {
        archive(entries -> entries.put("zeros", new byte[20 << 20]));

        unzipping("a.zip", "out").run().failed().withTitle("Too much").withMessageContaining("100 times its size");

        assertNothingUnpacked();
    }

    @ParameterizedTest(name = "said to have {0} bytes")
    @ValueSource(ints = {0, 1, 1_000, 9_999_999})
    void bomb_that_lies_about_its_size_is_stopped_too(int said) throws IOException {
        archive(entries -> entries.put("zeros", new byte[20 << 20]));
        lie(SIZE_IN_DIRECTORY, said);

        unzipping("a.zip", "out").run().failed();

        assertNothingUnpacked();
    }

    @ParameterizedTest(name = "said to have {0} bytes")
    @ValueSource(ints = {0, 2, 4, 1_000_000})
    void size_that_is_not_the_counted_one_is_refused(int said) throws IOException {
        archive(entries -> entries.put("t.txt", text("one")));
        lie(SIZE_IN_DIRECTORY, said);

        unzipping("a.zip", "out")
                .run()
                .failed()
                .withTitle("Refused archive")
                .withMessageContaining("3 bytes", "" + said);

        assertNothingUnpacked();
    }

    @Test
    void damaged_content_is_refused() throws IOException {
        archive(entries -> entries.put("t.txt", text("one")));
        lie(CRC_IN_DIRECTORY, 12345);

        unzipping("a.zip", "out").run().failed().withTitle("Refused archive").withMessageContaining("checksum");

        assertNothingUnpacked();
    }

    @Test
    void packed_size_that_lies_is_refused() throws IOException {
        archive(entries -> entries.put("t.txt", text("one".repeat(1_000))));
        lie(PACKED_SIZE_IN_DIRECTORY, 3);

        unzipping("a.zip", "out").run().failed().withTitle("Refused archive");

        assertNothingUnpacked();
    }

    @Test
    void encrypted_entry_is_refused() throws IOException {
        archive(entries -> entries.put("t.txt", text("one")));
        lie(FLAGS_IN_DIRECTORY, 0x0809);

        unzipping("a.zip", "out").run().failed().withTitle("Refused archive").withMessageContaining("encrypted");

        assertNothingUnpacked();
    }

    @Test
    void entries_are_counted_with_those_without_content() throws IOException {
        archive(entries -> {
            for (int i = 0; i < 10_001; i++) {
                entries.put("d" + i + "/", new byte[0]);
            }
        });

        unzipping("a.zip", "out").run().failed().withTitle("Too much").withMessageContaining("10000");

        assertNothingUnpacked();
    }

    @Test
    void directory_of_a_million_entries_is_not_taken_into_memory() throws IOException {
        archive(entries -> {
            for (int i = 0; i < 150_000; i++) {
                entries.put("entry-with-a-name-that-is-not-short-" + i, new byte[0]);
            }
        });

        unzipping("a.zip", "out").run().failed().withTitle("Too much").withMessageContaining("directory");

        assertNothingUnpacked();
    }

    @Test
    void limits_are_those_of_the_host() throws IOException {
        archive(entries -> {
            entries.put("a", new byte[60]);
            entries.put("b", new byte[60]);
        });
        FileLimits limits = FileLimits.DEFAULT;

        for (FileLimits small :
                List.of(limits.withMaxFileBytes(59), limits.withMaxTotalBytes(119), limits.withMaxEntries(1))) {
            unzipping("a.zip", "out")
                    .service(FileRoots.class, FileRoots.of(folder).withLimits(small))
                    .run()
                    .failed()
                    .withTitle("Too much");
            assertNothingUnpacked();
        }
    }

    @ParameterizedTest(name = "{0} bytes are left")
    @ValueSource(ints = {0, 1, 4, 21, 30, 100})
    void what_is_no_whole_archive_fails(int length) throws IOException {
        archive(entries -> entries.put("t.txt", text("one")));
        byte[] bytes = Files.readAllBytes(folder.resolve("a.zip"));
        Files.write(folder.resolve("a.zip"), Arrays.copyOf(bytes, length));

        unzipping("a.zip", "out")
                .run()
                .failed()
                .withTitle("Not an archive")
                .withMessageContaining("\"source\"", "cut off or damaged");

        assertNothingUnpacked();
    }

    @Test
    void archive_that_is_damaged_anywhere_harms_nobody() throws IOException {
        archive(entries -> {
            entries.put("t.txt", text("one".repeat(20)));
            entries.put("d/u.txt", text("two"));
        });
        byte[] good = Files.readAllBytes(folder.resolve("a.zip"));
        List<String> allowed = List.of("a.zip", "out");

        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) 0xff;
            Files.write(folder.resolve("a.zip"), bad);
            unzipping("a.zip", "out").with("overwrite", true).run();
            assertThat(allowed).as("byte %d", at).containsAll(names());
        }
    }

    @Test
    void names_of_older_archives_are_read_in_the_encoding_that_the_step_names() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, Charset.forName("GBK"))) {
            zip.putNextEntry(new ZipEntry("报告.txt"));
        }
        Files.write(folder.resolve("a.zip"), bytes.toByteArray());

        unzipping("a.zip", "out").with("encoding", "GBK").run().isDone();

        assertThat(folder.resolve("out/报告.txt")).exists();
    }

    @Test
    void archive_in_an_archive_is_a_file() throws IOException {
        byte[] inner = zip(Map.of("t.txt", text("one")));
        archive(entries -> entries.put("inner.zip", inner));

        unzipping("a.zip", "out").run().isDone();

        assertThat(folder.resolve("out/inner.zip")).hasBinaryContent(inner);
    }

    @Test
    void packing_stops_when_cancelled_or_beyond_a_limit_and_leaves_nothing() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one");
        FileRoots small = FileRoots.of(folder).withLimits(FileLimits.DEFAULT.withMaxFileBytes(2));

        zipping("a.txt", "z.zip").service(FileRoots.class, small).run().failed().withTitle("Too much");
        zipping("a.txt", "z.zip").cancelled().run().failed().withTitle("Interrupted");

        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void packing_fails_clearly() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "one");
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/a.txt"), "two");

        zipping("none", "z.zip").run().failed().withTitle("File not found").withMessageContaining("none");
        zipping(List.of(), "z.zip").run().failed().withTitle("Missing input");
        zipping("a.txt", "none/z.zip")
                .run()
                .failed()
                .withTitle("File not found")
                .withMessageContaining("none/z.zip");
        zipping(List.of("a.txt", "d/a.txt"), "z.zip").run().failed().withMessageContaining("a.txt");
        zipping("a.txt", "a.txt").run().failed().withTitle("File exists");
        unzipping("none.zip", "out").run().failed().withTitle("File not found");
        unzipping("a.txt", "out").run().failed();
        assertThat(names()).containsExactly("a.txt", "d");
    }
}
