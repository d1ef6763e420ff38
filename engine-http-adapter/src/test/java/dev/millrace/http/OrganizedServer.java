package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionHandle;
import dev.millrace.StartRequest;
import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.Map;

/**
 * A server with two organizations, {@code east} of which {@code shop} is a part, and {@code west}; and with applications that
 * may do everything: {@code of-east}, {@code of-nobody} without organizations, {@code of-all} with the role of an administrator.
 */
final class OrganizedServer implements AutoCloseable {
    static final String OF_EAST = "of-east";
    static final String OF_NOBODY = "of-nobody";
    static final String OF_ALL = "of-all";

    private static final String EVERYTHING = "{\"id\":\"role-worker\",\"name\":\"Worker\",\"permissions\":["
            + "{\"permission\":\"workflow\",\"actions\":[\"query\",\"save\",\"delete\",\"execute\"]},"
            + "{\"permission\":\"execution\",\"actions\":[\"query\",\"cancel\",\"delete\"]},"
            + "{\"permission\":\"system\",\"actions\":[\"query\"]},"
            + "{\"permission\":\"object\",\"actions\":[\"query\",\"save\",\"delete\"]},"
            + "{\"permission\":\"api\",\"actions\":[\"query\",\"save\"]}]}";

    final Applications api = Applications.start();
    private final TestClient administrator = api.administrator();

    OrganizedServer() {
        done(administrator.post(
                "/api/organization",
                "[{\"id\":\"east\",\"name\":\"East\"},{\"id\":\"shop\",\"name\":\"Shop\",\"parentId\":\"east\"},"
                        + "{\"id\":\"west\",\"name\":\"West\"}]"));
        done(administrator.post("/api/role", EVERYTHING));
        application(OF_EAST, "role-worker", "[\"east\"]");
        application(OF_NOBODY, "role-worker", "[]");
        application(OF_ALL, "role-admin", "[]");
    }

    private static void done(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    }

    private void application(String id, String role, String organizations) {
        done(api.create(Applications.CREATE
                .replace("warehouse01", id)
                .replace(Applications.APP_ID, id)
                .replace("role-operator", role)
                .replace("[\"org-east\"]", organizations)));
    }

    /** Gives an application other organizations, as a JSON array. */
    void organize(String application, String organizations) {
        done(administrator.put(
                "/api/application/" + application, "{\"apiServer\":{\"orgIdList\":" + organizations + "}}"));
    }

    Reply call(String application, String method, String target) {
        return call(application, method, target, "");
    }

    Reply call(String application, String method, String target, String body) {
        return api.send(api.call(method, target, body).by(application, Applications.KEY));
    }

    /** A workflow that waits, with its id as name. */
    static Workflow.Builder workflow(String id, String organization) {
        return Workflow.builder(id)
                .id(id)
                .reentry(ReentryBehavior.ALLOW_PARALLEL)
                .extras(Map.of("orgId", organization))
                .step("wait", "delay", Map.of("duration", 60_000));
    }

    void deploy(String id, String organization) {
        deploy(workflow(id, organization));
    }

    void deploy(Workflow.Builder workflow) {
        api.server.engine.deploy(workflow.build());
    }

    Workflow stored(String id) {
        return api.server.engine.workflows().find(id).orElseThrow();
    }

    boolean isStored(String id) {
        return api.server.engine.workflows().find(id).isPresent();
    }

    /** An execution that is under way, and waits. */
    String start(String workflowId) {
        ExecutionHandle execution = handle(workflowId);
        execution.whenAtRest().join();
        return execution.id();
    }

    /** An execution that is over. */
    String run(String workflowId) {
        ExecutionHandle execution = handle(workflowId);
        execution.cancel();
        execution.completion().toCompletableFuture().join();
        return execution.id();
    }

    private ExecutionHandle handle(String workflowId) {
        return api.server.engine.start(stored(workflowId), StartRequest.plain());
    }

    @Override
    public void close() {
        api.close();
    }
}
