package dev.millrace.durable;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRequest;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.workflow.Workflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node in a process of its own, to be killed. It does what its standard input says, a line for each: {@code start kind
 * id}; and it leaves the cluster when that ends.
 */
final class NodeProcess {
    private final String name;
    private final Process process;
    private final BufferedReader answers;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader(UTF_8);
    }

    /** @param options for the JVM */
    static NodeProcess launch(String name, TestDatabase database, EffectLog effects, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName()));
        command.addAll(List.of(
                name,
                database.url(),
                database.user(),
                database.password(),
                effects.file().toString()));
        return new NodeProcess(
                name,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    String name() {
        return name;
    }

    NodeProcess awaitJoined() throws IOException {
        expect("joined");
        return this;
    }

    private void expect(String answer) throws IOException {
        String line = answers.readLine();
        if (!answer.equals(line)) {
            throw new AssertionError("node " + name + " said " + line + " instead of " + answer);
        }
    }

    /** Returns when the start is durable. */
    void start(String kind, String id) throws IOException {
        process.outputWriter(UTF_8).append("start " + kind + " " + id + "\n").flush();
        expect("started " + id);
    }

    /** Starts so many at once, with ids of the kind and a number. */
    void startMany(String kind, int count) throws IOException {
        process.outputWriter(UTF_8).append("many " + kind + " " + count + "\n").flush();
        expect("started " + count);
    }

    int threads() throws IOException {
        process.outputWriter(UTF_8).append("threads\n").flush();
        return Integer.parseInt(answers.readLine());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    void signal(String signal) throws IOException, InterruptedException {
        int answer = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (answer != 0) {
            throw new AssertionError("cannot send " + signal + " to node " + name);
        }
    }

    /** @param arguments name, URL, user, password, file of the effect log */
    public static void main(String[] arguments) throws IOException {
        String name = arguments[0];
        ClusterSettings settings = ClusterSettings.postgres(arguments[1], arguments[2], arguments[3])
                .withNode(name);
        MillraceBuilder builder = Millrace.builder().withoutDiscovery();
        LoggedSteps.on(name, new EffectLog(Path.of(arguments[4]))).forEach(builder::module);
        try (Cluster cluster = Cluster.join(settings, builder);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println("joined");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(answer(line.split(" "), cluster.engine()));
            }
        }
        System.exit(0); // a node that was poisoned or starved is not to outlive its test
    }

    private static String answer(String[] words, Millrace engine) {
        switch (words[0]) {
            case "start" -> {
                engine.start(workflow(words[1]), StartRequest.plain().withExecutionId(words[2]));
                return "started " + words[2];
            }
            case "many" -> {
                PreparedWorkflow prepared = engine.prepare(workflow(words[1]));
                int count = Integer.parseInt(words[2]);
                IntStream.range(0, count)
                        .parallel()
                        .forEach(i -> prepared.start(StartRequest.plain().withExecutionId(words[1] + "-" + i)));
                return "started " + count;
            }
            case "threads" -> {
                return String.valueOf(Thread.getAllStackTraces().size());
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static Workflow workflow(String kind) {
        return switch (kind) {
            case "ladder" -> Workflows.ladder("ladder", 20, 60);
            case "sleeper" -> Workflows.sleeper("sleeper", 3_000);
            case "fork" -> Workflows.fork("fork", 4, 20, 60);
            case "wide" -> Workflows.fork("wide", 4, 1, 20);
            case "long-sleeper" -> Workflows.sleeper("long-sleeper", 8_000);
            case "poison" -> Workflows.poison("poison");
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
