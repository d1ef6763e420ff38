package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import dev.millrace.store.FolderStore;
import dev.millrace.workflow.Folder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The folders an engine has. */
class FolderStoreTest {
    private final FolderStore folders = FolderStore.inMemory();

    private static Folder folder(String id) {
        return new Folder(id, "folder " + id, Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH, Map.of());
    }

    @Test
    void engine_has_the_store_it_was_built_with_and_modules_find_it() {
        List<FolderStore> found = new CopyOnWriteArrayList<>();
        Module finder = Module.of(ModuleDescriptor.builder("find_folders").build(), step -> {
            step.service(FolderStore.class).ifPresent(found::add);
            return StepResult.done();
        });

        try (TestEngine engine =
                TestEngine.with(builder -> builder.module(finder).folders(folders))) {
            engine.run("find_folders");

            assertThat(engine.millrace.folders()).isSameAs(folders);
            assertThat(found).containsExactly(folders);
        }
    }

    @Test
    void engine_that_was_given_no_store_keeps_folders_in_memory() {
        try (TestEngine engine = TestEngine.create()) {
            engine.millrace.folders().save(folder("a"));

            assertThat(engine.millrace.folders().list()).containsExactly(folder("a"));
        }
    }
}
