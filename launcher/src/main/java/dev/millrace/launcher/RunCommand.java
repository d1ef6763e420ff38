package dev.millrace.launcher;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import dev.millrace.observe.ExecutionError;
import dev.millrace.observe.ExecutionStatus;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.store.WorkflowStore;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace run}: runs a workflow to its end and prints what became of it. */
@Command(
        name = "run",
        description = {
            "Runs a workflow and prints its result as one JSON object.",
            "Other workflows of the file can be called by it. Triggers do not fire; a disabled workflow runs too."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 110,
        footer = {
            "",
            "Examples:",
            "  millrace run order.json --input customer=Ann --input 'total:=120.50' --input items=@items.json",
            "  millrace run backup.json --workflow 'Daily report' --timeout 30 --log",
            "  millrace run - < order.json",
            "  millrace run archive.json --files ./reports",
            "  millrace run reply.json --trigger on-message --trigger-data '{\"content\": \"hello\"}'",
            "  millrace run sync.json --allow-host localhost:8080 --allow-host 10.1.0.0/16",
            "",
            "Exit codes: 0 completed; 1 failed, timed out or cancelled; 2 the input cannot be used."
        })
final class RunCommand implements Callable<Integer> {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final double MIN_SECONDS = 0.001;
    private static final double MAX_SECONDS = 366 * 24 * 3600.0;

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A file of workflows; - reads the standard input.")
    private String file = "";

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = {
                "A named variable to begin with: name=text is always a text,",
                "name:=json a JSON value, name=@file the JSON in a file. Repeatable."
            })
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--workflow",
            paramLabel = "ID|NAME",
            description = "Which workflow of the file; needed if it holds several.")
    private @Nullable String workflow;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "The longest time it may take, such as 2.5.")
    private @Nullable String timeout;

    @Option(
            names = "--trigger",
            paramLabel = "STEP",
            description = "Start as if this trigger had fired; without it, as if started by hand.")
    private @Nullable String trigger;

    @Option(
            names = "--trigger-data",
            paramLabel = "JSON|@FILE",
            description = "What the trigger brings. Without --trigger, of the first trigger.")
    private @Nullable String triggerData;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Writes what it comes to into the database of this folder. If it is killed, millrace serve",
                "with the same folder lets it go on. The interfaces kept there can be called."
            })
    private @Nullable Path data;

    @Mixin
    private EngineOptions reach = new EngineOptions();

    @Option(names = "--log", description = "Show log entries on the standard error.")
    private boolean log;

    @Option(names = "--trace", description = "Show every step's start, end, duration and outputs there.")
    private boolean trace;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UnusableInputException, InterruptedException {
        StartRequest request = StartRequest.inputs(InputValue.all(inputs));
        if (timeout != null) {
            request = request.withTimeLimit(limit(timeout));
        }
        WorkflowFile read = WorkflowSource.read(file, console);
        if (read.entries().isEmpty() && !read.fileProblems().isEmpty()) {
            return refuse(read.fileProblems());
        }
        ProblemReport.print(console.err(), WorkflowSource.shownName(file), read.fileProblems());
        WorkflowFile.Entry chosen = new WorkflowChoice(WorkflowSource.shownName(file), read).choose(workflow);
        try (Keeping keeping = data == null ? Keeping.inMemory() : Keeping.embedded(data);
                Interfaces interfaces = reach.interfaces(keeping);
                Millrace millrace = engine(read, interfaces, keeping)) {
            return run(millrace, chosen, withTrigger(request, chosen.workflow()));
        }
    }

    private static Duration limit(String seconds) throws UnusableInputException {
        double value = SECONDS.matcher(seconds).matches() ? Double.parseDouble(seconds) : 0;
        if (value < MIN_SECONDS || value > MAX_SECONDS) {
            throw new UnusableInputException(
                    "--timeout must be a number of seconds from 0.001 to a year, but was \"" + Excerpt.of(seconds)
                            + "\"",
                    "give seconds, such as --timeout 30 or --timeout 2.5");
        }
        return Duration.ofMillis(Math.round(value * 1000));
    }

    private StartRequest withTrigger(StartRequest request, Workflow chosen) throws UnusableInputException {
        if (trigger == null && triggerData == null) {
            return request;
        }
        List<String> ids = chosen.triggers().stream().map(step -> step.id()).toList();
        String stepId = trigger == null ? ids.get(0) : trigger;
        if (!ids.contains(stepId)) {
            throw new UnusableInputException(
                    "workflow \"" + chosen.name() + "\" has no trigger \"" + stepId + "\"",
                    "choose one of its triggers: " + String.join(", ", ids));
        }
        Object data = triggerData == null ? null : InputValue.jsonOrFile("--trigger-data", triggerData);
        return request.withTrigger(stepId, data);
    }

    private Millrace engine(WorkflowFile read, Interfaces interfaces, Keeping keeping) throws UnusableInputException {
        // saved, not deployed: deploying would arm their triggers
        WorkflowStore others = WorkflowStore.inMemory();
        read.workflows().forEach(others::save);
        MillraceBuilder builder = Millrace.builder()
                .workflows(others)
                // the scripts are the caller's own, and the process ends with them
                .service(
                        RunnerSettings.class, RunnerSettings.DEFAULT.withPreparation(RunnerSettings.Preparation.LEAST));
        keeping.keepExecutions(builder);
        reach.addTo(builder, interfaces);
        if (log) {
            builder.observer(new LogPrinter(console.err()));
        }
        if (trace) {
            builder.observer(new TracePrinter(console.err()));
        }
        return builder.build();
    }

    private int run(Millrace millrace, WorkflowFile.Entry chosen, StartRequest request) throws InterruptedException {
        List<Problem> problems = CheckedWorkflow.problems(millrace, chosen);
        if (problems.stream().anyMatch(Problem::isError)) {
            return refuse(problems);
        }
        ProblemReport.print(console.err(), WorkflowSource.shownName(file), problems);
        PreparedWorkflow prepared = millrace.prepare(chosen.workflow());
        long start = System.nanoTime();
        Interruption interruption = Interruption.armed();
        try {
            ExecutionHandle execution = prepared.start(request);
            interruption.started(execution);
            ExecutionResult result = execution.completion().join();
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            console.out().println(JsonText.readable(ResultJson.of(execution.id(), result, duration), 2));
            return explain(result);
        } catch (StartRefusedException e) {
            console.note("workflow \"" + chosen.workflow().name() + "\" cannot be started: " + e.getMessage());
            return ExitCode.UNUSABLE;
        } finally {
            interruption.disarm();
        }
    }

    private int refuse(List<Problem> problems) {
        ProblemReport.print(console.err(), WorkflowSource.shownName(file), problems);
        console.note("nothing was run: " + ProblemReport.count(problems));
        return ExitCode.UNUSABLE;
    }

    private int explain(ExecutionResult result) {
        if (result.isCompleted()) {
            return ExitCode.OK;
        }
        console.note(
                result.status() == ExecutionStatus.TIMEOUT && result.error().isEmpty()
                        ? "the execution took longer than it may and was stopped"
                        : result.error()
                                .map(RunCommand::failure)
                                .orElse("the execution was " + result.status().id()));
        return ExitCode.NOT_COMPLETED;
    }

    private static String failure(ExecutionError error) {
        String where = error.stepIndex() < 0 ? "" : " at step " + (error.stepIndex() + 1) + " (" + error.stepId() + ")";
        return "the execution failed" + where + ": " + error.title() + ": " + error.message();
    }
}
