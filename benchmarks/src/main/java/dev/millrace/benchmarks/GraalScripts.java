package dev.millrace.benchmarks;

import java.time.ZoneId;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/** GraalJS as a programmer uses it by hand: one engine, one source per script, a fresh context for each run. */
final class GraalScripts implements AutoCloseable {
    /** The switches that our sandbox sets, so that its row shows what they alone cost. */
    private static final Map<String, String> SWITCHES = Map.ofEntries(
            Map.entry("js.strict", "true"),
            Map.entry("js.ecmascript-version", "2024"),
            Map.entry("js.allow-eval", "false"),
            Map.entry("js.annex-b", "true"),
            Map.entry("js.atomics", "false"),
            Map.entry("js.bigint", "false"),
            Map.entry("js.console", "false"),
            Map.entry("js.function-arguments-limit", "10000"),
            Map.entry("js.global-arguments", "false"),
            Map.entry("js.graal-builtin", "false"),
            Map.entry("js.java-package-globals", "false"),
            Map.entry("js.load", "false"),
            Map.entry("js.locale", "en-US"),
            Map.entry("js.max-apply-argument-length", "10000"),
            Map.entry("js.max-prototype-chain-length", "1000"),
            Map.entry("js.max-typed-array-length", "16777216"),
            Map.entry("js.polyglot-builtin", "false"),
            Map.entry("js.print", "false"),
            Map.entry("js.regexp-static-result", "false"),
            Map.entry("js.shared-array-buffer", "false"),
            Map.entry("js.stack-trace-limit", "20"),
            Map.entry("js.string-length-limit", "16777216"),
            Map.entry("js.unhandled-rejections", "throw"),
            Map.entry("js.webassembly", "false"));

    private final Engine bare = engine();
    private final Engine limited = engine(); // an engine's statement filter is the same for all its contexts

    private static Engine engine() {
        return Engine.newBuilder("js")
                .allowExperimentalOptions(true)
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    Contender bare(ScriptTask task) {
        Source source = source(task);
        return new Contender("graaljs", () -> {
            try (Context context = Context.newBuilder("js").engine(bare).build()) {
                return result(context, source, task);
            }
        });
    }

    Contender limited(ScriptTask task) {
        Source source = source(task);
        return new Contender("graaljs:limits", () -> {
            try (Context context = limitedContext()) {
                return result(context, source, task);
            }
        });
    }

    private static Source source(ScriptTask task) {
        return Source.newBuilder("js", task.function(), "task.js").buildLiteral();
    }

    private static String result(Context context, Source source, ScriptTask task) {
        return task.checked(context.eval(source).execute(task.inputs()).asString());
    }

    private Context limitedContext() {
        return Context.newBuilder("js")
                .engine(limited)
                .allowAllAccess(false)
                .allowHostAccess(HostAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowValueSharing(false)
                .allowExperimentalOptions(true)
                .options(SWITCHES)
                .timeZone(ZoneId.of("UTC"))
                .resourceLimits(ResourceLimits.newBuilder()
                        .statementLimit(50_000_000, null)
                        .build())
                .build();
    }

    @Override
    public void close() {
        bare.close();
        limited.close();
    }
}
