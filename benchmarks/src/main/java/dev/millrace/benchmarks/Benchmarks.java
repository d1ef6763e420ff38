package dev.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.management.JMException;

/** The command line of {@code benchmarks.jar}. */
public final class Benchmarks {
    private static final String USAGE = """
        usage: java -jar benchmarks.jar COMMAND [OPTIONS]

          pair    CPU time per run of each contender beside the yardsticks, in turns in this JVM
                    --shapes LIST   default %s
                    --peers LIST    default all of %s
                    --warm MS       CPU time before the first slice, default 2000
                    --rounds N      slices per contender, default 11
                    --slice MS      CPU time of a slice, default 200
                    --out FILE      write the tables there too
          nested  64 callers at once, eight branches of eight branches each: who ends?
                    --peers LIST, --callers N (default 64), --rounds N (default 10),
                    --limit SECONDS (default 15), --out FILE
          first   CPU time from JVM start to the first result, a fresh JVM and its own jar per engine
                    --peers LIST, --rounds N (default 5), --out FILE
          compile CPU time per step to read and to compile workflows of 100 to 100,000 steps
                    --warm MS       CPU time before each size, default 2000
                    --slice MS      CPU time per size, default 2000
                    --out FILE
          parked  memory per waiting execution, and what it consists of
                    --count N       executions that wait at once, default 100000
                    --out FILE
          modules what a step adds to the library call of its module
                    --warm MS       CPU time before the first slice, default 2000
                    --rounds N      slices, default 11
                    --slice MS      CPU time of a slice, default 200
                    --out FILE
          proxy   what a call of a configured interface adds to the same request made directly
                    --answer-after MICROS  what the server takes for each answer, default nothing
                    --warm MS       CPU time before the first slice, default 2000
                    --rounds N      slices, default 11
                    --slice MS      CPU time of a slice, default 200
                    --out FILE
          http    executing ten steps over HTTP beside the HTTP library by itself
                    --connections LIST  default 1,64
                    --warm MS       of asking each before the first slice, default 10000
                    --rounds N      slices of each, default 7
                    --slice MS      time of a slice, default 2000
                    --out FILE
          apis    calling an API trigger beside the HTTP library by itself, and signing beside a token
                    (options of http)
          scripts a script through our runner beside GraalJS by hand, Rhino and Nashorn
                    --tasks LIST    of %s
                    --inputs LIST   large ones, copied and viewed, of
                                    %s
                    (without both lists, everything)
                    --engine TEXT   ends with an error unless this is what runs scripts
                    --warm MS       CPU time before the first slice, default 2000
                    --rounds N      slices per contender, default 11
                    --slice MS      CPU time of a slice, default 200
                    --out FILE
          store   rows a second into the store on SQLite beside a batched insert by hand
                    --rounds N      of each, default 5
                    --rows N        of a round, default 20000
                    --callers N     threads that wait for each commit, default 16
                    --out FILE
          journal records of journals a second on SQLite beside a batched insert by hand
                    --rounds N      of each, default 5
                    --executions N  that go on at once, default 1000
                    --records N     of each execution, default 50
                    --out FILE
          recovery
                  how long an engine takes to go on with executions that wait
                    --rounds N      default 5
                    --parked N      executions, default 100000
                    --out FILE
          cluster durable steps a second on a node of a cluster beside the steps of DBOS Transact
                    --rounds N      of each, default 5
                    --executions N  of a round, default 100
                    --steps N       of an execution, default 50
                    --callers N     threads that wait for an execution each, default 16
                    --out FILE
          takeover
                  how long after a kill -9 another node has what waited on the first
                    --rounds N      default 5
                    --executions N  of the node that is killed, default 100
                    --out FILE
          jmh     the shapes under JMH; what follows goes to JMH (-h lists its options,
                    -p contender=seq10/camel,seq10/plain:rec picks contenders)

        A LIST is comma-separated. The yardsticks (plain) always take part.
        """;

    private final PrintStream out;

