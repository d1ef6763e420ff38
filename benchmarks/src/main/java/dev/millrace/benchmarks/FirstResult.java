package dev.millrace.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * CPU time from the start of a JVM to the first result of {@link Shape#SEQ10}: one fresh JVM per engine and repetition,
 * with a jar that holds only what the engine needs.
 *
 * @param repetitions JVMs per engine; the engines take turns
 */
record FirstResult(int repetitions) {
    private static final int LIMIT_SECONDS = 60;
    private static final String CPU = "cpu_ms=";

    static final List<String> HEADS = List.of("first result", "ms CPU", "min", "jar, MB");

    private record Entrant(EngineId engine, String classPath, List<Long> millis) {
        List<String> row() {
            List<Long> sorted = millis.stream().sorted().toList();
            double jarBytes = new File(classPath).length();
            return List.of(
                    engine.id(),
                    String.valueOf(sorted.get(sorted.size() / 2)),
                    String.valueOf(sorted.get(0)),
                    Table.figure(jarBytes / 1e6));
        }
    }

    /** The child process: one engine, one result, then the CPU time on standard output. */
    public static void main(String[] arguments) throws Exception {
        EngineId id = EngineId.of(arguments[0]);
        Engine engine = id.open();
        Object result = engine.first().run().call();
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        System.out.println(CPU + cpu.toMillis() + " " + (result != null));
        System.exit(0);
    }

    /** @return rows of a table with {@link #HEADS} */
    List<List<String>> measure(List<EngineId> engines) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millrace-benchmarks");
        try {
            List<Entrant> entrants = new ArrayList<>();
            for (EngineId engine : engines) {
                entrants.add(new Entrant(engine, classPath(engine, folder), new ArrayList<>()));
            }
            for (int i = 0; i < repetitions; i++) {
                for (Entrant entrant : entrants) {
                    entrant.millis.add(start(entrant.engine, entrant.classPath));
                }
            }
            return entrants.stream().map(Entrant::row).toList();
        } finally {
            delete(folder);
        }
    }

    /** The cut jar, or the class path as it is where classes do not come from one jar (inside an IDE). */
    private static String classPath(EngineId engine, Path folder) throws IOException {
        String all = System.getProperty("java.class.path", "");
        if (!all.endsWith(".jar") || !Files.isRegularFile(Path.of(all))) {
            return all;
        }
        Path target = folder.resolve(engine.id() + ".jar");
        EngineJar.write(Path.of(all), engine, target);
        return target.toString();
    }

    private static long start(EngineId engine, String classPath) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        FirstResult.class.getName(),
                        engine.id())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return output.lines()
                .filter(line -> line.startsWith(CPU))
                .map(line -> Long.valueOf(line.substring(CPU.length(), line.indexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(engine.id() + " has not reached its first result alone."
                        + " Fix: see which classes EngineId leaves out. Its output was:\n" + output));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
