package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.script.graal.InProcessRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Scripts that overflow their stack in the middle of every kind of builtin break nothing for those that follow. Runs in a
 * Java of its own: what a first overflow can break is broken for the whole process, and any test before would hide it.
 */
class OverflowTest {
    /** What is called at the very end of the stack. */
    private static final List<String> BUILTINS = List.of(
            "'x'.repeat(3)",
            "'ab'.replace(/a/g, 'b')",
            "[3, 1, 2].sort()",
            "JSON.stringify({a: [1]})",
            "JSON.parse('{\"a\":1}')",
            "new Map([[1, 2]]).get(1)",
            "new Set([1]).has(1)",
            "new Date(0).toISOString()",
            "new Intl.NumberFormat('en').format(1)",
            "Object.entries({a: 1})",
            "Promise.resolve(1).then(x => x)",
            "new Error('e').stack",
            "new Proxy({}, {}).x",
            "Reflect.ownKeys({a: 1})",
            "new Uint8Array(4).map(x => x + 1)",
            "(function* () { yield 1 })().next()",
            "Symbol('x').toString()",
            "'a,b'.split(',').map(s => s.padStart(3))",
            "parseFloat('1.5').toFixed(1)",
            "console.log({a: 1})",
            "String(new (class A { #b = 1; get b() { return this.#b } })().b)",
            "setTimeout(() => {}, 0)",
            "generateRequestId()",
            "$proxy('p').f(1).catch(() => {})");

    /** The program of the other Java: prints {@code well} if every harmless script still runs. */
    static final class Main {
        public static void main(String[] arguments) {
            try (InProcessRunner runner = InProcessRunner.open()) {
                for (String builtin : BUILTINS) {
                    Scripts.outcome(runner.start(Scripts.request(
                            "const f = () => { " + builtin + "; f() }; try { f() } catch (e) { e.name }")));
                    Scripts.outcome(runner.start(Scripts.request("const f = () => { f(); " + builtin + " }; f()")));
                }
                for (String builtin : BUILTINS) {
                    ScriptOutcome outcome = Scripts.outcome(runner.start(Scripts.request(builtin + "; 'fine'")));
                    if (!(outcome instanceof ScriptOutcome.Returned)) {
                        System.out.println(builtin + " -> " + outcome);
                    }
                }
                System.out.println(runner.stats().state() == ScriptStats.State.READY ? "well" : runner.stats());
            }
        }
    }

    @Test
    void overflow_in_one_script_breaks_nothing_for_the_next() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-Xmx512m", "-cp", System.getProperty("java.class.path"), Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip()).isEqualTo("well");
    }
}
