package dev.millrace.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.script.ScriptException;

/** Scripts through our runner beside the bare language and its peers, in turns in one JVM. */
final class ScriptCost implements AutoCloseable {
    private final Pair pair;
    private final OurScripts ours = new OurScripts();
    private final GraalScripts graal = new GraalScripts();

    ScriptCost(Pair pair) {
        this.pair = pair;
    }

    /**
     * What runs our scripts.
     *
     * @throws UsageException if something else is asked for, so that nobody measures the interpreter by mistake
     */
    String engine(Optional<String> wanted) {
        String engine = ours.engine();
        if (!engine.equals(wanted.orElse(engine))) {
            throw new UsageException("scripts run on \"" + engine + "\" instead of \"" + wanted.get()
                    + "\". Fix: the launch line in docs/scripts.md");
        }
        return engine;
    }

    /** A table with ratios to the bare language. */
    String measure(ScriptTask task, Consumer<String> progress) throws Exception {
        return Table.of(
                task.id(), pair.measure(task.id(), contenders(task), progress), List.of("graaljs", "graaljs:limits"));
    }

    /** A table with ratios to the copy. */
    String measure(LargeInput input, Consumer<String> progress) throws Exception {
        return Table.of(input.title(), pair.measure(input.title(), ours.contenders(input), progress), List.of("copy"));
    }

    private List<Contender> contenders(ScriptTask task) throws ScriptException {
        return List.of(
                graal.bare(task),
                graal.limited(task),
                ours.contender(task),
                PeerScripts.rhino(task),
                PeerScripts.nashorn(task));
    }

    @Override
    public void close() {
        ours.close();
        graal.close();
    }
}
