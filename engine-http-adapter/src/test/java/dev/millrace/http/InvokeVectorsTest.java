package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vectors of the specification of business objects, in their order. */
class InvokeVectorsTest {
    private final FormServer server =
            FormServer.start(settings -> settings.withActionWorkflow("wms", "StockApi", "QueryStock", "stock"));

    @AfterEach
    void stop() {
        server.close();
    }

    /** Two activities: the start, and an approval by the administrator. */
    private void flow() {
        server.deploy(Workflow.builder("Flow")
                .id("flow")
                .trigger("t", "trigger_form", Map.of("schemaCode", "Flow"))
                .step("s", "activity", Map.of("kind", "start", "assignees", "{{t.bizObject.OwnerId}}"))
                .step("a", "activity", Map.of("name", "Approve", "assignees", "admin")));
        server.addForm("Flow", "flow");
    }

    private String instance(String id) {
        return server.load("Flow", id).text("ReturnData.BizObject.WorkflowInstanceId");
    }

    private void awaitEnd(String instanceId) {
        server.engine
                .find(instanceId)
                .map(ExecutionHandle::completion)
                .orElseThrow()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void awaitStatus(String id, int status) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.status("Flow", id) != status && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(server.status("Flow", id)).isEqualTo(status);
    }

    @Test
    void vector_01_call_without_identity_headers_fails() {
        Reply reply = server.client().post("/OpenApi/Invoke", "{}");

        assertThat(reply.at("Successful").asBoolean(true)).isFalse();
        assertThat(reply.text("ErrorCode")).isEqualTo("AuthFailed");
    }

    @Test
    void vector_02_object_that_is_not_submitted_is_a_draft_and_fires_nothing() {
        String id = server.create("Purchase", "{'F_No': 'PR-1'}", false);

        assertThat(server.status("Purchase", id)).isZero();
        assertThat(server.rules.count).hasValue(0);
    }

    @Test
    void vector_03_object_that_is_submitted_takes_effect_and_its_rule_runs_once() {
        String id = server.create("Purchase", "{'F_No': 'PR-1'}", true);

        assertThat(server.status("Purchase", id)).isEqualTo(1);
        assertThat(server.rules.count).hasValue(1);
    }

    @Test
    void vector_04_object_with_a_workflow_waits_at_the_start_for_its_owner() {
        flow();

        String id = server.create("Flow", "{'OwnerId': 'u-7'}", false);

        assertThat(server.status("Flow", id)).isEqualTo(2);
        assertThat(instance(id)).isNotEmpty();
        assertThat(server.openItems()).singleElement().satisfies(item -> {
            assertThat(item.origin()).isEqualTo(new WorkItem.Origin(instance(id), "flow", "s"));
            assertThat(item.assignment().assignees()).containsExactly("u-7");
        });
    }

    @Test
    void vector_05_object_that_is_submitted_to_a_workflow_waits_at_its_second_activity() {
        flow();

        String id = server.create("Flow", "{'F_No': 'PR-1', 'OwnerId': 'u-7'}", true);

        assertThat(server.status("Flow", id)).isEqualTo(2);
        assertThat(server.openItems())
                .singleElement()
                .satisfies(item -> assertThat(item.origin().stepId()).isEqualTo("a"));
    }

    @Test
    void objects_of_one_form_are_in_progress_side_by_side() {
        flow();

        String first = server.create("Flow", "{'F_No': '1'}", true);
        Reply batch = server.invoke("{'ActionName': 'CreateBizObjects', 'SchemaCode': 'Flow', 'IsSubmit': true,"
                + " 'BizObjectArray': [{'F_No': '2'}, {'F_No': '3'}]}");

        assertThat(batch.at("Successful").asBoolean()).as("%s", batch).isTrue();
        assertThat(server.openItems())
                .extracting(item -> item.origin().executionId())
                .containsExactlyInAnyOrder(
                        instance(first),
                        batch.text("ReturnData.WorkflowInstanceIdArray.0"),
                        batch.text("ReturnData.WorkflowInstanceIdArray.1"));
    }

