package dev.millrace.http;

import static dev.millrace.http.OrganizedServer.OF_ALL;
import static dev.millrace.http.OrganizedServer.OF_EAST;
import static dev.millrace.http.OrganizedServer.OF_NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.http.application.Organization;
import dev.millrace.http.application.Registry;
import dev.millrace.store.RecordStore;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of other organizations: nothing (spec application-api 7). */
class OrganizationsTest {
    private static final String WORKFLOWS = "/api/v1/workflows";
    private static final String EXECUTIONS = "/api/v1/executions";
    private static final String STEPS =
            "\"steps\":[{\"id\":\"s\",\"moduleId\":\"delay\",\"parameters\":{\"duration\":0}}]";

    private final OrganizedServer server = new OrganizedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void deployOneOfEach() {
        server.deploy("nobodys", "");
        server.deploy("eastern", "east");
        server.deploy("of-the-shop", "shop");
        server.deploy("western", "west");
    }

    private static List<String> texts(Reply reply, String list, String member) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : reply.at(list)) {
            texts.add(element.path(member).asText());
        }
        return texts;
    }

    private List<String> workflowsOf(String application) {
        return texts(server.call(application, "GET", WORKFLOWS), "data.workflows", "id");
    }

    // ---------------------------------------------------------------- who sees what

    @ParameterizedTest
    @CsvSource({
        "of-east, 'nobodys,eastern,of-the-shop'",
        "of-nobody, nobodys",
        "of-all, 'nobodys,eastern,of-the-shop,western'"
    })
    void application_sees_workflows_of_nobody_and_of_its_organizations_with_their_parts(
            String application, String expected) {
        deployOneOfEach();

        Reply list = server.call(application, "GET", WORKFLOWS);

        assertThat(texts(list, "data.workflows", "id")).containsExactlyInAnyOrder(expected.split(","));
        assertThat(list.at("data.total").asInt()).isEqualTo(expected.split(",").length);
    }

    @Test
    void devices_and_people_see_everything() {
        deployOneOfEach();

        assertThat(server.api.server.client().get(WORKFLOWS).at("data.total").asInt())
                .isEqualTo(4);
        assertThat(server.api.administrator().get(WORKFLOWS).at("data.total").asInt())
                .isEqualTo(4);
    }

    @Test
    void who_logs_in_as_the_user_of_an_application_sees_what_it_sees() {
        deployOneOfEach();
        TestClient user = server.api
                .server
                .stranger()
                .withToken(server.api.login(OF_NOBODY, Applications.KEY).text("result.token"));

        assertThat(texts(user.get(WORKFLOWS), "data.workflows", "id")).containsExactly("nobodys");
        assertThat(user.get(WORKFLOWS + "/western").status()).isEqualTo(404);
    }

    @Test
    void other_organizations_count_from_the_next_call_on() {
        deployOneOfEach();

        server.organize(OF_EAST, "[\"west\"]");
        assertThat(workflowsOf(OF_EAST)).containsExactlyInAnyOrder("nobodys", "western");
        server.organize(OF_ALL, "[\"shop\"]");
        assertThat(workflowsOf(OF_ALL)).containsExactlyInAnyOrder("nobodys", "of-the-shop");
    }

    @Test
    void organization_that_becomes_a_part_is_seen_from_the_next_call_on() {
        server.deploy("western", "west");
        assertThat(workflowsOf(OF_EAST)).isEmpty();

        server.api.administrator().put("/api/organization/west", "{\"parentId\":\"shop\"}");
        assertThat(workflowsOf(OF_EAST)).containsExactly("western");

        server.api.administrator().put("/api/organization/west", "{\"parentId\":\"\"}");
        assertThat(workflowsOf(OF_EAST)).isEmpty();
    }

    @Test
    void organizations_are_read_once_for_many_calls_and_again_after_five_seconds() {
        AtomicInteger reads = new AtomicInteger();
        Registry<Organization> organizations = counted(reads);
        organizations.put(new Organization("org-east", "", "East", "", 0));
        try (Applications api = new Applications(settings -> settings.withOrganizations(organizations))) {
            api.create(Applications.CREATE);
            IntStream.range(0, 10).forEach(call -> api.signed("GET", WORKFLOWS));
            assertThat(reads).hasValue(1);

            organizations.put(new Organization("shop", "", "Shop", "org-east", 0)); // as another server would
            api.server.engine.deploy(
                    OrganizedServer.workflow("of-the-shop", "shop").build());
            assertThat(texts(api.signed("GET", WORKFLOWS), "data.workflows", "id"))
                    .isEmpty();

            api.server.clock.advance(Duration.ofSeconds(5));
            assertThat(texts(api.signed("GET", WORKFLOWS), "data.workflows", "id"))
                    .containsExactly("of-the-shop");
        }
    }

    /** Organizations in memory that tell how often all of them were read. */
    private static Registry<Organization> counted(AtomicInteger reads) {
        Registry<Organization> organizations = Registry.ofOrganizations(RecordStore.inMemory());
        return new Registry<>() {
            @Override
            public Optional<Organization> find(String id) {
                return organizations.find(id);
            }

            @Override
            public List<Organization> all() {
                reads.incrementAndGet();
                return organizations.all();
            }

            @Override
            public void put(Organization entry) {
                organizations.put(entry);
            }

            @Override
            public boolean replace(Organization known, Organization changed) {
                return organizations.replace(known, changed);
            }

            @Override
            public Removal remove(String id, BooleanSupplier isUsed) {
                return organizations.remove(id, isUsed);
            }
        };
    }

    @Test
    void organizations_that_are_parts_of_one_another_are_seen_together() {
        Registry<Organization> organizations = Registry.ofOrganizations(RecordStore.inMemory());
        organizations.put(new Organization("org-east", "", "East", "loop", 0));
        organizations.put(new Organization("loop", "", "Loop", "org-east", 0));
        try (Applications api = new Applications(settings -> settings.withOrganizations(organizations))) {
            api.create(Applications.CREATE);
            api.server.engine.deploy(OrganizedServer.workflow("w", "loop").build());

            assertThat(api.signed("GET", WORKFLOWS + "/w").status()).isEqualTo(200);
        }
    }

    // ---------------------------------------------------------------- changing workflows

    @Test
    void workflow_is_given_to_an_organization_of_the_caller_and_its_copy_stays_there() {
        String body = "{\"name\":\"mine\",\"org_id\":\"shop\"," + STEPS + "}";

        String id = server.call(OF_EAST, "POST", WORKFLOWS, body).text("data.id");
        String copy = server.call(OF_EAST, "POST", WORKFLOWS + "/" + id + "/duplicate", "{}")
                .text("data.newWorkflowId");

        assertThat(server.stored(id).extras()).containsEntry("orgId", "shop");
        assertThat(server.stored(copy).extras()).containsEntry("orgId", "shop");
        assertThat(server.call(OF_EAST, "GET", WORKFLOWS + "/" + copy).text("data.orgId"))
                .isEqualTo("shop");
        assertThat(workflowsOf(OF_NOBODY)).isEmpty();
    }

    @Test
    void workflow_without_an_organization_gets_none_from_its_maker() {
        String id = server.call(OF_EAST, "POST", WORKFLOWS, "{\"name\":\"all's\"," + STEPS + "}")
                .text("data.id");

        assertThat(server.stored(id).extras()).doesNotContainKey("orgId");
        assertThat(workflowsOf(OF_NOBODY)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"west", "no-such-organization"})
    void organization_that_is_not_seen_is_as_unknown_as_none(String organization) {
        server.deploy("eastern", "east");
        Workflow before = server.stored("eastern");

        Reply created = server.call(
                OF_EAST, "POST", WORKFLOWS, "{\"name\":\"n\",\"orgId\":\"" + organization + "\"," + STEPS + "}");
        Reply changed = server.call(OF_EAST, "PUT", WORKFLOWS + "/eastern", "{\"orgId\":\"" + organization + "\"}");

        for (Reply refused : List.of(created, changed)) {
            assertThat(refused.status()).as("%s", refused).isEqualTo(400);
            assertThat(refused.code()).isEqualTo(1002);
            assertThat(refused.message()).endsWith("organization not found: \"" + organization + "\"");
            assertThat(refused.text("details.problems.0.field")).isEqualTo("orgId");
        }
        assertThat(workflowsOf(OF_ALL)).containsExactly("eastern");
        assertThat(server.stored("eastern")).isEqualTo(before);
    }

    @Test
    void organization_must_be_a_text() {
        Reply refused = server.call(OF_ALL, "POST", WORKFLOWS, "{\"name\":\"n\",\"orgId\":7," + STEPS + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("details.problems.0.field")).isEqualTo("orgId");
    }

    @Test
    void name_of_a_workflow_that_is_not_seen_is_taken() {
        deployOneOfEach();

        Reply refused = server.call(OF_EAST, "POST", WORKFLOWS, "{\"name\":\"western\"," + STEPS + "}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("details")).isEqualTo(Reply.read("{\"name\":\"western\"}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void import_leaves_alone_what_is_not_seen(boolean override) {
        deployOneOfEach();
        Workflow before = server.stored("western");
        String workflow = "{\"id\":\"western\",\"name\":\"Taken over\"," + STEPS + "}";

        Reply report = server.call(
                OF_EAST,
                "POST",
                WORKFLOWS + "/import",
                "{\"workflow\":" + workflow + ",\"override\":" + override + "}");

        assertThat(report.text("data.skipped.0.reason")).as("%s", report).isEqualTo("Already exists");
        assertThat(report.at("data.total").asInt()).isEqualTo(1);
        assertThat(server.stored("western")).isEqualTo(before);
    }

    @Test
    void import_brings_nothing_into_an_organization_that_is_not_seen() {
        String workflow = "{\"id\":\"new\",\"name\":\"n\",\"orgId\":\"west\"," + STEPS + "}";

        Reply report = server.call(OF_EAST, "POST", WORKFLOWS + "/import", "{\"workflow\":" + workflow + "}");

        assertThat(report.text("data.errors.0.error")).as("%s", report).contains("organization not found: \"west\"");
        assertThat(server.isStored("new")).isFalse();
    }

    @Test
    void batches_do_not_find_what_is_not_seen() {
        deployOneOfEach();
        String ids = "\"workflowIds\":[\"eastern\",\"western\"]";

        Reply deleted = server.call(OF_EAST, "POST", WORKFLOWS + "/batch", "{\"action\":\"delete\"," + ids + "}");
        Reply exported = server.call(OF_ALL, "POST", WORKFLOWS + "/export-batch", "{\"workflowIds\":[\"western\"]}");
        Reply hidden = server.call(OF_EAST, "POST", WORKFLOWS + "/export-batch", "{\"workflowIds\":[\"western\"]}");

        assertThat(deleted.at("data.succeeded")).isEqualTo(Reply.read("[\"eastern\"]"));
        assertThat(deleted.at("data.failed")).isEqualTo(Reply.read("[\"western\"]"));
        assertThat(server.isStored("western")).isTrue();
        assertThat(exported.status()).isEqualTo(200);
        assertThat(hidden.status()).isEqualTo(404);
    }

    @Test
    void apis_of_others_are_not_listed_and_a_conflict_with_one_does_not_name_it() {
        server.deploy(
                OrganizedServer.workflow("western", "west").trigger("t", "trigger_api", TriggeredApi.definition()));
        String same = TriggeredApi.json(TriggeredApi.definition("name", "Mine"));

        Reply refused = server.call(OF_EAST, "POST", "/api/v1/apis", same);
        Reply told = server.call(OF_ALL, "POST", "/api/v1/apis", same);

        assertThat(server.call(OF_EAST, "GET", "/api/v1/apis").at("data.total").asInt())
                .isZero();
        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.body()).doesNotContain("western");
        assertThat(told.text("details.apiId")).isEqualTo("western");
    }

    @Test
    void workflow_that_is_not_seen_is_made_no_api() {
        deployOneOfEach();
        String onWestern = TriggeredApi.json(TriggeredApi.definition("workflowId", "western"));
        String onNone = TriggeredApi.json(TriggeredApi.definition("workflowId", "unknown"));

        Reply refused = server.call(OF_EAST, "POST", "/api/v1/apis", onWestern);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().replace("western", "unknown"))
                .isEqualTo(server.call(OF_EAST, "POST", "/api/v1/apis", onNone).body());
        assertThat(server.stored("western").triggers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?deleteWorkflows=true", "?moveWorkflowsTo=other"})
    void folder_with_workflows_that_are_not_seen_stays(String how) {
        folder("inbox");
        folder("other");
        server.deploy(OrganizedServer.workflow("western", "west").folderId("inbox"));

        Reply folder = server.call(OF_EAST, "GET", "/api/v1/folders/inbox");
        Reply refused = server.call(OF_EAST, "DELETE", "/api/v1/folders/inbox" + how);

        assertThat(folder.at("data.workflowCount").asInt()).isZero();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(3002);
        assertThat(server.stored("western").folderId()).contains("inbox");
        assertThat(server.call(OF_ALL, "DELETE", "/api/v1/folders/inbox?deleteWorkflows=true")
                        .status())
                .isEqualTo(200);
    }

    private void folder(String id) {
        server.api
                .server
                .engine
                .folders()
                .save(new Folder(id, id, Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH, Map.of()));
    }

    // ---------------------------------------------------------------- executions

    @Test
    void history_lists_and_counts_executions_of_seen_workflows() {
        deployOneOfEach();
        String first = server.run("eastern");
        server.run("western");
        String second = server.run("nobodys");
        server.run("western");
        String third = server.start("of-the-shop");

        Reply all = server.call(OF_EAST, "GET", EXECUTIONS);
        Reply page = server.call(OF_EAST, "GET", EXECUTIONS + "?limit=1&offset=1");

        assertThat(texts(all, "data.executions", "executionId")).containsExactly(third, second, first);
        assertThat(all.at("data.total").asInt()).isEqualTo(3);
        assertThat(texts(page, "data.executions", "executionId")).containsExactly(second);
        assertThat(page.at("data.total").asInt()).isEqualTo(3);
        assertThat(total(OF_EAST, "?workflowId=western")).isZero();
        assertThat(total(OF_EAST, "?workflowId=eastern")).isEqualTo(1);
        assertThat(total(OF_EAST, "?status=running")).isEqualTo(1);
        assertThat(total(OF_NOBODY, "")).isEqualTo(1);
        assertThat(total(OF_ALL, "")).isEqualTo(5);
    }

    private int total(String application, String query) {
        return server.call(application, "GET", EXECUTIONS + query)
                .at("data.total")
                .asInt(-1);
    }

    @Test
    void history_of_others_is_not_deleted() {
        deployOneOfEach();
        server.run("eastern");
        String hidden = server.run("western");
        String later = "?olderThan=" + (server.api.server.clock.epochMillis() + 1);

        assertThat(deleted("?executionId=" + hidden)).isZero();
        assertThat(deleted("?workflowId=western")).isZero();
        assertThat(deleted(later)).isEqualTo(1);

        assertThat(total(OF_ALL, "")).isEqualTo(1);
    }

    private int deleted(String query) {
        return server.call(OF_EAST, "DELETE", EXECUTIONS + query)
                .at("data.deletedCount")
                .asInt(-1);
    }

    @Test
    void statistics_count_what_is_seen() {
        deployOneOfEach();
        server.run("eastern");
        server.run("western");

        Reply seen = server.call(OF_EAST, "GET", "/api/v1/system/stats?period=all");

        assertThat(seen.at("data.workflowCount").asInt()).isEqualTo(3);
        assertThat(seen.at("data.totalExecutions").asInt()).isEqualTo(1);
        assertThat(seen.at("data.todayExecutions").asInt()).isEqualTo(1);
        assertThat(texts(seen, "data.topWorkflows", "workflowId")).containsExactly("eastern");
        assertThat(server.call(OF_ALL, "GET", "/api/v1/system/stats?period=all")
                        .at("data.totalExecutions")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void executions_of_a_workflow_that_is_gone_are_there_for_those_who_see_everything() {
        deployOneOfEach();
        String over = server.run("eastern");
        String running = server.start("eastern");

        server.api.server.engine.undeploy("eastern");

        assertThat(total(OF_EAST, "")).isZero();
        for (String id : List.of(over, running)) {
            assertThat(server.call(OF_EAST, "GET", EXECUTIONS + "/" + id).status())
                    .isEqualTo(404);
            assertThat(server.call(OF_ALL, "GET", EXECUTIONS + "/" + id).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void execution_that_an_application_started_was_triggered_by_the_api_and_is_no_run_of_an_api() {
        server.deploy(OrganizedServer.workflow("offered", "")
                .trigger("t", "trigger_api", TriggeredApi.definition("auth", Map.of("type", "none"))));
        String execute = WORKFLOWS + "/offered/execute";

        String byApplication = server.call(OF_EAST, "POST", execute, "{}").text("data.executionId");
        String byDevice = server.api.server.client().post(execute, "{}").text("data.executionId");

        assertThat(triggeredBy(byApplication)).isEqualTo("api by application:" + OF_EAST);
        assertThat(triggeredBy(byDevice)).isEqualTo("manual by device:test-device");
        assertThat(server.api
                        .server
                        .stranger()
                        .get("/v1/executions/" + byApplication)
                        .status())
                .isEqualTo(404);
    }

    private String triggeredBy(String execution) {
        Reply reply = server.call(OF_ALL, "GET", EXECUTIONS + "/" + execution);
        return reply.text("data.triggeredBy") + " by " + reply.text("data.callerId");
    }

    // ---------------------------------------------------------------- forms and work items

    @Test
    void forms_of_others_are_not_listed_and_none_is_given_to_them() {
        String form = "\"name\":\"F\",\"properties\":[{\"code\":\"F_No\",\"type\":\"text\"}]";
        server.call(OF_ALL, "POST", "/api/v1/forms", "{\"schemaCode\":\"West\",\"orgId\":\"west\"," + form + "}");
        server.call(OF_EAST, "POST", "/api/v1/forms", "{\"schemaCode\":\"Mine\",\"orgId\":\"shop\"," + form + "}");

        Reply given = server.call(
                OF_EAST, "POST", "/api/v1/forms", "{\"schemaCode\":\"New\",\"orgId\":\"west\"," + form + "}");
        Reply moved = server.call(OF_EAST, "PUT", "/api/v1/forms/Mine", "{\"orgId\":\"west\"," + form + "}");
        Reply taken = server.call(OF_EAST, "POST", "/api/v1/forms", "{\"schemaCode\":\"West\"," + form + "}");

        assertThat(texts(server.call(OF_EAST, "GET", "/api/v1/forms"), "data.forms", "schemaCode"))
                .containsExactly("Mine");
        assertThat(given.status()).isEqualTo(400);
        assertThat(given.message()).endsWith("organization not found: \"west\"");
        assertThat(moved.status()).isEqualTo(400);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(server.call(OF_ALL, "GET", "/api/v1/forms/Mine").text("data.orgId"))
                .isEqualTo("shop");
    }

    @Test
    void work_items_are_listed_by_their_workflows_and_as_many_as_were_asked_for() {
        String execution = askFifteenTimes("west");
        askFifteenTimes("east");

        Reply some = server.call(OF_EAST, "GET", "/api/v1/workitems?limit=2");
        Reply all = server.call(OF_EAST, "GET", "/api/v1/workitems?limit=1000");
        Reply hidden = server.call(OF_EAST, "GET", "/api/v1/workitems?executionId=" + execution);

        assertThat(texts(some, "data.workItems", "workflowId")).containsExactly("east", "east");
        assertThat(texts(all, "data.workItems", "workflowId")).hasSize(15).containsOnly("east");
        assertThat(texts(hidden, "data.workItems", "workflowId")).isEmpty();
        assertThat(server.call(OF_ALL, "GET", "/api/v1/workitems")
                        .at("data.total")
                        .asInt())
                .isEqualTo(30);
    }

    /** @return the last execution */
    private String askFifteenTimes(String organization) {
        server.deploy(Workflow.builder(organization)
                .id(organization)
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .extras(Map.of("orgId", organization))
                .step("ask", "activity", Map.of("assignees", "ann")));
        for (int i = 1; i < 15; i++) {
            server.start(organization);
        }
        return server.start(organization);
    }
}
