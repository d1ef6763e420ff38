package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.WorkflowFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace check}: every problem of every workflow in a file; runs nothing. */
@Command(
        name = "check",
        description = "Shows every problem of every workflow in a file, without running anything.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 110,
        footer = {
            "",
            "Examples:",
            "  millrace check order.json",
            "  millrace check --json - < order.json",
            "",
            "Exit codes: 0 no errors (warnings do not count), 2 errors."
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A file of workflows; - reads the standard input.")
    private String file = "";

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    CheckCommand(Console console) {
        this.console = console;
    }

    private record Checked(WorkflowFile.Entry entry, List<Problem> problems) {}

    @Override
    public Integer call() throws UnusableInputException {
        WorkflowFile read = WorkflowSource.read(file, console);
        List<Checked> workflows = check(read);
        List<Problem> all = new ArrayList<>(read.fileProblems());
        workflows.forEach(checked -> all.addAll(checked.problems()));
        boolean sound = all.stream().noneMatch(Problem::isError) && !workflows.isEmpty();
        if (json) {
            console.out().println(JsonText.readable(json(sound, read, workflows), 4));
        } else {
            print(read, workflows);
        }
        return sound ? ExitCode.OK : ExitCode.UNUSABLE;
    }

    private static List<Checked> check(WorkflowFile read) {
        try (Millrace millrace = Millrace.create()) {
            return read.entries().stream()
                    .map(entry -> new Checked(entry, CheckedWorkflow.problems(millrace, entry)))
                    .toList();
        }
    }

    private void print(WorkflowFile read, List<Checked> workflows) {
        String name = WorkflowSource.shownName(file);
        ProblemReport.print(console.out(), name, read.fileProblems());
        for (Checked checked : workflows) {
            ProblemReport.print(console.out(), name, checked.problems());
            console.out()
                    .println(name + ": workflow \"" + checked.entry().workflow().name() + "\": "
                            + ProblemReport.count(checked.problems()));
        }
        if (workflows.isEmpty()) {
            console.out().println(name + ": no workflow could be read");
        }
    }

    private Map<String, @Nullable Object> json(boolean sound, WorkflowFile read, List<Checked> workflows) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("file", WorkflowSource.shownName(file));
        fields.put("valid", sound);
        fields.put("problems", ProblemReport.json(read.fileProblems()));
        fields.put("workflows", workflows.stream().map(CheckCommand::json).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> json(Checked checked) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", checked.entry().workflow().id());
        fields.put("name", checked.entry().workflow().name());
        fields.put("problems", ProblemReport.json(checked.problems()));
        return fields;
    }
}
