package dev.millrace.examples;

import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The shortest program that runs a workflow file. */
public final class EmbedMillrace {
    private EmbedMillrace() {}

    public static void main(String[] args) throws IOException {
        // snippet embed
        try (Millrace millrace = Millrace.create()) {
            Workflow hello = Workflow.read(Path.of("examples/workflows/hello.json"));
            ExecutionResult result = millrace.run(hello, Map.of("name", "Ann"));
            System.out.println(result.status() + " " + result.output());
        }
        // end
    }
}