    @Test
    void vector_06_administrator_submits_what_has_no_owner() {
        flow();

        String id = server.create("Flow", "{'F_No': 'PR-1'}", true);

        List<WorkItem> all = server.engine
                .workItems()
                .list(dev.millrace.work.WorkItemFilter.any().ofExecution(instance(id)));
        assertThat(all.get(0).decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.by()).isEqualTo("admin");
            assertThat(decision.action()).isEqualTo("Submit");
        });
    }

    @Test
    void vector_07_unknown_owner_is_refused_and_nothing_is_stored() {
        flow();

        Reply reply = server.invoke(
                "{'ActionName':'CreateBizObject','SchemaCode':'Flow','BizObject':{'F_No':'PR-1','OwnerId':'u-9'},'IsSubmit':true}");

        assertThat(reply.text("ErrorCode")).isEqualTo("UserNotFound");
        assertThat(reply.text("ErrorMessage")).isEqualTo("User not found: u-9");
        assertThat(server.count("Flow")).isZero();
        assertThat(server.openItems()).isEmpty();
    }

    @Test
    void vector_08_object_takes_effect_at_the_end_of_its_workflow_and_its_rule_runs_once() throws Exception {
        flow();
        String id = server.create("Flow", "{'F_No': 'PR-1'}", true);

        approve(id);

        awaitStatus(id, 1);
        awaitRules(1);
    }

    private void approve(String id) {
        String instanceId = instance(id);
        server.engine.workItems().complete(server.openItems().get(0).id(), Completion.of("admin", "approve"));
        awaitEnd(instanceId);
    }

    private void awaitRules(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.rules.count.get() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(server.rules.count).hasValue(count);
    }

    @Test
    void vector_09_object_is_cancelled_with_its_execution() throws Exception {
        flow();
        String id = server.create("Flow", "{'F_No': 'PR-1'}", true);

        server.engine.find(instance(id)).orElseThrow().cancel();

        awaitStatus(id, 3);
        assertThat(server.rules.count).hasValue(0);
    }

    @Test
    void vector_10_restart_before_the_approval_changes_nothing() throws Exception {
        flow();
        String id = server.create("Flow", "{'F_No': 'PR-1'}", true);

        server.restart();
        approve(id);

        awaitStatus(id, 1);
        awaitRules(1);
    }

    @Test
    void vector_11_object_may_be_a_text_and_submission_too() {
        server.create("Purchase", "{'F_No': 'PR-1'}", true);
        Reply reply = server.client()
                .send(
                        server.request("/openapi/invoke")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"ActionName\":\"CreateBizObject\",\"SchemaCode\":\"Purchase\",\"BizObject\":\"{\\\"F_No\\\":\\\"PR-2\\\"}\",\"IsSubmit\":\"true\"}")));

        assertThat(reply.at("Successful").asBoolean()).isTrue();
        assertThat(server.status("Purchase", reply.text("ReturnData.BizObjectId")))
                .isEqualTo(1);
    }

    @Test
    void vector_12_creation_must_say_whether_to_submit() {
        Reply reply =
                server.invoke("{'ActionName':'CreateBizObject','SchemaCode':'Purchase','BizObject':{'F_No':'PR-1'}}");

        assertThat(reply.text("ErrorCode")).isEqualTo("MissingParameter");
        assertThat(reply.text("ErrorMessage")).isEqualTo("IsSubmit is required");
        assertThat(server.count("Purchase")).isZero();
    }

    @Test
    void vector_13_one_bad_object_of_a_batch_is_named_and_nothing_is_stored() {
        Reply reply = server.invoke(
                "{'ActionName':'CreateBizObjects','SchemaCode':'Purchase','BizObjectArray':[{'F_No':'1'},{'F_No':'2','F_Amount':'abc'},{'F_No':'3'}],'IsSubmit':false}");

        assertThat(reply.text("ErrorMessage")).isEqualTo("BizObjectArray[1]: F_Amount: not a number: \"abc\"");
        assertThat(server.count("Purchase")).isZero();
    }

    @Test
    void vector_14_pages_do_not_overlap() {
        for (int i = 0; i < 5; i++) {
            server.create("Purchase", "{'F_No': 'PR-" + i + "'}", false);
        }

        Reply first = rows(0, 2);
        Reply second = rows(2, 4);

        Set<String> ids = new HashSet<>();
        first.at("ReturnData.BizObjectArray")
                .forEach(row -> ids.add(row.get("F_No").asText()));
        second.at("ReturnData.BizObjectArray")
                .forEach(row -> ids.add(row.get("F_No").asText()));
        assertThat(ids).containsExactlyInAnyOrder("PR-0", "PR-1", "PR-2", "PR-3");
        assertThat(first.at("ReturnData.TotalCount").asInt()).isEqualTo(5);
    }

    private Reply rows(int from, int to) {
        return server.invoke("{'ActionName':'LoadBizObjects','SchemaCode':'Purchase','Filter':{'FromRowNum':" + from
                + ",'ToRowNum':" + to
                + ",'RequireCount':true,'SortByCollection':[{'ItemName':'F_No','Direction':'Ascending'}]}}");
    }

    @Test
    void vector_15_more_than_500_rows_are_refused() {
        assertThat(rows(0, 501).text("ErrorCode")).isEqualTo("PageTooLarge");
    }

    @Test
    void vector_16_matcher_without_a_type_is_refused() {
        Reply reply = server.client()
                .send(
                        server.request("/OpenApi/Invoke")
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"ActionName\":\"LoadBizObjects\",\"SchemaCode\":\"Purchase\",\"Filter\":\"{'Matcher':{'F_No':122}}\"}")));

        assertThat(reply.text("ErrorCode")).isEqualTo("InvalidMatcher");
    }

    @Test
    void vector_17_null_differs_from_nothing_unless_it_is_asked_for() {
        server.create("Purchase", "{'F_No': '1', 'F_Amount': 5}", false);
        server.create("Purchase", "{'F_No': '2'}", false);
        String unequal = "{'Type':'Item','Name':'F_Amount','Operator':5,'Value':7}";

        assertThat(matching(unequal)).containsExactly("1");
        assertThat(matching(
                        "{'Type':'Or','Matchers':[" + unequal + ",{'Type':'Item','Name':'F_Amount','Operator':18}]}"))
                .containsExactlyInAnyOrder("1", "2");
    }

    private List<String> matching(String matcher) {
        Reply reply = server.invoke(
                "{'ActionName':'LoadBizObjects','SchemaCode':'Purchase','Filter':{'Matcher':" + matcher + "}}");
        List<String> numbers = new ArrayList<>();
        reply.at("ReturnData.BizObjectArray")
                .forEach(row -> numbers.add(row.get("F_No").asText()));
        return numbers;
    }

    @Test
    void vector_18_single_item_is_a_matcher_and_its_operator_may_be_a_text() {
        server.create("Purchase", "{'F_No': '1'}", false);
        server.create("Purchase", "{'F_No': '2'}", false);

        assertThat(matching("{'Type':'Item','Name':'F_No','Operator':'2','Value':'2'}"))
                .containsExactly("2");
    }

    @Test
    void vector_19_update_changes_the_members_that_are_there() {
        String id = server.create(
                "Purchase", "{'F_No':'1','F_Amount':5,'PurchaseLine':[{'F_Item':'bolt','F_Qty':4}]}", false);
        Reply before = server.load("Purchase", id);

        server.invoke("{'ActionName':'UpdateBizObject','SchemaCode':'Purchase','BizObjectId':'" + id
                + "','BizObject':{'F_Amount':90}}");

        Reply after = server.load("Purchase", id);
        assertThat(after.at("ReturnData.BizObject.F_Amount").asInt()).isEqualTo(90);
        assertThat(after.text("ReturnData.BizObject.F_No")).isEqualTo("1");
        assertThat(after.at("ReturnData.BizObject.PurchaseLine"))
                .isEqualTo(before.at("ReturnData.BizObject.PurchaseLine"))
                .hasSize(1);
    }

    @Test
    void vector_20_second_removal_finds_nothing() {
        String id = server.create("Purchase", "{'F_No':'1'}", false);
        String remove = "{'ActionName':'RemoveBizObject','SchemaCode':'Purchase','BizObjectId':'" + id + "'}";

        assertThat(server.invoke(remove).text("ReturnData.BizObjectId")).isEqualTo(id);
        assertThat(server.invoke(remove).text("ErrorMessage")).isEqualTo("BizObject not found: " + id);
    }

    @Test
    void vector_21_path_may_be_written_in_any_case() {
        String body = "{\"ActionName\":\"Foo\"}";
        Reply lower = server.client().send(server.request("/openapi/invoke").POST(BodyPublishers.ofString(body)));

        assertThat(lower.text("ErrorMessage")).isEqualTo("Unknown ActionName: Foo");
        assertThat(lower.json()).isEqualTo(server.invoke(body).json());
    }

    @Test
    void vector_22_calls_that_are_refused_for_their_rate_have_no_effect() {
        try (FormServer limited = FormServer.start(settings -> settings.withOpenApiRate(2, 10))) {
            List<CompletableFuture<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(limited.invokeLater(
                        "{'ActionName':'CreateBizObject','SchemaCode':'Purchase','BizObject':{'F_No':'" + i
                                + "'},'IsSubmit':false}"));
            }
            awaitDone(calls, 16);
            limited.clock.advance(java.time.Duration.ofSeconds(2));

            List<Reply> replies = calls.stream()
                    .map(call -> call.orTimeout(10, TimeUnit.SECONDS).join())
                    .toList();
            long refused =
                    replies.stream().filter(reply -> reply.status() == 429).count();
            assertThat(refused).isEqualTo(16);
            assertThat(replies).filteredOn(reply -> reply.status() == 429).allSatisfy(reply -> {
                assertThat(reply.text("ErrorCode")).isEqualTo("RateLimited");
                assertThat(reply.header("Retry-After")).contains("1");
            });
            limited.clock.advance(java.time.Duration.ofMinutes(1));
            assertThat(limited.count("Purchase")).isEqualTo(14);
        }
    }

    private static void awaitDone(List<CompletableFuture<Reply>> calls, int refusedAtLeast) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (calls.stream().filter(CompletableFuture::isDone).count() < 10 + refusedAtLeast
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    @Test
    void vector_23_output_of_a_workflow_answers_a_custom_action() {
        server.deploy(Workflow.builder("Stock")
                .id("stock")
                .step("o", "output", Map.of("value", Map.of("item", "[[ItemNo]]", "stock", 7))));

        Reply reply =
                server.invoke("{'ActionName':'QueryStock','Controller':'StockApi','AppCode':'wms','ItemNo':'B-4'}");

        assertThat(reply.text("ReturnData.item")).isEqualTo("B-4");
        assertThat(reply.at("ReturnData.stock").asInt()).isEqualTo(7);
    }

    @Test
    void vector_24_file_comes_back_as_it_went() {
        String id = server.create("Purchase", "{'F_No':'1'}", false);

        Reply uploaded = server.client()
                .send(
                        server.client()
                                .request(
                                        "/OpenApi/UploadAttachment?SchemaCode=Purchase&FilePropertyName=F_File&BizObjectId="
                                                + id)
                                .header("EngineCode", FormServer.CODE)
                                .header("EngineSecret", FormServer.SECRET)
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(
                                        BodyPublishers.ofString(
                                                "--x\r\nContent-Disposition: form-data; name=\"media\"; filename=\"../a.txt\"\r\n\r\nhi\r\n--x--\r\n")));
        String fileId = uploaded.text("ReturnData.AttachmentId");

        assertThat(server.load("Purchase", id).at("ReturnData.BizObject.F_File").toString())
                .isEqualTo("[{\"AttachmentId\":\"" + fileId + "\",\"Name\":\"a.txt\",\"Size\":2}]");
        Reply file = server.client()
                .send(server.request("/Api/DownloadBizObjectFile")
                        .POST(BodyPublishers.ofString("{\"attachmentId\":\"" + fileId + "\"}")));
        assertThat(file.body()).isEqualTo("hi");
        assertThat(file.header("Content-Disposition"))
                .contains("attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt");
    }

    @Test
    void vector_25_repeated_creation_with_one_key_makes_one_object() {
        String body =
                "{\"ActionName\":\"CreateBizObject\",\"SchemaCode\":\"Purchase\",\"BizObject\":{\"F_No\":\"1\"},\"IsSubmit\":true}";

        Reply first = keyed("k-1", body);
        Reply second = keyed("k-1", body);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(server.count("Purchase")).isEqualTo(1);
        assertThat(keyed("k-1", body.replace("\"1\"", "\"2\"")).text("ErrorCode"))
                .isEqualTo("Conflict");
    }

    private Reply keyed(String key, String body) {
        return server.client()
                .send(server.request("/OpenApi/Invoke")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body)));
    }
}
