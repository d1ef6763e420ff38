package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Export and import (document 001). */
class TransferTest {
    private static final String PATH = "/api/v1/workflows";
    private static final String IMPORT = PATH + "/import";
    private static final String IMPORT_BATCH = PATH + "/import-batch";
    private static final long NOW = 1704067200000L;

    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    private Workflow deploy(String id, String name) {
        Workflow workflow = Workflow.builder(name)
                .id(id)
                .modifiedAt(Instant.ofEpochMilli(NOW))
                .step("wait", "delay", Map.of("duration", 1000))
                .build();
        server.engine.deploy(workflow);
        return workflow;
    }

    private void folder(String id, String name, String parent) {
        Instant time = Instant.ofEpochMilli(NOW);
        Optional<String> parentId = Optional.of(parent).filter(text -> !text.isEmpty());
        server.engine.folders().save(new Folder(id, name, parentId, 0, time, time, Map.of()));
    }

    private Workflow stored(String id) {
        return server.engine.workflows().find(id).orElseThrow();
    }

    private static String workflow(String id, String name) {
        return "{\"id\": \"" + id + "\", \"name\": \"" + name
                + "\", \"steps\": [{\"id\": \"s\", \"moduleId\": \"delay\", \"parameters\": {\"duration\": 5.0}}]}";
    }

    // export

    @Test
    void workflow_is_exported_as_documented() {
        deploy("wf-1", "我的工作流");

        Reply reply = client.get(PATH + "/wf-1/export");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("success");
        assertThat(reply.text("data.workflow.id")).isEqualTo("wf-1");
        assertThat(reply.text("data.workflow.name")).isEqualTo("我的工作流");
        assertThat(reply.at("data.workflow.description").isTextual()).isTrue();
        assertThat(reply.text("data.workflow.version")).isEqualTo("1.0.0");
        assertThat(reply.at("data.workflow.steps.0.parameters.duration").asInt())
                .as("files have plain parameters")
                .isEqualTo(1000);
        assertThat(reply.at("data.exportedAt").asLong()).isEqualTo(NOW);
        assertThat(reply.text("data.format")).isEqualTo("json");
    }

    @Test
    void workflow_is_exported_as_an_archive_under_its_name() {
        deploy("550e8400-e29b-41d4", "报表/每日 report");

        Reply reply = client.get(PATH + "/550e8400-e29b-41d4/export?format=zip");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/zip");
        assertThat(reply.header("Content-Disposition"))
                .contains("attachment; filename=\"_____ report.zip\"; "
                        + "filename*=UTF-8''%E6%8A%A5%E8%A1%A8_%E6%AF%8F%E6%97%A5%20report.zip");
        Map<String, String> files = Archive.read(reply.bytes());
        assertThat(files).containsOnlyKeys("报表_每日 report-550e8400.json");
        assertThat(Workflow.parse(files.values().iterator().next())).isEqualTo(stored("550e8400-e29b-41d4"));
        assertThat(files.values()).allMatch(text -> text.contains("\"_meta\""));
    }

