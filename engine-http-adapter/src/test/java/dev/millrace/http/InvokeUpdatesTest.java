package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.work.Assignment;
import dev.millrace.work.WorkItem;
import dev.millrace.workflow.Workflow;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Objects that are submitted by an update, what asks for them, and days that are not as long as others (spec
 * bizobject-openapi 6, 8 and 16).
 */
class InvokeUpdatesTest {
    private final FormServer server = FormServer.start();

    InvokeUpdatesTest() {
        server.deploy(Workflow.builder("Flow")
                .id("flow")
                .trigger("t", "trigger_form", Map.of("schemaCode", "Flow"))
                .step("s", "activity", Map.of("kind", "start", "name", "Fill in", "assignees", "admin"))
                .step("a", "activity", Map.of("name", "Approve", "assignees", "admin")));
        server.addForm("Flow", "flow");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply submit(String id, String object) {
        return server.invoke("{'ActionName': 'UpdateBizObject', 'SchemaCode': 'Flow', 'BizObjectId': '" + id
                + "', 'BizObject': " + object + ", 'IsSubmit': true}");
    }

    private List<String> open() {
        return server.openItems().stream()
                .map(WorkItem::assignment)
                .map(Assignment::name)
                .toList();
    }

    @Test
    void object_at_its_start_is_submitted_when_it_is_complete() {
        String id = server.create("Flow", "{'F_Amount': 1}", false);

        Reply refused = submit(id, "{'F_Amount': 2}");
        assertThat(refused.text("ErrorCode")).as("%s", refused).isEqualTo("RequiredValue");
        assertThat(refused.text("ErrorMessage")).isEqualTo("F_No is required");
        assertThat(open()).containsExactly("Fill in");
        assertThat(server.load("Flow", id).at("ReturnData.BizObject.F_Amount").asInt())
                .isEqualTo(1);

        Reply submitted = submit(id, "{'F_No': 'PR-1'}");
        assertThat(submitted.at("Successful").asBoolean()).as("%s", submitted).isTrue();
        TriggeredApi.await(() -> open().equals(List.of("Approve")));
    }

    @Test
    void work_item_tells_which_object_it_is_about() {
        String id = server.create("Flow", "{'F_No': 'PR-1'}", false);
        TestClient stranger = server.client();
        Reply paired = stranger.post("/api/v1/auth/token", "{\"deviceId\": \"test-device\"}");

        Reply items = stranger.withToken(paired.text("data.token")).get("/api/v1/workitems");

        assertThat(items.text("data.workItems.0.schemaCode")).as("%s", items).isEqualTo("Flow");
        assertThat(items.text("data.workItems.0.bizObjectId")).isEqualTo(id);
    }

    @Test
    void step_that_asked_gives_the_object_as_it_is_when_its_work_item_is_completed() {
        TestClient stranger = server.client();
        TestClient device = stranger.withToken(stranger.post("/api/v1/auth/token", "{\"deviceId\": \"test-device\"}")
                .text("data.token"));
        String id = server.create("Flow", "{'F_No': 'PR-1', 'F_Amount': 1}", false);
        Reply atStart = submit(id, "{'F_Amount': 2}");
        assertThat(atStart.at("Successful").asBoolean()).as("%s", atStart).isTrue();
        TriggeredApi.await(() -> open().equals(List.of("Approve")));
        submit(id, "{'F_Amount': 3}");

        WorkItem item = server.openItems().get(0);
        Reply completed = device.post(
                "/api/v1/workitems/" + item.id() + "/complete", "{\"by\": \"admin\", \"action\": \"approve\"}");

        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        String execution = "/api/v1/executions/" + item.origin().executionId();
        TriggeredApi.await(() -> device.get(execution).text("data.status").equals("completed"));
        Reply ended = device.get(execution);
        assertThat(ended.at("data.outputs.t.bizObject.value.F_Amount").asInt()).isEqualTo(1);
        assertThat(ended.at("data.outputs.s.bizObject.value.F_Amount").asInt()).isEqualTo(2);
        assertThat(ended.at("data.outputs.a.bizObject.value.F_Amount").asInt()).isEqualTo(3);
    }

    @Test
    void object_past_its_start_is_changed_and_not_submitted() {
        String id = server.create("Flow", "{'F_No': 'PR-1'}", true);
        TriggeredApi.await(() -> open().equals(List.of("Approve")));

        Reply changed = submit(id, "{'F_Amount': 2}");

        assertThat(changed.at("Successful").asBoolean()).as("%s", changed).isTrue();
        assertThat(open()).containsExactly("Approve");
        assertThat(server.status("Flow", id)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25 00:00, 1", "2026-10-25 23:59, 1", "2026-10-26 00:00, 0", "2026-10-24 23:59, 0"})
    void date_without_a_time_means_all_25_hours_of_its_day(String due, int found) {
        server.clock.in(ZoneId.of("Europe/Berlin"));
        server.restart();
        server.create("Purchase", "{'F_No': 'PR-1', 'F_Due': '" + due + "'}", false);

        Reply reply = server.invoke("{'ActionName': 'LoadBizObjects', 'SchemaCode': 'Purchase', 'Filter': {"
                + "'RequireCount': true, 'Matcher': {'Type': 'Item', 'Name': 'F_Due', 'Operator': 2,"
                + " 'Value': '2026-10-25'}}}");

        assertThat(reply.at("ReturnData.TotalCount").asInt()).as("%s", reply).isEqualTo(found);
    }
}
