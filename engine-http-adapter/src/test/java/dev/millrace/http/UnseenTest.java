package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.millrace.http.route.Route;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route with the id of a thing in its path, called by an application that does not see the thing: it gets the answer for
 * a thing that does not exist, whatever the route.
 */
class UnseenTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    /** Ids of what is nobody's: folders and modules; and of what applications never reach. */
    private static final List<String> EVERYBODYS = List.of("folderId", "moduleId", "id");

    /** Where a request needs a body to come so far. */
    private static final Map<String, String> BODIES = Map.of(
            "workflow.update", "{\"name\":\"other\"}",
            "api.update", "{\"name\":\"other\"}",
            "form.update", "{\"name\":\"other\",\"properties\":[{\"code\":\"F_No\",\"type\":\"text\"}]}",
            "workitem.complete", "{\"by\":\"ann\",\"action\":\"approve\"}");

    /** One thing of each kind, all of an organization in the west. */
    private static final class West implements AutoCloseable {
        final OrganizedServer server = new OrganizedServer();
        final String running;
        final String over;
        final String workItem;

        West() {
            server.deploy(OrganizedServer.workflow("west-flow", "west")
                    .trigger("api", "trigger_api", TriggeredApi.definition("mode", "async")));
            server.deploy(Workflow.builder("west-approval")
                    .id("west-approval")
                    .extras(Map.of("orgId", "west"))
                    .step("ask", "activity", Map.of("assignees", "ann")));
            running = server.start("west-flow");
            over = server.run("west-flow");
            server.start("west-approval");
            workItem = server.api
                    .server
                    .engine
                    .workItems()
                    .list(WorkItemFilter.open())
                    .get(0)
                    .id();
            Reply form = server.api
                    .administrator()
                    .post(
                            "/api/v1/forms",
                            "{\"schemaCode\":\"WestForm\",\"name\":\"West\",\"orgId\":\"west\","
                                    + "\"properties\":[{\"code\":\"F_No\",\"type\":\"text\"}]}");
            assertThat(form.status()).as("%s", form).isEqualTo(201);
        }

        String id(String parameter) {
            return switch (parameter) {
                case "workflowId", "apiId" -> "west-flow";
                case "executionId" -> running;
                case "schemaCode" -> "WestForm";
                case "workItemId" -> workItem;
                default -> throw new AssertionError("say here what a {" + parameter + "} of an organization is");
            };
        }

        Reply call(String application, Route route, String id) {
            return server.call(
                    application,
                    route.method().name(),
                    PARAMETER.matcher(route.path()).replaceAll(id),
                    BODIES.getOrDefault(route.operationId(), ""));
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static Stream<Route> routes() {
        return ServedRoutes.list().stream()
                .filter(route -> route.permission().isGranted())
                .filter(route -> route.path().contains("{"))
                .filter(route -> !EVERYBODYS.contains(parameter(route)));
    }

    private static String parameter(Route route) {
        Matcher matcher = PARAMETER.matcher(route.path());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @TestFactory
    Stream<DynamicTest> what_is_not_seen_is_answered_as_what_does_not_exist() {
        return routes().map(route -> dynamicTest(route.toString(), () -> {
            try (West west = new West()) {
                String id = west.id(parameter(route));
                assertSame(west, OrganizedServer.OF_EAST, route, id);
                assertSame(west, OrganizedServer.OF_NOBODY, route, id);
                if (parameter(route).equals("executionId")) {
                    assertSame(west, OrganizedServer.OF_EAST, route, west.over);
                }
            }
        }));
    }

    private static void assertSame(West west, String application, Route route, String id) {
        Workflow before = west.server.stored("west-flow");
        String unknown = "x".repeat(id.length());

        Reply hidden = west.call(application, route, id);
        Reply none = west.call(application, route, unknown);

        assertThat(hidden.status()).as("%s", hidden).isEqualTo(404).isEqualTo(none.status());
        assertThat(hidden.body().replace(id, unknown)).isEqualTo(none.body());
        assertThat(west.server.stored("west-flow")).isEqualTo(before);
        assertThat(west.server.api.server.engine.find(west.running))
                .hasValueSatisfying(execution -> assertThat(execution.isOver()).isFalse());
        assertThat(west.server.api.server.engine.workItems().list(WorkItemFilter.open()))
                .hasSize(1);
    }

    /** Without this, a request that never comes so far would pass the test above. */
    @TestFactory
    Stream<DynamicTest> the_same_request_of_who_sees_it_is_answered_otherwise() {
        return routes().map(route -> dynamicTest(route.toString(), () -> {
            try (West west = new West()) {
                boolean isStream = route.operationId().equals("execution.watch"); // of one under way it would not end
                Reply seen = west.call(OrganizedServer.OF_ALL, route, isStream ? west.over : west.id(parameter(route)));

                assertThat(seen.status()).as("%s", seen).isBetween(200, 299);
            }
        }));
    }
}