    @Test
    void ascii_name_needs_no_second_form() {
        deploy("wf-1", "workflow-name");

        assertThat(client.get(PATH + "/wf-1/export?format=ZIP").header("Content-Disposition"))
                .contains("attachment; filename=\"workflow-name.zip\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "zip"})
    void steps_can_be_left_out(String format) {
        deploy("wf-1", "n");

        String path = PATH + "/wf-1/export?includeSteps=false&format=" + format;
        String exported = format.equals("zip")
                ? Archive.read(client.get(path).bytes()).values().iterator().next()
                : client.get(path).body();

        assertThat(exported).contains("\"name\":\"n\"").doesNotContain("steps", "triggers");
    }

    @Test
    void many_workflows_are_exported_as_documented() {
        folder("f-1", "outer", "");
        folder("f-2", "inner", "f-1");
        folder("f-3", "other", "");
        server.engine.deploy(deploy("wf-001", "same").withFolderId(Optional.of("f-2")));
        deploy("wf-001-b", "same");

        Reply reply = client.post(
                PATH + "/export-batch",
                "{\"workflowIds\": [\"wf-001\", \"wf-001-b\", \"wf-001\"], \"format\": \"zip\", \"includeSteps\": true}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).contains("application/zip");
        assertThat(reply.header("Content-Disposition")).contains("attachment; filename=\"workflows-export.zip\"");
        Map<String, String> files = Archive.read(reply.bytes());
        assertThat(files).containsOnlyKeys("same-wf-001.json", "same-wf-001-b.json", "folders.json");
        assertThat(files.get("folders.json")).contains("outer", "inner").doesNotContain("other");
    }

    @Test
    void many_workflows_are_exported_as_json_too() {
        deploy("wf-1", "a");

        Reply reply = client.post(PATH + "/export-batch", "{\"workflowIds\": [\"wf-1\"], \"format\": \"json\"}");

        assertThat(reply.text("data.workflows.0.name")).isEqualTo("a");
        assertThat(reply.at("data.folders").isArray()).isTrue();
        assertThat(reply.text("data.format")).isEqualTo("json");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no ids            | {}                                              | 400 | 8001
        empty list        | {"workflowIds": []}                             | 400 | 8001
        ids of a type     | {"workflowIds": [5]}                            | 400 | 8001
        unknown format    | {"workflowIds": ["wf-1"], "format": "rar"}      | 400 | 8001
        format of a type  | {"workflowIds": ["wf-1"], "format": 7}          | 400 | 8001
        steps as a text   | {"workflowIds": ["wf-1"], "includeSteps": "no"} | 400 | 8001
        unknown workflow  | {"workflowIds": ["wf-1", "wf-9"]}               | 404 | 1001
        """)
    void bad_export_is_refused(String what, String json, int status, int code) {
        deploy("wf-1", "n");

        Reply reply = client.post(PATH + "/export-batch", json);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void export_of_an_unknown_workflow_or_into_an_unknown_format_is_refused() {
        deploy("wf-1", "n");

        assertThat(client.get(PATH + "/wf-9/export").code()).isEqualTo(1001);
        Reply reply = client.get(PATH + "/wf-1/export?format=xml");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(8001);
        assertThat(client.get(PATH + "/wf-1/export?includeSteps=maybe").status())
                .isEqualTo(400);
    }

    // import

    @Test
    void workflow_is_imported_as_documented() {
        Reply reply = Form.file("w.json", workflow("wf-1", "导入的工作流")).post(client, IMPORT);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Workflow imported successfully");
        assertThat(reply.at("data").toString())
                .isEqualTo("{\"imported\":[{\"workflowId\":\"wf-1\",\"name\":\"导入的工作流\"}],"
                        + "\"skipped\":[],\"errors\":[],\"total\":1}");
        assertThat(stored("wf-1").enabled()).isFalse();
        assertThat(stored("wf-1").modifiedAt().toEpochMilli()).isEqualTo(NOW);
    }

    @Test
    void many_workflows_are_imported_as_documented() {
        deploy("wf-003", "工作流3");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("1.json", workflow("wf-001", "工作流1"));
        files.put("deep/er/2.JSON", workflow("wf-002", "工作流2"));
        files.put("3.json", workflow("wf-003", "工作流3"));
        files.put("workflow4.json", "{\"name\": ");
        files.put("readme.txt", "not read");

        Reply reply = Form.file("all.zip", Archive.of(files)).post(client, IMPORT_BATCH);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.message()).isEqualTo("Batch import completed");
        JsonNode data = reply.at("data");
        assertThat(data.path("imported").toString())
                .isEqualTo("[{\"workflowId\":\"wf-001\",\"name\":\"工作流1\"},"
                        + "{\"workflowId\":\"wf-002\",\"name\":\"工作流2\"}]");
        assertThat(data.path("skipped").toString()).isEqualTo("[{\"name\":\"工作流3\",\"reason\":\"Already exists\"}]");
        assertThat(data.path("errors").get(0).path("filename").asText()).isEqualTo("workflow4.json");
        assertThat(data.path("errors").get(0).path("error").asText()).startsWith("Invalid JSON format");
        assertThat(data.path("total").asInt()).isEqualTo(4);
        assertThat(data.path("importedCount").asInt()).isEqualTo(2);
        assertThat(data.path("skippedCount").asInt()).isEqualTo(1);
        assertThat(data.path("errorCount").asInt()).isEqualTo(1);
    }

    @Test
    void workflow_is_imported_from_a_json_body_too() {
        folder("folder-001", "f", "");

        Reply reply = client.post(IMPORT, """
                {"workflow": {"name": "n", "is_favorite": true, "steps": [{"id": "s", "module_id": "delay"}]},
                 "override": false, "folderId": "folder-001"}
                """);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        Workflow workflow = stored(reply.text("data.imported.0.workflowId"));
        assertThat(workflow.folderId()).contains("folder-001");
        assertThat(workflow.favorite()).isTrue();
        assertThat(workflow.steps()).singleElement().hasToString("delay s");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        one workflow    | {"name": "a", "steps": []}
        list            | [{"name": "a", "steps": []}]
        list in object  | {"workflows": [{"name": "a"}]}
        folder file     | {"folder": {"id": "x", "name": "box"}, "workflows": [{"name": "a"}]}
        backup          | {"folders": [{"id": "x", "name": "box"}], "workflows": [{"name": "a", "folderId": "x"}]}
        exported reply  | {"code": 0, "data": {"workflow": {"name": "a"}, "format": "json"}}
        """)
    void every_shape_of_a_file_is_accepted(String what, String json) {
        Reply reply = Form.file("w.json", json).post(client, IMPORT);

        assertThat(reply.text("data.imported.0.name")).as(reply.toString()).isEqualTo("a");
        boolean hasFolder = json.contains("box");
        assertThat(server.engine.folders().list()).hasSize(hasFolder ? 1 : 0);
        assertThat(server.engine.workflows().list().get(0).folderId())
                .isEqualTo(
                        server.engine.folders().list().stream().map(Folder::id).findFirst());
    }

    @Test
    void what_was_exported_comes_back_as_it_was() {
        folder("f-1", "outer", "");
        folder("f-2", "inner", "f-1");
        Workflow before = deploy("wf-1", "日报").withFolderId(Optional.of("f-2")).disable();
        server.engine.deploy(before);
        byte[] archive = client.post(PATH + "/export-batch", "{\"workflowIds\": [\"wf-1\"]}")
                .bytes();
        try (TestServer other = TestServer.start()) {
            Form.file("all.zip", archive).post(other.client(), IMPORT_BATCH);

            Workflow after = other.engine.workflows().find("wf-1").orElseThrow();
            assertThat(after.withFolderId(before.folderId())).isEqualTo(before);
            Folder inner =
                    other.engine.folders().find(after.folderId().orElseThrow()).orElseThrow();
            assertThat(inner.name()).isEqualTo("inner");
            assertThat(inner.id()).as("folders are always new").isNotEqualTo("f-2");
            assertThat(other.engine
                            .folders()
                            .find(inner.parentId().orElseThrow())
                            .orElseThrow()
                            .name())
                    .isEqualTo("outer");
        }
    }

    /** Ids are kept, so what refers to another workflow leads there afterwards too. */
    @Test
    void error_workflow_of_the_same_archive_is_the_same_one_after_the_import() {
        server.engine.deploy(Workflow.builder("Alarm").id("wf-alarm").build());
        server.engine.deploy(Workflow.builder("Report")
                .id("wf-report")
                .errorWorkflowId("wf-alarm")
                .build());
        byte[] archive = client.post(PATH + "/export-batch", "{\"workflowIds\": [\"wf-report\", \"wf-alarm\"]}")
                .bytes();
        try (TestServer other = TestServer.start()) {
            other.engine.deploy(Workflow.builder("Alarm").id("wf-other").build());

            Form.file("all.zip", archive).post(other.client(), IMPORT_BATCH);

            Workflow report = other.engine.workflows().find("wf-report").orElseThrow();
            assertThat(report.errorWorkflowId()).contains("wf-alarm");
            assertThat(other.engine.workflows().find("wf-alarm").orElseThrow().name())
                    .isEqualTo("Alarm (副本)");
        }
    }

    @Test
    void error_workflow_that_is_not_here_stays_named_and_nothing_is_said_of_it() {
        Reply reply = Form.file("w.json", "{\"id\": \"wf-1\", \"name\": \"n\", \"errorWorkflowId\": \"wf-elsewhere\"}")
                .post(client, IMPORT);

        assertThat(reply.at("data").toString())
                .isEqualTo("{\"imported\":[{\"workflowId\":\"wf-1\",\"name\":\"n\"}],"
                        + "\"skipped\":[],\"errors\":[],\"total\":1}");
        assertThat(stored("wf-1").errorWorkflowId()).contains("wf-elsewhere");
    }

    @Test
    void existing_workflow_is_replaced_only_with_override() {
        folder("f-1", "f", "");
        server.engine.deploy(
                deploy("wf-1", "old").withFolderId(Optional.of("f-1")).enable());
        Form form = Form.file("w.json", workflow("wf-1", "new"));

        Reply skipped = form.post(client, IMPORT);
        assertThat(skipped.text("data.skipped.0.reason")).isEqualTo("Already exists");
        assertThat(stored("wf-1").name()).isEqualTo("old");

        Reply replaced = form.field("override", "true").post(client, IMPORT);
        assertThat(replaced.text("data.imported.0.name")).isEqualTo("new");
        assertThat(stored("wf-1").name()).isEqualTo("new");
        assertThat(stored("wf-1").enabled()).as("it was").isTrue();
        assertThat(stored("wf-1").folderId()).contains("f-1");
    }

    @Test
    void imported_workflow_is_disabled_whatever_it_says() {
        Form.file("w.json", "{\"id\": \"wf-1\", \"name\": \"n\", \"isEnabled\": true}")
                .post(client, IMPORT);

        assertThat(stored("wf-1").enabled()).isFalse();
    }

    @Test
    void taken_name_becomes_that_of_a_copy() {
        deploy("wf-1", "n");

        Reply reply = Form.file("w.json", workflow("wf-2", "n")).post(client, IMPORT);

        assertThat(reply.text("data.imported.0.name")).isEqualTo("n (副本)");
    }

    @Test
    void target_folder_takes_everything() {
        folder("target", "t", "");
        Form form = Form.file("w.json", """
                        {"folders": [{"id": "x", "name": "box"}],
                         "workflows": [{"id": "in", "name": "in", "folderId": "x"}, {"id": "out", "name": "out"}]}
                        """).field("folder_id", "target");

        form.post(client, IMPORT_BATCH);

        assertThat(stored("out").folderId()).contains("target");
        Folder box = server.engine
                .folders()
                .find(stored("in").folderId().orElseThrow())
                .orElseThrow();
        assertThat(box.name()).isEqualTo("box");
        assertThat(box.parentId()).contains("target");
    }

    @Test
    void file_of_which_nothing_is_imported_brings_no_folders() {
        deploy("wf-1", "n");

        Form.file(
                        "w.json",
                        "{\"folder\": {\"id\": \"x\", \"name\": \"box\"}, \"workflows\": [" + workflow("wf-1", "n")
                                + "]}")
                .post(client, IMPORT);

        assertThat(server.engine.folders().list()).isEmpty();
    }

    @Test
    void modules_that_are_not_here_are_reported() {
        Reply reply = Form.file("w.json", """
                {"id": "wf-1", "name": "n", "steps": [{"id": "a", "moduleId": "no_such_module"},
                                                      {"id": "b", "moduleId": "delay"}]}
                """).post(client, IMPORT);

        assertThat(reply.at("data.warnings").toString())
                .isEqualTo("[{\"workflowId\":\"wf-1\",\"stepId\":\"a\",\"moduleId\":\"no_such_module\","
                        + "\"message\":\"unknown module\"}]");
        assertThat(stored("wf-1").steps()).hasSize(2);
    }

    @Test
    void unknown_target_folder_is_refused() {
        Reply reply = Form.file("w.json", workflow("wf-1", "n"))
                .field("folderId", "folder-009")
                .post(client, IMPORT);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(3001);
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no JSON               | {"name":
        empty file            | ''
        a number              | 5
        an empty list         | []
        another object        | {"hello": "world"}
        step without module   | {"name": "n", "steps": [{"id": "s"}]}
        parameters of a type  | {"name": "n", "steps": [{"id": "s", "moduleId": "delay", "parameters": []}]}
        id that is a path     | {"id": "../x", "name": "n"}
        id with a line end    | {"id": "a\\nb", "name": "n"}
        """)
    void file_without_a_usable_workflow_is_refused(String what, String content) {
        for (String path : List.of(IMPORT, IMPORT_BATCH)) {
            Reply reply = Form.file("w.json", content).post(client, path);

            assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo(8001);
            assertThat(reply.message()).startsWith("Invalid file format: ");
        }
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no workflow           | {}
        workflow of a type    | {"workflow": 5}
        broken step           | {"workflow": {"name": "n", "steps": [{"id": "s"}]}}
        override of a type    | {"workflow": {"name": "n"}, "override": "yes"}
        folder of a type      | {"workflow": {"name": "n"}, "folderId": 5}
        no JSON               | {"workflow":
        """)
    void bad_json_body_is_refused(String what, String json) {
        Reply reply = client.post(IMPORT, json);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(8001);
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @Test
    void bad_forms_are_refused() {
        Reply noFile = new Form().field("override", "true").post(client, IMPORT);
        Reply badFlag = Form.file("w.json", workflow("wf-1", "n"))
                .field("override", "maybe")
                .post(client, IMPORT);
        Reply cut = client.send(client.request(IMPORT)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x\r\nContent-Disp")));
        Reply noBoundary = client.send(client.request(IMPORT)
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("abc")));

        for (Reply reply : List.of(noFile, badFlag, cut, noBoundary)) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
            assertThat(reply.code()).as(reply.toString()).isEqualTo(8001);
        }
        Reply otherType = client.send(
                client.request(IMPORT).header("Content-Type", "application/zip").POST(BodyPublishers.ofString("PK")));
        assertThat(otherType.status()).isEqualTo(415);
    }

    // limits and hostile archives

    @Test
    void upload_beyond_the_limit_is_refused_whether_its_length_is_told_or_not() {
        try (TestServer small = TestServer.start(settings -> settings.withMaxBytes(1_000, 5_000))) {
            TestClient other = small.client();
            // in one write of the client: one that fails to write the rest does not look for the answer that has come
            Form form = Form.file("w.json", workflow("wf-1", "n".repeat(10_000)));

            for (Reply reply : List.of(form.post(other, IMPORT), form.postInChunks(other, IMPORT))) {
                assertThat(reply.status()).as(reply.toString()).isEqualTo(413);
                assertThat(reply.code()).isEqualTo(8002);
            }
            Reply body = other.post(IMPORT, "{\"workflow\": " + workflow("wf-1", "n".repeat(2_000)) + "}");
            assertThat(body.status()).isEqualTo(413);
            assertThat(body.code()).isEqualTo(8002);
            assertThat(Form.file("w.json", workflow("wf-1", "n"))
                            .postInChunks(other, IMPORT)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void archive_that_unpacks_to_too_much_is_refused() {
        byte[] bomb = Archive.ofBytes(Map.of("bomb.json", new byte[8 << 20]));

        Reply reply = Form.file("bomb.zip", bomb).post(client, IMPORT_BATCH);

        assertThat(bomb.length).isLessThan(20_000);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo(8002);
        assertThat(reply.at("details.maxUnpackedBytes").isInt()).isTrue();
    }

    @Test
    void archive_with_too_many_entries_is_refused() {
        Map<String, String> files = new LinkedHashMap<>();
        IntStream.range(0, 10_001).forEach(i -> files.put(i + ".txt", ""));

        Reply reply = Form.file("many.zip", Archive.of(files)).post(client, IMPORT_BATCH);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo(8002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.json", "/etc/evil.json", "a/../../evil.json", "..\\evil.json", "C:evil.json"})
    void archive_with_a_name_that_leads_out_of_it_is_refused(String name) {
        Reply reply = Form.file("evil.zip", Archive.of(Map.of(name, workflow("wf-1", "n"))))
                .post(client, IMPORT_BATCH);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(8001);
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @Test
    void archive_within_an_archive_is_not_read() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("inner.zip", Archive.of(Map.of("w.json", workflow("wf-1", "inner"))));
        files.put("w.json", workflow("wf-2", "outer").getBytes(StandardCharsets.UTF_8));

        Reply reply = Form.file("outer.zip", Archive.ofBytes(files)).post(client, IMPORT_BATCH);

        assertThat(reply.at("data.importedCount").asInt()).isEqualTo(1);
        assertThat(reply.text("data.errors.0.filename")).isEqualTo("inner.zip");
        assertThat(server.engine.workflows().find("wf-1")).isEmpty();
    }

    /** Places in the table of contents of an archive with two entries, {@code a.json} and {@code b.json}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"another size, 24", "another place, 42", "another name, 46", "another packed size, 20", "no table, 0"})
    void archive_whose_table_of_contents_lies_is_refused(String what, int at) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.json", workflow("wf-1", "a"));
        files.put("b.json", workflow("wf-2", "b"));
        byte[] archive = Archive.of(files);
        ByteBuffer bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int table = bytes.getInt(archive.length - 6);
        int second = table + 46 + 6;
        bytes.put(second + at, (byte) (bytes.get(second + at) + 1));

        Reply reply = Form.file("lie.zip", archive).post(client, IMPORT_BATCH);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(8001);
        assertThat(server.engine.workflows().list()).isEmpty();
    }

    @Test
    void archive_whose_entries_share_bytes_is_refused() {
        byte[] archive = Archive.of(new LinkedHashMap<>(Map.of("a.json", workflow("wf-1", "a"))));
        int end = archive.length - 22;
        int table = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 16);
        int line = end - table;
        ByteBuffer twice = ByteBuffer.allocate(archive.length + line).order(ByteOrder.LITTLE_ENDIAN);
        twice.put(archive, 0, end).put(archive, table, line).put(archive, end, 22);
        twice.putShort(end + line + 8, (short) 2).putShort(end + line + 10, (short) 2);
        twice.putInt(end + line + 12, 2 * line);

        Reply reply = Form.file("overlap.zip", twice.array()).post(client, IMPORT_BATCH);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("overlap");
    }

    @Test
    void damaged_archive_is_refused() {
        byte[] archive = Archive.of(Map.of("a.json", workflow("wf-1", "a")));
        byte[] half = Arrays.copyOf(archive, archive.length / 2);

        assertThat(Form.file("half.zip", half).post(client, IMPORT_BATCH).code())
                .isEqualTo(8001);
        archive[45] ^= 0x55;
        assertThat(Form.file("flipped.zip", archive).post(client, IMPORT_BATCH).code())
                .isEqualTo(8001);
        assertThat(Form.file("empty.zip", Archive.of(Map.of()))
                        .post(client, IMPORT_BATCH)
                        .code())
                .isEqualTo(8001);
    }

    @Test
    void nothing_is_exported_or_imported_without_a_token() {
        assertThat(server.stranger().get(PATH + "/wf-1/export").code()).isEqualTo(6001);
        assertThat(Form.file("w.json", workflow("wf-1", "n"))
                        .post(server.stranger(), IMPORT)
                        .code())
                .isEqualTo(6001);
    }
}