    private Benchmarks(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs one command.
     *
     * <p>Ends the JVM: with 0 if all went well, 2 if the command line is wrong. An exception of an engine ends it with 1.
     *
     * @param arguments a command and its options
     * @throws Exception whatever an engine throws
     */
    public static void main(String[] arguments) throws Exception {
        try {
            new Benchmarks(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run(Arrays.asList(arguments));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        System.exit(0); // engines may have left threads that are no daemons
    }

    private void run(List<String> arguments) throws Exception {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        switch (command) {
            case "pair" -> pair(rest);
            case "nested" -> nested(rest);
            case "first" -> first(rest);
            case "compile" -> compile(rest);
            case "parked" -> parked(rest);
            case "modules" -> modules(rest);
            case "proxy" -> proxy(rest);
            case "http" -> http(rest);
            case "apis" -> apis(rest);
            case "scripts" -> scripts(rest);
            case "store" -> store(rest);
            case "journal" -> journal(rest);
            case "recovery" -> recovery(rest);
            case "cluster" -> cluster(rest);
            case "takeover" -> takeover(rest);
            case "jmh" -> jmh(rest);
            case "help", "-h", "--help" -> out.print(usage());
            default ->
                throw new UsageException(
                        (command.isEmpty() ? "" : "no command is named \"" + UsageException.cut(command) + "\"\n\n")
                                + usage());
        }
    }

    private static String usage() {
        return USAGE.formatted(
                String.join(",", Shape.TIMED.stream().map(Shape::id).toList()),
                EngineId.ids(),
                ScriptTask.ids(),
                LargeInput.ids());
    }

    private void pair(List<String> arguments) throws Exception {
        Options options =
                Options.parse(arguments, Set.of("--shapes", "--peers", "--warm", "--rounds", "--slice", "--out"));
        List<Shape> shapes = options.list("--shapes", Shape::of, Shape.TIMED);
        Pair pair = pair(options);
        List<EngineId> ids = engines(options);
        StringBuilder report = new StringBuilder(machine()).append(measuring(pair));
        out.print(report);
        List<Engine> engines = ids.stream().map(EngineId::open).toList();
        for (Shape shape : shapes) {
            String text = "\n**" + shape.id() + "**: " + shape.title() + "\n\n"
                    + Table.of(shape, pair.measure(shape, engines, System.err::println));
            out.print(text);
            report.append(text);
        }
        finish(report, options);
    }

    private void nested(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--peers", "--callers", "--rounds", "--limit", "--out"));
        Nested nested = new Nested(
                options.number("--callers", 64), options.number("--rounds", 10), options.number("--limit", 15));
        Table table = new Table(Nested.HEADS);
        for (EngineId id : engines(options)) {
            try (Engine engine = id.open()) {
                for (Contender contender : engine.contenders(Shape.NESTED)) {
                    System.err.println("nested: " + contender.name());
                    table.row(nested.run(contender).cells(contender.name()));
                }
            }
        }
        StringBuilder report = new StringBuilder(machine())
                .append(nested.callers() + " callers at once, " + Shape.NESTED.title()
                        + "; late is what has not ended in " + nested.limitSeconds() + " s.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void first(List<String> arguments) throws IOException, InterruptedException {
        Options options = Options.parse(arguments, Set.of("--peers", "--rounds", "--out"));
        FirstResult first = new FirstResult(options.number("--rounds", 5));
        Table table = new Table(FirstResult.HEADS);
        first.measure(engines(options)).forEach(table::row);
        StringBuilder report = new StringBuilder(machine())
                .append("From JVM start to the first " + Shape.SEQ10.id() + "; median of " + first.repetitions()
                        + " fresh JVMs.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void compile(List<String> arguments) throws IOException {
        Options options = Options.parse(arguments, Set.of("--warm", "--slice", "--out"));
        CompileCost cost = new CompileCost(options.number("--warm", 2000), options.number("--slice", 2000));
        Table table = new Table(CompileCost.HEADS);
        for (int steps : CompileCost.SIZES) {
            System.err.println("compile: " + steps + " steps");
            table.row(cost.measure(steps));
        }
        StringBuilder report = new StringBuilder(machine())
                .append("Reading a workflow from JSON text and compiling it, by a new engine each time; medians.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void parked(List<String> arguments) throws IOException, JMException {
        Options options = Options.parse(arguments, Set.of("--count", "--out"));
        Parked parked = new Parked(options.number("--count", 100_000));
        Table table = new Table(Parked.HEADS);
        StringBuilder classes = new StringBuilder();
        for (Parked.Until until : Parked.Until.values()) {
            System.err.println("parked: " + parked.count() + " executions");
            Parked.Outcome outcome = parked.measure(until);
            table.row(outcome.cells());
            classes.append('\n').append(outcome.classTable());
        }
        StringBuilder report = new StringBuilder(machine())
                .append("Live bytes per waiting execution, and the classes that take the most of them.\n\n")
                .append(table.text())
                .append(classes);
        out.print(report);
        finish(report, options);
    }

    private void modules(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--warm", "--rounds", "--slice", "--out"));
        ModuleCost cost = new ModuleCost(
                options.number("--warm", 2000), options.number("--rounds", 11), options.number("--slice", 200));
        Table table = new Table(ModuleCost.HEADS);
        for (DataModule module : DataModule.values()) {
            System.err.println("modules: " + module.id());
            table.row(cost.measure(module));
        }
        StringBuilder report = new StringBuilder(machine())
                .append("CPU time per call of the library and per step of an execution; medians.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void proxy(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--answer-after", "--warm", "--rounds", "--slice", "--out"));
        ProxyCost cost = new ProxyCost(
                options.number("--answer-after", 0),
                options.number("--warm", 2000),
                options.number("--rounds", 11),
                options.number("--slice", 200));
        Table table = new Table(ProxyCost.HEADS);
        cost.measure().forEach(table::row);
        StringBuilder report = new StringBuilder(machine())
                .append("Per call, one after the other, to a server in a process of its own; medians.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void http(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--connections", "--warm", "--rounds", "--slice", "--out"));
        HttpCost cost = new HttpCost(
                options.number("--warm", 10_000), options.number("--rounds", 7), options.number("--slice", 2_000));
        Table table = new Table(HttpCost.HEADS);
        cost.measure(options.list("--connections", Integer::valueOf, List.of(1, 64)))
                .forEach(table::row);
        StringBuilder report = new StringBuilder(machine())
                .append("POST of " + HttpServers.REQUEST.length() + " bytes, each server in a process of its own;"
                        + " medians of " + cost.rounds() + " slices.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void apis(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--connections", "--warm", "--rounds", "--slice", "--out"));
        ApiCost cost = new ApiCost(
                options.number("--warm", 10_000), options.number("--rounds", 7), options.number("--slice", 2_000));
        Table table = new Table(ApiCost.HEADS);
        cost.measure(options.list("--connections", Integer::valueOf, List.of(1, 64)))
                .forEach(table::row);
        StringBuilder report = new StringBuilder(machine())
                .append("POST of " + ApiServers.CALL.length() + " bytes to an API of ten steps, and executions by an"
                        + " application; medians of " + cost.rounds() + " slices.\n\n")
                .append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void scripts(List<String> arguments) throws Exception {
        Options options = Options.parse(
                arguments, Set.of("--tasks", "--inputs", "--engine", "--warm", "--rounds", "--slice", "--out"));
        boolean all =
                options.text("--tasks").isEmpty() && options.text("--inputs").isEmpty();
        List<ScriptTask> tasks =
                options.list("--tasks", ScriptTask::of, all ? List.of(ScriptTask.values()) : List.of());
        List<LargeInput> inputs =
                options.list("--inputs", LargeInput::of, all ? List.of(LargeInput.values()) : List.of());
        Pair pair = pair(options);
        StringBuilder report = new StringBuilder(machine());
        try (ScriptCost cost = new ScriptCost(pair)) {
            report.append("Scripts run on: ").append(cost.engine(options.text("--engine")));
            report.append(".\n").append(measuring(pair));
            out.print(report);
            for (ScriptTask task : tasks) {
                show("\n" + cost.measure(task, System.err::println), report);
            }
            for (LargeInput input : inputs) {
                show("\n" + cost.measure(input, System.err::println), report);
            }
        }
        finish(report, options);
    }

    private void store(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--rounds", "--rows", "--callers", "--out"));
        StoreCost cost = new StoreCost(
                options.number("--rounds", 5), options.number("--rows", 20_000), options.number("--callers", 16));
        String title = String.format(Locale.ROOT, "Medians of %d rounds of %,d rows.", cost.rounds(), cost.rows());
        report(title, StoreCost.HEADS, cost.measure(), options);
    }

    private void journal(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--rounds", "--executions", "--records", "--out"));
        JournalCost cost = new JournalCost(
                options.number("--rounds", 5), options.number("--executions", 1_000), options.number("--records", 50));
        String title = String.format(Locale.ROOT, "Medians of %d rounds of %,d records.", cost.rounds(), cost.rows());
        report(title, JournalCost.HEADS, cost.measure(), options);
    }

    private void recovery(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--rounds", "--parked", "--out"));
        RecoveryCost cost = new RecoveryCost(options.number("--rounds", 5), options.number("--parked", 100_000));
        report("Median of " + cost.rounds() + " rounds.", RecoveryCost.HEADS, List.of(cost.measure()), options);
    }

    private void takeover(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--rounds", "--executions", "--out"));
        TakeoverCost cost = new TakeoverCost(options.number("--rounds", 5), options.number("--executions", 100));
        report("Medians of " + cost.rounds() + " rounds.", TakeoverCost.HEADS, List.of(cost.measure()), options);
    }

    private void cluster(List<String> arguments) throws Exception {
        Options options = Options.parse(arguments, Set.of("--rounds", "--executions", "--steps", "--callers", "--out"));
        ClusterCost cost = new ClusterCost(
                options.number("--rounds", 5),
                options.number("--executions", 100),
                options.number("--steps", 50),
                options.number("--callers", 16));
        String title = String.format(
                Locale.ROOT,
                "Medians of %d rounds of %,d executions with %d steps each, %d at once.",
                cost.rounds(),
                cost.executions(),
                cost.steps(),
                cost.callers());
        report(title, ClusterCost.HEADS, cost.measure(), options);
    }

    private void report(String title, List<String> heads, List<List<String>> rows, Options options) throws Exception {
        Table table = new Table(heads);
        rows.forEach(table::row);
        StringBuilder report =
                new StringBuilder(machine()).append(title).append("\n\n").append(table.text());
        out.print(report);
        finish(report, options);
    }

    private void show(String text, StringBuilder report) {
        out.print(text);
        report.append(text);
    }

    private static Pair pair(Options options) {
        return new Pair(options.number("--warm", 2000), options.number("--rounds", 11), options.number("--slice", 200));
    }

    private static String measuring(Pair pair) {
        return String.format(
                Locale.ROOT,
                "Per run; median of %d slices of %d ms CPU after %d ms of warm-up.%n",
                pair.rounds(),
                pair.sliceMillis(),
                pair.warmMillis());
    }

    private static void jmh(List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("contender="))) {
            all.add("-p");
            all.add("contender=" + String.join(",", ShapesUnderJmh.contenders()));
        }
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    }

    private static List<EngineId> engines(Options options) {
        List<EngineId> chosen = options.list("--peers", EngineId::of, List.of(EngineId.values()));
        return Arrays.stream(EngineId.values())
                .filter(id -> id == EngineId.PLAIN || chosen.contains(id))
                .toList();
    }

    private void finish(StringBuilder report, Options options) throws IOException {
        String load = "\n" + load() + " afterwards.\n";
        out.print(load);
        if (options.text("--out").isPresent()) {
            Files.writeString(Path.of(options.text("--out").get()), report.append(load));
        }
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "Java %s (%s), %s %s, %d cores, %d MB heap at most. %s before.%n",
                Runtime.version(),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                load());
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "Load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
