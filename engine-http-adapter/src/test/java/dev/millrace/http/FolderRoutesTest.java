package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders (document 001). */
class FolderRoutesTest {
    private static final String PATH = "/api/v1/folders";
    private static final long NOW = 1704067200000L;

    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    /** The folders of document 001: one with a workflow, and one in it with two. */
    FolderRoutesTest() {
        folder("folder-001", "我的工作流", "");
        folder("folder-002", "自动化", "folder-001");
        workflow("wf-001", "folder-001");
        workflow("wf-002", "folder-002");
        workflow("wf-003", "folder-002");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void folder(String id, String name, String parent) {
        Instant time = Instant.ofEpochMilli(NOW);
        Optional<String> parentId = Optional.of(parent).filter(text -> !text.isEmpty());
        server.engine.folders().save(new Folder(id, name, parentId, 0, time, time, Map.of()));
    }

    private void workflow(String id, String folder) {
        server.engine.deploy(
                Workflow.builder(id).id(id).folderId(folder).enabled(true).build());
    }

    private Folder stored(String id) {
        return server.engine.folders().find(id).orElseThrow();
    }

    private List<String> workflowsIn(String folder) {
        return server.engine.workflows().list().stream()
                .filter(workflow -> workflow.folderId().equals(Optional.of(folder)))
                .map(Workflow::id)
                .toList();
    }

    @Test
    void folders_are_listed_as_documented() {
        Reply reply = client.get(PATH);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("data").toString())
                .isEqualTo("{\"folders\":["
                        + "{\"id\":\"folder-001\",\"name\":\"我的工作流\",\"parentId\":null,\"order\":0,"
                        + "\"workflowCount\":1,\"subfolderCount\":1,\"createdAt\":1704067200000,"
                        + "\"modifiedAt\":1704067200000},"
                        + "{\"id\":\"folder-002\",\"name\":\"自动化\",\"parentId\":\"folder-001\",\"order\":0,"
                        + "\"workflowCount\":2,\"subfolderCount\":0,\"createdAt\":1704067200000,"
                        + "\"modifiedAt\":1704067200000}],\"total\":2}");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
        ?parentId=folder-001  | folder-002
        ?parent_id=folder-001 | folder-002
        ?parentId=null        | folder-001
        ?parentId=            | folder-001
        ?parentId=folder-002  | ''
        """)
    void folders_are_listed_by_their_parent(String query, String id) {
        Reply reply = client.get(PATH + query);

        assertThat(String.join(" ", reply.at("data.folders").findValuesAsText("id")))
                .isEqualTo(id);
    }

    @Test
    void folder_is_shown_as_documented() {
        Reply reply = client.get(PATH + "/folder-001");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("data").toString())
                .isEqualTo("{\"id\":\"folder-001\",\"name\":\"我的工作流\",\"parentId\":null,\"order\":0,"
                        + "\"workflowCount\":1,\"subfolderCount\":1,"
                        + "\"workflows\":[{\"id\":\"wf-001\",\"name\":\"wf-001\",\"isEnabled\":true,\"order\":0}],"
                        + "\"subfolders\":[{\"id\":\"folder-002\",\"name\":\"自动化\",\"order\":0}],"
                        + "\"createdAt\":1704067200000,\"modifiedAt\":1704067200000}");
    }

    @Test
    void unknown_folder_is_not_found_by_any_route() {
        for (Reply reply : List.of(
                client.get(PATH + "/folder-009"),
                client.put(PATH + "/folder-009", "{}"),
                client.delete(PATH + "/folder-009"),
                client.post(PATH, "{\"name\": \"n\", \"parentId\": \"folder-009\"}"),
                client.put(PATH + "/folder-001", "{\"parentId\": \"folder-009\"}"),
                client.delete(PATH + "/folder-001?moveWorkflowsTo=folder-009"))) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo(3001);
            assertThat(reply.message()).isEqualTo("Folder not found");
            assertThat(reply.text("details.folderId")).isEqualTo("folder-009");
        }
    }

    @Test
    void folder_is_created_as_documented() {
        Reply reply = client.post(PATH, "{\"name\": \"新建文件夹\", \"parentId\": \"folder-001\", \"order\": 3}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.message()).isEqualTo("Folder created successfully");
        assertThat(reply.text("data.name")).isEqualTo("新建文件夹");
        assertThat(reply.at("data.createdAt").asLong()).isEqualTo(NOW);
        Folder folder = stored(reply.text("data.id"));
        assertThat(folder.parentId()).contains("folder-001");
        assertThat(folder.order()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no name              | {"order": 0}                       | name
        blank name           | {"name": " "}                      | name
        null name            | {"name": null}                     | name
        name of another type | {"name": 5}                        | name
        parent of a type     | {"name": "n", "parentId": 5}       | parentId
        order as a text      | {"name": "n", "order": "1"}        | order
        order beyond 32 bits | {"name": "n", "order": 3000000000} | order
        """)
    void invalid_folder_is_refused_with_the_field(String what, String json, String field) {
        for (Reply reply : List.of(
                client.post(PATH, json),
                client.put(PATH + "/folder-001", json.contains("name") ? json : "{\"name\": \"\"}"))) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo(400);
            assertThat(reply.message()).startsWith("Invalid folder data: " + field);
            assertThat(reply.text("details.problems.0.field")).isEqualTo(field);
        }
    }

    @Test
    void too_long_name_and_broken_json_are_refused() {
        assertThat(client.post(PATH, "{\"name\": \"" + "n".repeat(201) + "\"}").status())
                .isEqualTo(400);
        assertThat(client.post(PATH, "{\"name\": ").status()).isEqualTo(400);
    }

    @Test
    void second_folder_of_one_name_in_one_place_is_refused() {
        Reply second = client.post(PATH, "{\"name\": \"自动化\", \"parentId\": \"folder-001\"}");
        Reply elsewhere = client.post(PATH, "{\"name\": \"自动化\"}");
        Reply moved = client.put(PATH + "/folder-002", "{\"parentId\": null}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.message()).isEqualTo("Folder already exists");
        assertThat(elsewhere.status()).isEqualTo(201);
        assertThat(moved.status()).isEqualTo(409);
    }

    @Test
    void of_many_creations_under_one_name_at_once_one_succeeds() {
        List<Integer> statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> client.post(PATH, "{\"name\": \"n\"}").status())
                .toList();

        assertThat(statuses).containsOnlyOnce(201);
    }

    @Test
    void folder_is_updated_as_documented() {
        folder("folder-003", "other", "");
        server.clock.advance(Duration.ofSeconds(1));

        Reply reply = client.put(
                PATH + "/folder-003", "{\"name\": \"更新后的文件夹名称\", \"parentId\": \"folder-002\", \"order\": 5}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Folder updated successfully");
        assertThat(reply.at("data").toString()).isEqualTo("{\"id\":\"folder-003\",\"updatedAt\":" + (NOW + 1000) + "}");
        Folder folder = stored("folder-003");
        assertThat(folder.name()).isEqualTo("更新后的文件夹名称");
        assertThat(folder.parentId()).contains("folder-002");
        assertThat(folder.order()).isEqualTo(5);
        assertThat(folder.createdAt().toEpochMilli()).isEqualTo(NOW);
    }

    @Test
    void only_fields_that_are_sent_change_and_a_null_parent_is_the_top() {
        client.put(PATH + "/folder-002", "{\"order\": 2}");
        assertThat(stored("folder-002").parentId()).contains("folder-001");
        assertThat(stored("folder-002").name()).isEqualTo("自动化");

        client.put(PATH + "/folder-002", "{\"parentId\": null}");
        assertThat(stored("folder-002").parentId()).isEmpty();
        assertThat(stored("folder-002").order()).isEqualTo(2);
    }

    @Test
    void folder_cannot_be_moved_into_itself_or_below_itself() {
        for (String parent : List.of("folder-001", "folder-002")) {
            Reply reply = client.put(PATH + "/folder-001", "{\"parentId\": \"" + parent + "\"}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("details.problems.0.field")).isEqualTo("parentId");
        }
        assertThat(stored("folder-001").parentId()).isEmpty();
    }

    @Test
    void empty_folder_is_deleted_as_documented() {
        folder("folder-003", "empty", "");

        Reply reply = client.delete(PATH + "/folder-003");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Folder deleted successfully");
        assertThat(reply.at("data").toString())
                .isEqualTo("{\"deleted\":true,\"deletedAt\":" + NOW + ",\"workflowsDeleted\":0,\"workflowsMoved\":0}");
        assertThat(client.get(PATH + "/folder-003").status()).isEqualTo(404);
    }

    @Test
    void folder_that_is_not_empty_is_not_deleted_without_saying_what_becomes_of_the_rest() {
        folder("folder-003", "with a folder", "");
        folder("folder-004", "in it", "folder-003");

        for (String id : List.of("folder-002", "folder-003")) {
            Reply reply = client.delete(PATH + "/" + id);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo(3002);
            assertThat(reply.message()).isEqualTo("Folder not empty");
            assertThat(reply.at("details.fix").isTextual()).isTrue();
            assertThat(stored(id)).isNotNull();
        }
    }

    @Test
    void folder_is_deleted_with_everything_below_it() {
        JsonNode data = client.delete(PATH + "/folder-001?deleteWorkflows=true&moveWorkflowsTo=folder-002")
                .at("data");

        assertThat(data.path("workflowsDeleted").asInt()).isEqualTo(3);
        assertThat(data.path("workflowsMoved").asInt()).isZero();
        assertThat(server.engine.folders().list()).isEmpty();
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @Test
    void what_is_in_a_deleted_folder_moves_elsewhere() {
        folder("folder-003", "target", "");
        folder("folder-004", "自动化", "folder-003");

        Reply reply = client.delete(PATH + "/folder-001?moveWorkflowsTo=folder-003");

        assertThat(reply.at("data.workflowsMoved").asInt()).isEqualTo(1);
        assertThat(workflowsIn("folder-003")).containsExactly("wf-001");
        assertThat(workflowsIn("folder-002")).containsExactly("wf-002", "wf-003");
        assertThat(stored("folder-002").parentId()).contains("folder-003");
        assertThat(stored("folder-002").name()).as("its name was taken there").isEqualTo("自动化 (副本)");
        assertThat(server.engine.folders().find("folder-001")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "moveWorkflowsTo=folder-001, moveWorkflowsTo",
        "moveWorkflowsTo=folder-002, moveWorkflowsTo",
        "deleteWorkflows=perhaps, deleteWorkflows"
    })
    void bad_deletion_is_refused_and_deletes_nothing(String query, String parameter) {
        Reply reply = client.delete(PATH + "/folder-001?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("details.parameter")).isEqualTo(parameter);
        assertThat(server.engine.folders().list()).hasSize(2);
        assertThat(server.engine.workflows().list()).hasSize(3);
    }

    @Test
    void nothing_is_shown_or_changed_without_a_token() {
        assertThat(server.stranger().get(PATH).code()).isEqualTo(6001);
        assertThat(server.stranger().delete(PATH + "/folder-001").code()).isEqualTo(6001);
    }
}
