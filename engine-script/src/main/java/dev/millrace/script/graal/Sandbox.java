package dev.millrace.script.graal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.ResourceLimitEvent;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The engine that all scripts share and the contexts that each has of its own: every switch to the host is off. What the
 * options leave open is taken away by {@code bootstrap.js}.
 */
final class Sandbox implements AutoCloseable {
    static final String LANGUAGE = "js";

    /** No member, no array, no function, no conversion of any host type. */
    private static final HostAccess NO_HOST =
            HostAccess.newBuilder().allowMutableTargetMappings().build();

    /** The same object for every context of an engine, as the language demands. */
    @SuppressWarnings("UnnecessaryLambda")
    private static final Predicate<Source> AUTHORED = source -> !source.isInternal();

    /** Switches that the constrained sandbox policy knows too; a test builds a context with these under that policy. */
    static final Map<String, String> STABLE_OPTIONS = Map.of("js.strict", "true", "js.ecmascript-version", "2024");

    private static final Map<String, String> OPTIONS = Map.ofEntries(
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

    private final Engine engine;
    private final Source bootstrap;
    private final ZoneId zone;

    /** @param zone what a script's dates are shown in */
    Sandbox(ZoneId zone) {
        this.zone = zone;
        this.engine = Engine.newBuilder(LANGUAGE)
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .allowExperimentalOptions(true)
                .option("engine.WarnInterpreterOnly", "false")
                .options(STABLE_OPTIONS)
                .options(OPTIONS) // once for all contexts: reading them for each would cost a tenth of a short script
                .build();
        this.bootstrap = Source.newBuilder(LANGUAGE, bootstrapText(), "bootstrap.js")
                .internal(true)
                .cached(true)
                .buildLiteral();
    }

    private static String bootstrapText() {
        try (InputStream text = Sandbox.class.getResourceAsStream("bootstrap.js")) {
            if (text == null) {
                throw new IllegalStateException("bootstrap.js is missing beside " + Sandbox.class);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("bootstrap.js cannot be read", e);
        }
    }

    /** What runs scripts: {@code Interpreted}, or the name of an optimizing implementation. */
    String implementation() {
        return engine.getImplementationName();
    }

    Source bootstrap() {
        return bootstrap;
    }

    /** A context that nothing has run in. {@code onLimit} is told before it ends for running too many statements. */
    Context context(long statements, Consumer<ResourceLimitEvent> onLimit) {
        return closed(Context.newBuilder(LANGUAGE))
                .engine(engine)
                .timeZone(zone)
                .resourceLimits(ResourceLimits.newBuilder()
                        .statementLimit(statements, AUTHORED)
                        .onLimit(onLimit)
                        .build())
                .build();
    }

    /** Turns off every way out of a context. */
    static Context.Builder closed(Context.Builder builder) {
        return builder.allowAllAccess(false)
                .allowHostAccess(NO_HOST)
                .allowHostClassLoading(false)
                .allowIO(IOAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowInnerContextOptions(false)
                .allowValueSharing(false)
                .useSystemExit(false);
    }

    @Override
    public void close() {
        engine.close(true);
    }
}
