package dev.millrace.workflow;

import static dev.millrace.workflow.Sample.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1.3, and what 1.5 says about importing folders. */
class FoldersTest {
    @Test
    void folder_of_an_old_file_gets_its_defaults() {
        Folder folder = read("{'folder': {'id': 'f', 'name': 'F'}, 'workflows': []}")
                .folders()
                .get(0);

        assertThat(folder.parentId()).isEmpty();
        assertThat(folder.order()).isZero();
        assertThat(folder.createdAt()).isEqualTo(Sample.NOW);
        assertThat(folder.modifiedAt()).isEqualTo(Sample.NOW);
    }

    @Test
    void all_fields_of_a_folder_are_read_and_unknown_ones_kept() {
        Folder folder = read("{'folders': [{'id': 'f', 'name': 'F', 'parentId': 'p', 'order': 2.0, 'createdAt': 1000,"
                        + " 'modifiedAt': 2000, 'color': 'red'}, {'id': 'p'}]}")
                .folders()
                .get(0);

        assertThat(folder.parentId()).contains("p");
        assertThat(folder.order()).isEqualTo(2);
        assertThat(folder.createdAt()).isEqualTo(Instant.ofEpochMilli(1000));
        assertThat(folder.modifiedAt()).isEqualTo(Instant.ofEpochMilli(2000));
        assertThat(folder.extras()).containsExactly(Map.entry("color", "red"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'id': 'a', 'parentId': 'a'}]",
                "[{'id': 'a', 'parentId': 'b'}, {'id': 'b', 'parentId': 'a'}]",
                "[{'id': 'x', 'parentId': 'a'}, {'id': 'a', 'parentId': 'b'}, {'id': 'b', 'parentId': 'c'}, {'id': 'c', 'parentId': 'a'}]"
            })
    void folder_inside_itself_is_an_error_and_moved_to_the_top(String folders) {
        WorkflowFile file = read("{'workflows': [], 'folders': " + folders + "}");

        assertThat(file.problems()).extracting(Problem::code).containsExactly(ProblemCode.FOLDER_CYCLE);
        assertThat(file.folders())
                .filteredOn(folder -> folder.parentId().isEmpty())
                .hasSize(1);
    }

    @Test
    void two_folders_with_one_id_are_an_error() {
        WorkflowFile file = read("{'folders': [{'id': 'a', 'name': 'A'}, {'id': 'a', 'name': 'B'}, 5]}");

        assertThat(file.folders()).extracting(Folder::name).containsExactly("A");
        assertThat(file.problems())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.WRONG_TYPE, ProblemCode.DUPLICATE_FOLDER_ID);
    }

    @Test
    void imported_folders_get_new_ids_and_free_names_and_workflows_follow() {
        WorkflowFile file = read(
                "{'folders': [{'id': 'f', 'name': 'Work'}, {'id': 'g', 'name': 'Work', 'parentId': 'f'},"
                        + " {'id': 'h', 'name': 'Home', 'parentId': 'elsewhere'}],"
                        + " 'workflows': [{'id': 'a', 'folderId': 'g'}, {'id': 'b', 'folderId': 'elsewhere'}, {'id': 'c'}]}");

        WorkflowFile imported = file.importInto(Set.of("Work"), Sample.ids());

        assertThat(imported.folders()).extracting(Folder::id).containsExactly("new-1", "new-2", "new-3");
        assertThat(imported.folders()).extracting(Folder::name).containsExactly("Work (2)", "Work (3)", "Home");
        assertThat(imported.folders().get(1).parentId()).contains("new-1");
        assertThat(imported.folders().get(2).parentId()).isEmpty();
        assertThat(imported.workflows().get(0).folderId()).contains("new-2");
        assertThat(imported.workflows().get(1).folderId()).isEmpty();
        assertThat(imported.workflows().get(2).folderId()).isEmpty();
        assertThat(imported.workflows()).extracting(Workflow::id).containsExactly("a", "b", "c");
    }

    @Test
    void ten_thousand_folders_in_one_chain_are_read_in_linear_time() {
        StringBuilder json = new StringBuilder("{'folders': [{'id': '0'}");
        for (int i = 1; i < 10_000; i++) {
            json.append(", {'id': '")
                    .append(i)
                    .append("', 'parentId': '")
                    .append(i - 1)
                    .append("'}");
        }

        WorkflowFile file = read(json + "]}");

        assertThat(file.problems()).isEmpty();
        assertThat(file.folders()).hasSize(10_000);
    }
}
