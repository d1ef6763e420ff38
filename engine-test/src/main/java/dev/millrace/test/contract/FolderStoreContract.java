package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.FolderStore;
import dev.millrace.workflow.Folder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link FolderStore} does, whatever it keeps its folders in. */
public abstract class FolderStoreContract {
    protected FolderStoreContract() {}

    /** A store without folders, of a test's own. */
    protected abstract FolderStore open();

    private static Folder folder(String id) {
        return new Folder(id, "folder " + id, Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH, Map.of());
    }

    @Test
    void saved_folder_is_found_until_it_is_deleted() {
        FolderStore folders = open();
        folders.save(folder("a"));

        assertThat(folders.find("a")).contains(folder("a"));
        assertThat(folders.delete("a")).isTrue();
        assertThat(folders.find("a")).isEmpty();
        assertThat(folders.delete("a")).isFalse();
    }

    @Test
    void changed_folder_keeps_its_place_in_the_list() {
        FolderStore folders = open();
        folders.save(folder("b"));
        folders.save(folder("a"));
        folders.save(folder("b").withName("first"));

        assertThat(folders.list()).containsExactly(folder("b").withName("first"), folder("a"));
    }

    @Test
    void list_does_not_change_with_the_store() {
        FolderStore folders = open();
        folders.save(folder("a"));
        List<Folder> before = folders.list();

        folders.delete("a");

        assertThat(before).containsExactly(folder("a"));
    }

    @Test
    void all_fields_come_back_exactly() {
        FolderStore folders = open();
        Folder full = new Folder(
                "a",
                "A",
                Optional.of("parent"),
                -7,
                Instant.parse("2026-01-01T00:00:00.123456789Z"),
                Instant.parse("1969-12-31T23:59:59Z"),
                Map.of("exact", new BigDecimal("1.10"), "$strange", List.of(1L, 2.5)));

        folders.save(full);

        assertThat(folders.find("a")).contains(full);
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        FolderStore folders = open();
        HostileTexts.unicode().forEach(text -> folders.save(folder(text)));

        HostileTexts.unicode().forEach(text -> assertThat(folders.find(text)).contains(folder(text)));
    }
}
