package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.Workflow;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever is sent to an operation, the answer is one of those that openapi.json allows ({@link TestClient} looks at each),
 * and never that the server is at fault.
 */
class ContractPropertyTest {
    private static final int WORKFLOW_FAILED = 1003;
    private static final String WORKFLOW = "wf-1";

    private static final TestServer SERVER = TestServer.start();
    private static final List<String> KNOWN_IDS = fill();

    private static List<String> fill() {
        SERVER.engine
                .workflows()
                .save(Workflow.builder("One")
                        .id(WORKFLOW)
                        .step("step-001", "delay", Map.of("duration", 0))
                        .build());
        Reply executed = SERVER.client().post("/api/v1/workflows/" + WORKFLOW + "/execute", "{\"async\": false}");
        return List.of(WORKFLOW, executed.text("data.executionId"), "step-001", "http_request");
    }

    @AfterContainer
    static void stop() {
        SERVER.close();
    }

    @Property(tries = 300)
    void no_request_brings_an_undocumented_answer(@ForAll("requests") SampleRequests.Sample sample) {
        TestClient client = SERVER.client();
        HttpRequest.Builder request =
                client.request(sample.target()).method(sample.method(), BodyPublishers.ofString(sample.body()));
        if (!sample.contentType().isEmpty()) {
            request.header("Content-Type", sample.contentType());
        }

        Reply reply = client.send(request);

        if (reply.status() >= 500) {
            assertThat(reply.code()).as("%s", reply).isEqualTo(WORKFLOW_FAILED);
        }
    }

    @Provide
    Arbitrary<SampleRequests.Sample> requests() {
        SampleRequests requests = new SampleRequests(Contract.DOCUMENT, KNOWN_IDS);
        return Arbitraries.of(Contract.DOCUMENT.operations().stream()
                        .filter(operation -> ServedRoutes.ids().contains(operation.id()))
                        .toList())
                .flatMap(requests::to);
    }
}
