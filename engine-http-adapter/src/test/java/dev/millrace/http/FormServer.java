package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.Directory;
import dev.millrace.form.Form;
import dev.millrace.form.FormStore;
import dev.millrace.form.ObjectStore;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.store.ExecutionStore;
import dev.millrace.store.ManualClock;
import dev.millrace.store.WorkflowStore;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import dev.millrace.workflow.Workflow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server with forms, people and a third party that may use them; not limited in its rate unless the settings say so. */
final class FormServer implements AutoCloseable {
    static final String CODE = "engine-1";
    static final String SECRET = "secret-of-engine-1";
    static final String PURCHASE = """
            {"schemaCode": "Purchase", "name": "Purchase request", "titleTemplate": "{F_No}",
             "sequence": {"prefix": "PR-", "date": "yyyyMMdd", "digits": 4},
             "properties": [
               {"code": "F_No", "type": "text", "required": true, "unique": true, "maxLength": 50},
               {"code": "F_Amount", "type": "number"}, {"code": "F_Due", "type": "date"},
               {"code": "F_Kind", "type": "option", "options": ["normal", "urgent"]},
               {"code": "F_Tags", "type": "options"}, {"code": "F_Buyer", "type": "user"},
               {"code": "PurchaseLine", "type": "table", "properties": [
                 {"code": "F_Item", "type": "text", "required": true}, {"code": "F_Qty", "type": "number"}]},
               {"code": "F_File", "type": "attachment"}],
             "rules": [{"on": "effective", "workflowId": "rule"}]}
            """;

    private static final Directory PEOPLE = Directory.of(
            List.of(
                    new Directory.User("admin", "root", "The Administrator", "", true),
                    new Directory.User("u-7", "ann", "Ann", "d-2", true),
                    new Directory.User("u-8", "bo", "Bo", "", false)),
            List.of(new Directory.Department("d-2", "Buying")));

    final ManualClock clock = ManualClock.at("2026-01-05T10:45:51Z");
    private final WorkflowStore workflows = WorkflowStore.inMemory();
    private final WorkItemStore items = WorkItemStore.inMemory();
    private final ExecutionStore executions = ExecutionStore.inMemory();
    private final FormStore forms = FormStore.inMemory();
    private final ObjectStore stored = ObjectStore.inMemory();
    private final HttpClient http = HttpClient.newHttpClient();
    private final UnaryOperator<HttpSettings> settings;
    final CountedRuns rules = new CountedRuns();
    Millrace engine;
    BusinessObjects objects;
    MillraceServer server;

    private FormServer(UnaryOperator<HttpSettings> settings) {
        this.settings = settings;
        this.objects = newObjects();
        this.engine = newEngine(objects);
        this.server = begin();
        deploy(Workflow.builder("Rule").id("rule").step("count", "count_runs", Map.of()));
        objects.addForm(Form.read(plain(PURCHASE)));
    }

    static FormServer start() {
        return start(UnaryOperator.identity());
    }

    static FormServer start(UnaryOperator<HttpSettings> settings) {
        return new FormServer(settings);
    }

    private BusinessObjects newObjects() {
        return BusinessObjects.builder()
                .forms(forms)
                .objects(stored)
                .directory(PEOPLE)
                .clock(clock, clock)
                .build();
    }

    private Millrace newEngine(BusinessObjects service) {
        return service.addTo(Millrace.builder())
                .clock(clock, clock)
                .workflows(workflows)
                .workItems(items)
                .executions(executions)
                .module(rules)
                .history(ExecutionHistory.inMemory(Retention.DEFAULT, clock))
                .build();
    }

    private MillraceServer begin() {
        engine.recover();
        objects.runOn(engine);
        HttpSettings defaults = HttpSettings.defaults()
                .withoutRateLimits()
                .withClock(clock)
                .withOpenApiRate(0, 1)
                .withBusinessObjects(objects)
                .withEngine(CODE, List.of(SECRET, "secret-to-come"), "admin", Set.of());
        return MillraceServer.start(engine, "127.0.0.1", 0, settings.apply(defaults));
    }

    /** As if the process had died: what was stored is all there is. */
    void restart() {
        server.close();
        objects = newObjects();
        engine = newEngine(objects);
        server = begin();
    }

    void deploy(Workflow.Builder workflow) {
        engine.deploy(workflow.build());
    }

    /** The form again, under another code and with a workflow. */
    void addForm(String schemaCode, String workflowId) {
        Map<String, @Nullable Object> form = plain(PURCHASE);
        form.put("schemaCode", schemaCode);
        form.put("workflowId", workflowId);
        objects.addForm(Form.read(form));
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> plain(String json) {
        return (Map<String, @Nullable Object>)
                new com.fasterxml.jackson.databind.ObjectMapper().convertValue(Reply.read(json), Map.class);
    }

    TestClient client() {
        return new TestClient(http, URI.create(server.url()), "");
    }

    HttpRequest.Builder request(String path) {
        return client().json(path).header("EngineCode", CODE).header("EngineSecret", SECRET);
    }

    /** Calls an action; the text may have single quotes for double ones. */
    Reply invoke(String json) {
        return client().send(request("/OpenApi/Invoke").POST(BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    CompletableFuture<Reply> invokeLater(String json) {
        return client().later(request("/OpenApi/Invoke"), json.replace('\'', '"'));
    }

    /** Creates an object and gives its id. */
    String create(String schemaCode, String object, boolean isSubmit) {
        Reply reply = invoke("{'ActionName': 'CreateBizObject', 'SchemaCode': '" + schemaCode + "', 'BizObject': "
                + object + ", 'IsSubmit': " + isSubmit + "}");
        if (!reply.at("Successful").asBoolean()) {
            throw new AssertionError(reply);
        }
        return reply.text("ReturnData.BizObjectId");
    }

    Reply load(String schemaCode, String id) {
        return invoke(
                "{'ActionName': 'LoadBizObject', 'SchemaCode': '" + schemaCode + "', 'BizObjectId': '" + id + "'}");
    }

    int status(String schemaCode, String id) {
        return load(schemaCode, id).at("ReturnData.BizObject.Status").asInt(-1);
    }

    int count(String schemaCode) {
        return invoke("{'ActionName': 'LoadBizObjects', 'SchemaCode': '" + schemaCode
                        + "', 'Filter': {'RequireCount': true}}")
                .at("ReturnData.TotalCount")
                .asInt(-1);
    }

    List<WorkItem> openItems() {
        return engine.workItems().list(WorkItemFilter.open());
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
