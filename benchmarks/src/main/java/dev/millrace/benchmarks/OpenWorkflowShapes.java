package dev.millrace.benchmarks;

import io.serverlessworkflow.api.WorkflowFormat;
import io.serverlessworkflow.api.WorkflowReader;
import io.serverlessworkflow.impl.WorkflowApplication;
import io.serverlessworkflow.impl.WorkflowDefinition;
import io.serverlessworkflow.impl.WorkflowModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The runtime of the Open Workflow (Serverless Workflow) SDK, definitions in YAML, conditions in jq.
 *
 * <p>Steps are its own: {@code set} for one that computes, {@code wait} for one that blocks (a timer, no thread is held).
 */
final class OpenWorkflowShapes implements Engine {
    private static final Map<String, Object> ITEMS =
            Map.of("items", IntStream.range(0, 1000).boxed().toList());

    private final WorkflowApplication application;

    OpenWorkflowShapes() {
        // Its validator would log to the console through java.util.logging; all other logs already go to SLF4J, that is
        // nowhere.
        System.setProperty("org.jboss.logging.provider", "slf4j");
        application = WorkflowApplication.builder()
                .disableLifeCycleCEPublishing()
                .disableStatusChangePublishing()
                .build();
    }

    @Override
    public List<Contender> contenders(Shape shape) throws IOException {
        WorkflowDefinition definition =
                application.workflowDefinition(WorkflowReader.readWorkflowFromString(text(shape), WorkflowFormat.YAML));
        return List.of(new Contender("openworkflow", () -> run(shape, definition)));
    }

    @Override
    public void close() {
        application.close();
    }

    private static Object run(Shape shape, WorkflowDefinition definition) {
        Map<String, Object> input = shape == Shape.LOOP1000 ? ITEMS : Map.of();
        WorkflowModel result = definition.instance(input).start().join();
        switch (shape) {
            case SEQ10 -> Contender.check("v", number(result, "v"), 9);
            case LOOP1000 -> Contender.check("n", number(result, "n"), 500);
            case FORK8, FORK8_BLOCKING, NESTED ->
                Contender.check("number of branches", result.asCollection().size(), 8);
        }
        return result;
    }

    private static int number(WorkflowModel result, String name) {
        return Contender.number(result.asMap().orElseThrow().get(name));
    }

    private static String text(Shape shape) {
        return """
                document:
                  dsl: '1.0.0'
                  namespace: bench
                  name: %s
                  version: '0.1.0'
                do:
                """.formatted(shape.id())
                + switch (shape) {
                    case SEQ10 -> steps(10, OpenWorkflowShapes::set).indent(2);
                    case LOOP1000 -> loop();
                    case FORK8 -> fork(OpenWorkflowShapes::set).indent(2);
                    case FORK8_BLOCKING -> fork(OpenWorkflowShapes::pause).indent(2);
                    case NESTED ->
                        fork(i -> "- f" + i + ":\n    do:\n"
                                        + fork(OpenWorkflowShapes::set).indent(6))
                                .indent(2);
                };
    }

    private static String steps(int count, IntFunction<String> step) {
        return IntStream.range(0, count).mapToObj(step).collect(Collectors.joining());
    }

    private static String set(int i) {
        return "- s" + i + ":\n    set:\n      v: " + i + "\n";
    }

    private static String pause(int i) {
        return "- w" + i + ":\n    wait:\n      milliseconds: 1\n";
    }

    private static String fork(IntFunction<String> branch) {
        return "- all:\n    fork:\n      compete: false\n      branches:\n"
                + steps(8, branch).indent(8);
    }

    private static String loop() {
        return """
                  - loop:
                      for:
                        each: i
                        in: .items
                      input:
                        from: '{items: .items, n: 0}'
                      do:
                        - update:
                            if: ${ $i % 2 == 0 }
                            set:
                              n: ${ .n + 1 }
                """;
    }
}
