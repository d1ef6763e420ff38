package dev.millrace.store.jdbc.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that holds the keys. */
class SealingKeysTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("millrace.keys");
    }

    @Test
    void file_is_made_once_for_its_owner_alone() throws IOException {
        String first = SealingKeys.inDirectory(directory).newestId();

        assertThat(SealingKeys.inDirectory(directory).newestId()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void all_that_begin_at_once_have_the_same_key() {
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> SealingKeys.inDirectory(directory).newestId())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void renewed_key_is_the_newest_and_the_older_ones_stay() throws IOException {
        String first = SealingKeys.inDirectory(directory).newestId();

        SealingKeys renewed = SealingKeys.renewedInDirectory(directory);

        assertThat(renewed.newestId()).isNotEqualTo(first);
        assertThat(SealingKeys.inDirectory(directory).all().keySet()).containsExactly(renewed.newestId(), first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void file_that_others_may_read_is_refused() throws IOException {
        SealingKeys.inDirectory(directory);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> SealingKeys.inDirectory(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void damaged_file_is_refused_without_showing_it() throws IOException {
        for (String text : new String[] {"", "# only\n", "k1 c2VjcmV0\n", "k1\n", "k1 not base64!\n"}) {
            Files.deleteIfExists(file());
            SealingKeys.inDirectory(directory);
            Files.writeString(file(), text);

            assertThatThrownBy(() -> SealingKeys.inDirectory(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is damaged")
                    .hasMessageNotContaining("c2VjcmV0");
        }
    }

    @Test
    void key_of_another_length_or_with_a_strange_or_taken_id_is_a_mistake() {
        assertThatThrownBy(() -> SealingKeys.of("k1", new byte[16])).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> SealingKeys.of("a b", new byte[32])).hasMessageContaining("id");
        assertThatThrownBy(() -> SealingKeys.of("k1", new byte[32]).withOlder("k1", new byte[32]))
                .hasMessageContaining("two keys");
    }
}
